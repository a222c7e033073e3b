package dev.nvent.store.cli;

/** Ends a command with an error message, without a stack trace, and an exit code. */
final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CliException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message);
    }

    static CliException failed(String message) {
        return new CliException(ExitCode.FAILED, message);
    }

    int exitCode() {
        return exitCode;
    }
}

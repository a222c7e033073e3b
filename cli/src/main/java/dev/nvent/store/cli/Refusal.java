package dev.nvent.store.cli;

/** A command that ends with one sentence and an exit code. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    Refusal(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    static Refusal usage(String sentence) {
        return new Refusal(ExitCode.USAGE, sentence);
    }

    static Refusal failed(String sentence) {
        return new Refusal(ExitCode.FAILED, sentence);
    }

    int exitCode() {
        return exitCode;
    }
}

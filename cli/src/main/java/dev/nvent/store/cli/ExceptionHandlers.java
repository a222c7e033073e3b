package dev.nvent.store.cli;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.SchemaException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Prints errors as one message, with the stack trace only if {@code --verbose} is given, and maps them to exit codes. */
final class ExceptionHandlers implements IExecutionExceptionHandler, IParameterExceptionHandler {

    /** The beginnings of the SQLSTATEs of connection failures: connection exception, authorization, unknown database, shutdown, too many connections. */
    private static final Set<String> CONNECTION_FAILURES = Set.of("08", "28", "3D", "57P", "53300");

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        printError(command, message(e, args));
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        String message = message(e);
        if (!message.isEmpty()) {
            printError(command, message);
        }
        if (command.getParseResult().matchedOptionValue("--verbose", false)) {
            e.printStackTrace(command.getErr());
        }
        return exitCode(e);
    }

    /** The original message may quote a password given as the value of --password; it is not printed in that case. */
    private static String message(ParameterException e, String[] args) {
        boolean mayQuotePassword = Arrays.stream(args).anyMatch(arg -> arg.startsWith("--password"));
        return mayQuotePassword
                ? "invalid option or argument; --password takes no value, it prompts for the password"
                : e.getMessage();
    }

    private static String message(Exception e) {
        SQLException database = findCause(e, SQLException.class);
        String message = e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().strip();
        if (database == null || e instanceof DatabaseException) {
            return message;
        }
        // The messages of jOOQ and Flyway have many lines; the cause is in the driver's message.
        return e instanceof SchemaException
                ? firstLine(message) + ": " + firstLine(database.getMessage())
                : firstLine(database.getMessage());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    private static int exitCode(Exception e) {
        if (e instanceof CliException cliException) {
            return cliException.exitCode();
        }
        if (e instanceof InvalidInputException) {
            return ExitCode.USAGE;
        }
        SQLException database = findCause(e, SQLException.class);
        boolean connectionFailed = database != null
                && database.getSQLState() != null
                && CONNECTION_FAILURES.stream().anyMatch(database.getSQLState()::startsWith);
        return connectionFailed ? ExitCode.NO_CONNECTION : ExitCode.FAILED;
    }

    private static void printError(CommandLine command, String message) {
        command.getErr().println("nvent: " + Formats.escapeLines(message));
    }

    private static <T> T findCause(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}

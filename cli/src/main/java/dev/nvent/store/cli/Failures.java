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

/** Errors as one sentence and an exit code. The stack trace is shown with --verbose only. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    /** SQLSTATE's classes of connections that are not to be had: refused, not authorized, no such database, shut down. */
    private static final Set<String> NO_CONNECTION = Set.of("08", "28", "3D", "57");

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        say(command, sentence(e, args));
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (!sentence(e).isEmpty()) {
            say(command, sentence(e));
        }
        if (command.getParseResult().matchedOptionValue("--verbose", false)) {
            e.printStackTrace(command.getErr());
        }
        return exitCode(e);
    }

    /** What somebody wrote after --password is not repeated. */
    private static String sentence(ParameterException e, String[] args) {
        boolean mayQuotePassword = Arrays.stream(args).anyMatch(arg -> arg.startsWith("--password"));
        return mayQuotePassword
                ? "an option or argument is wrong; --password takes no value, it asks for one"
                : e.getMessage();
    }

    private static String sentence(Exception e) {
        SQLException database = cause(e, SQLException.class);
        String message = e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().strip();
        if (database == null || e instanceof DatabaseException) {
            return message;
        }
        // jOOQ's and Flyway's own messages go on for lines, about themselves.
        return e instanceof SchemaException
                ? firstLine(message) + ": " + firstLine(database.getMessage())
                : firstLine(database.getMessage());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    private static int exitCode(Exception e) {
        if (e instanceof Refusal refusal) {
            return refusal.exitCode();
        }
        if (e instanceof InvalidInputException) {
            return ExitCode.USAGE;
        }
        SQLException database = cause(e, SQLException.class);
        boolean unreachable = database != null
                && database.getSQLState() != null
                && NO_CONNECTION.contains(database.getSQLState().substring(0, 2));
        return unreachable ? ExitCode.NO_CONNECTION : ExitCode.FAILED;
    }

    private static void say(CommandLine command, String sentence) {
        command.getErr().println("nvent: " + Shown.lines(sentence));
    }

    private static <T> T cause(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}

package dev.nvent.store.internal.sql;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.ReadOnlyException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Translates the SQLSTATE of an error. */
public final class SqlStates {

    private static final int MAX_CAUSES = 100;

    private static final Set<String> SERIALIZATION_FAILURES = Set.of("40001", "40P01");

    /** The statement certainly changed nothing: serialization failure, deadlock, lock not available. */
    private static final Set<String> SAFE_TO_RETRY = Set.of("40001", "40P01", "55P03");

    /** The connection broke, the server went down, its disk or itself failed. */
    private static final Set<String> UNCERTAIN = Set.of("08", "57P", "58", "XX");

    /** The connection broke, or the server closed it: shut down, by an administrator, or for idling in a transaction. */
    private static final Set<String> CONNECTION_ENDED = Set.of("08", "57P", "25P03", "25P04");

    /** The connection broke, the server is down, has no resources, or is a standby. */
    private static final Set<String> UNAVAILABLE = Set.of("08", "57P", "53", "25006");

    private static final String NO_CONNECTION = "08001";
    private static final String NUMERIC_VALUE_OUT_OF_RANGE = "22003";
    private static final String DATA_EXCEPTION = "22";
    private static final String SEQUENCE_LIMIT = "2200H";
    private static final String RAISED_BY_A_FUNCTION = "exec_stmt_raise";
    private static final Pattern WITHOUT_VALUES = Pattern.compile("[A-Za-z][A-Za-z ,.;'-]*(\\(\\d+\\))?");

    /** The server's words name the bytes of the character. */
    private static final Pattern NO_EQUIVALENT =
            Pattern.compile("in encoding \"(\\w+)\" has no equivalent in encoding \"(\\w+)\"$");

    private static final String CHECK_VIOLATION = "23514";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CATALOG = "pg_catalog";
    private static final String READ_ONLY = "25006";
    private static final String NOT_A_NUMBER = "NV001";
    private static final String NOT_AN_OBJECT = "NV002";
    private static final String VERSIONED_STREAM = "NV005";
    private static final Set<String> GUARD_FAILED = Set.of("NV003", "NV004");

    private SqlStates() {}

    /** The error as the store throws it: with what was asked, without any value. */
    public static DatabaseException translate(Operation call, Exception e) {
        return translate(call, e, false);
    }

    /** The error of a statement in a transaction that is not committed, so that a broken connection changed nothing. */
    static DatabaseException translateUncommitted(Operation call, Exception e) {
        return translate(call, e, true);
    }

    private static DatabaseException translate(Operation call, Exception e, boolean isUncommitted) {
        SQLException cause = cause(e);
        if (READ_ONLY.equals(cause.getSQLState())) {
            return new ReadOnlyException(call, withoutValues(cause));
        }
        boolean isSafe = isSafeToRetry(cause.getSQLState()) || isUncommitted && isBroken(cause);
        return new DatabaseException(call, withoutValues(cause), isSafe);
    }

    /** The error of getting a connection, before anything was sent. */
    static DatabaseException translateUnsent(Operation call, Exception e) {
        SQLException cause = cause(e);
        String state = cause.getSQLState() == null ? NO_CONNECTION : cause.getSQLState();
        var clean = new SQLException("nothing was sent: " + reasonOfNoConnection(cause), state, cause.getErrorCode());
        clean.setStackTrace(cause.getStackTrace());
        return new DatabaseException(call, clean, true);
    }

    /** A pool says that it waited, and has the reason as the cause. */
    private static String reasonOfNoConnection(SQLException e) {
        return switch (e.getCause()) {
            case InterruptedException interrupted -> "the thread was interrupted while it waited for a connection";
            case SQLException reason -> firstLine(e) + ": " + firstLine(reason) + network(reason);
            case null, default -> firstLine(e) + network(e);
        };
    }

    private static String network(SQLException e) {
        return e.getCause() instanceof IOException cause ? " (" + cause.getMessage() + ")" : "";
    }

    private static SQLException cause(Exception e) {
        for (Throwable cause : causes(e)) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return new SQLException(e.getClass().getSimpleName());
    }

    /** Why an increment was refused, if that is what happened. */
    public static Optional<IncrementException.Reason> incrementRefused(DatabaseException e) {
        return Optional.ofNullable(
                switch (String.valueOf(e.sqlState())) {
                    case NOT_A_NUMBER -> IncrementException.Reason.NOT_A_NUMBER;
                    case NOT_AN_OBJECT -> IncrementException.Reason.NOT_AN_OBJECT;
                    case NUMERIC_VALUE_OUT_OF_RANGE -> IncrementException.Reason.OUT_OF_RANGE;
                    default -> null;
                });
    }

    /** The detail of the error that the guard of a pipeline raises; empty for any other error. */
    static Optional<String> guardFailure(SQLException e) {
        return e instanceof PSQLException refused
                        && refused.getServerErrorMessage() != null
                        && GUARD_FAILED.contains(refused.getSQLState())
                ? Optional.ofNullable(refused.getServerErrorMessage().getDetail())
                : Optional.empty();
    }

    /** Whether a number was out of the range of its type. */
    public static boolean isOutOfRange(DatabaseException e) {
        return NUMERIC_VALUE_OUT_OF_RANGE.equals(e.sqlState());
    }

    /** Whether a value was refused: by its type, or by a constraint. */
    public static boolean isValueRefused(DatabaseException e) {
        String state = String.valueOf(e.sqlState());
        return state.startsWith("22") || state.startsWith("23");
    }

    /** Whether a row was refused because no partition takes it. */
    public static boolean isPartitionMissing(DatabaseException e) {
        return CHECK_VIOLATION.equals(e.sqlState());
    }

    /** Whether an append had no expected version although its stream is versioned. */
    public static boolean isVersionedStream(DatabaseException e) {
        return VERSIONED_STREAM.equals(e.sqlState());
    }

    /** Whether the statement behind an exception certainly changed nothing. */
    public static boolean isSafeToRetry(Throwable e) {
        return hasState(e, SAFE_TO_RETRY);
    }

    /** Whether a transaction lost against concurrent ones, so that it may succeed when it is run again. */
    static boolean isSerializationFailure(Throwable e) {
        return hasState(e, SERIALIZATION_FAILURES);
    }

    /** Whether the database could not be reached, has no room, or takes no writes, which is the fault of no caller. */
    public static boolean isUnavailable(Throwable e) {
        for (Throwable cause : causes(e)) {
            if (cause instanceof SQLException sql
                    && UNAVAILABLE.stream().anyMatch(String.valueOf(sql.getSQLState())::startsWith)) {
                return true;
            }
        }
        return false;
    }

    /** A bounded number of them: causes may form a cycle. */
    private static Iterable<Throwable> causes(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES)::iterator;
    }

    private static boolean hasState(Throwable e, Set<String> states) {
        for (Throwable cause : causes(e)) {
            if (cause instanceof SQLException sql && states.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether another session created an object of the same name at the same time, which IF NOT EXISTS does not rule out.
     */
    public static boolean isMadeMeanwhile(Throwable e) {
        for (Throwable cause : causes(e)) {
            if (cause instanceof PSQLException sql
                    && UNIQUE_VIOLATION.equals(sql.getSQLState())
                    && sql.getServerErrorMessage() != null
                    && CATALOG.equals(sql.getServerErrorMessage().getSchema())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the server itself refused the commit, and continues to run: nothing was committed. */
    static boolean isRefused(Throwable e) {
        return e instanceof PSQLException refused
                && refused.getServerErrorMessage() != null
                && UNCERTAIN.stream().noneMatch(String.valueOf(refused.getSQLState())::startsWith);
    }

    /** Whether the connection broke, or the server closed it. */
    static boolean isBroken(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return CONNECTION_ENDED.stream().anyMatch(state::startsWith);
    }

    private static boolean isSafeToRetry(@Nullable String state) {
        return state != null && SAFE_TO_RETRY.contains(state);
    }

    /**
     * The server's details quote keys and payloads, and so do many of its first lines about data that it could not convert.
     */
    private static SQLException withoutValues(SQLException e) {
        var clean = new SQLException(firstLine(e), e.getSQLState(), e.getErrorCode());
        clean.setStackTrace(e.getStackTrace());
        return clean;
    }

    private static @Nullable String firstLine(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        if (server == null) {
            return e.getMessage();
        }
        return String.valueOf(server.getSQLState()).startsWith(DATA_EXCEPTION)
                ? wordsAboutData(server)
                : server.getMessage();
    }

    /** The server's words if they quote nothing, as its own do with quotation marks, colons and digits. */
    private static String wordsAboutData(ServerErrorMessage server) {
        String words = String.valueOf(server.getMessage());
        if (RAISED_BY_A_FUNCTION.equals(server.getRoutine())) {
            return "data exception";
        }
        if (SEQUENCE_LIMIT.equals(server.getSQLState())) {
            return words;
        }
        Matcher encodings = NO_EQUIVALENT.matcher(words);
        if (encodings.find()) {
            return "a character of the encoding " + encodings.group(1) + " is not in the database's encoding "
                    + encodings.group(2);
        }
        return WITHOUT_VALUES.matcher(words).matches() ? words : "data exception";
    }
}

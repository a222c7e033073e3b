package dev.nvent.store.error;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The database refused a statement or could not be reached. Its cause carries the SQLSTATE and the server's first line
 * where that holds no value; the driver's own exception, which may quote keys and payloads, is left out.
 */
public sealed class DatabaseException extends StoreException permits ReadOnlyException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String sqlState;
    private final boolean safeToRetry;

    /**
     * @param call the operation, or null
     * @param cause the error, already without values
     * @param safeToRetry whether the statement certainly changed nothing
     */
    public DatabaseException(@Nullable Operation call, SQLException cause, boolean safeToRetry) {
        super(call, subject(cause) + " SQLSTATE " + cause.getSQLState() + ": " + cause.getMessage(), cause);
        this.sqlState = cause.getSQLState();
        this.safeToRetry = safeToRetry;
    }

    /** Class 08 comes from the driver or a pool, the others from the server. */
    private static String subject(SQLException cause) {
        return String.valueOf(cause.getSQLState()).startsWith("08")
                ? "the connection failed with"
                : "the database answered";
    }

    /** The five characters of SQLSTATE; null where the driver has none. */
    public @Nullable String sqlState() {
        return sqlState;
    }

    /**
     * Whether the statement certainly changed nothing, so that it can be sent again: a serialization failure, a deadlock,
     * a lock that was not available, or no connection to send it on. After a broken connection this is false: the write may have been committed.
     */
    public boolean safeToRetry() {
        return safeToRetry;
    }
}

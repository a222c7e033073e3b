package dev.nvent.store.error;

import java.sql.SQLException;

/**
 * The database refused a statement or could not be reached. Its cause carries the SQLSTATE and the server's first line
 * where that holds no value; the driver's own exception, which may quote keys and payloads, is left out.
 */
public final class DatabaseException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final String sqlState;
    private final boolean safeToRetry;

    /**
     * @param call what was asked, or null
     * @param cause the error, already without values
     * @param safeToRetry whether the statement certainly changed nothing
     */
    public DatabaseException(Operation call, SQLException cause, boolean safeToRetry) {
        super(call, "the database answered SQLSTATE " + cause.getSQLState() + ": " + cause.getMessage(), cause);
        this.sqlState = cause.getSQLState();
        this.safeToRetry = safeToRetry;
    }

    /** The five characters of SQLSTATE; null where the driver has none. */
    public String sqlState() {
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

package dev.nvent.store.error;

import java.sql.SQLException;

/**
 * The server or the session takes no writes: a standby, or {@code default_transaction_read_only}. Nothing was changed, and
 * every write fails this way until the server is promoted or another one is used. Reads work.
 */
public final class ReadOnlyException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /**
     * @param call the operation
     * @param cause the error, already without values
     */
    public ReadOnlyException(Operation call, SQLException cause) {
        super(
                call,
                new SQLException(
                        cause.getMessage()
                                + ". The server is a standby, or the session is read-only. Write to the primary:"
                                + " list all hosts in the URL, with targetServerType=primary",
                        cause.getSQLState()),
                false);
    }
}

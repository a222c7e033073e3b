package dev.nvent.store.sql;

import dev.nvent.store.error.Call;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Supplier;

/** Begins, ends and undoes a transaction on a connection, or the part of one that follows a savepoint. */
final class Transactions {

    private Transactions() {}

    static <T, X extends Exception> T run(
            Call call, Connection connection, Supplier<Database> database, TransactionWork<Database, T, X> work)
            throws X {
        Database within = database.get();
        try {
            return connection.getAutoCommit()
                    ? inTransaction(connection, within, work)
                    : afterSavepoint(connection, within, work);
        } catch (SQLException e) {
            throw SqlStates.translate(call, e);
        } finally {
            within.end();
        }
    }

    private static <T, X extends Exception> T inTransaction(
            Connection connection, Database within, TransactionWork<Database, T, X> work) throws X, SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run(within);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (Throwable e) {
            undo(connection::rollback, e);
            undo(() -> connection.setAutoCommit(true), e);
            throw e;
        }
    }

    private static <T, X extends Exception> T afterSavepoint(
            Connection connection, Database within, TransactionWork<Database, T, X> work) throws X, SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            T result = work.run(within);
            connection.releaseSavepoint(savepoint);
            return result;
        } catch (Throwable e) {
            undo(() -> connection.rollback(savepoint), e);
            throw e;
        }
    }

    private interface Undo {
        void run() throws SQLException;
    }

    /** A broken connection cannot roll back and need not: the server does. What was thrown first matters more. */
    private static void undo(Undo rollback, Throwable reason) {
        try {
            rollback.run();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}

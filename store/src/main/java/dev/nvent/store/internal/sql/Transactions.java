package dev.nvent.store.internal.sql;

import dev.nvent.store.TransactionWork;
import dev.nvent.store.error.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/**
 * Begins, ends and undoes a transaction on a connection, or the part of one that follows a savepoint. Translates the
 * errors of its own statements only: what the work throws arrives as it was thrown.
 */
record Transactions(Operation call, Connection connection) {

    <T, X extends Exception> T run(Database within, TransactionWork<Database, T, X> work) throws X {
        try {
            return get(connection::getAutoCommit) ? inTransaction(within, work) : afterSavepoint(within, work);
        } finally {
            within.end();
        }
    }

    private <T, X extends Exception> T inTransaction(Database within, TransactionWork<Database, T, X> work) throws X {
        run(() -> connection.setAutoCommit(false));
        try {
            T result = work.run(within);
            commit();
            return result;
        } catch (Throwable e) {
            undo(this::rollback, e);
            throw e;
        } finally {
            restoreAutoCommit();
        }
    }

    private <T, X extends Exception> T afterSavepoint(Database within, TransactionWork<Database, T, X> work) throws X {
        Savepoint savepoint = get(connection::setSavepoint);
        try {
            T result = work.run(within);
            run(() -> connection.releaseSavepoint(savepoint));
            return result;
        } catch (Throwable e) {
            undo(() -> connection.rollback(savepoint), e);
            throw e;
        }
    }

    /** Work that cannot be rolled back must not be committed either, as the return to autocommit would. */
    private void rollback() throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException e) {
            connection.abort(Runnable::run);
            throw e;
        }
    }

    private interface Step<T> {
        T get() throws SQLException;
    }

    interface Action {
        void run() throws SQLException;
    }

    private <T> T get(Step<T> step) {
        try {
            return step.get();
        } catch (SQLException e) {
            throw SqlStates.translateUncommitted(call, e);
        }
    }

    private void run(Action action) {
        get(() -> {
            action.run();
            return true;
        });
    }

    /** The outcome of a commit without an answer is unknown. */
    private void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw SqlStates.translate(call, e);
        }
    }

    /** A broken connection cannot roll back and need not: the server does. The first exception matters more. */
    static void undo(Action rollback, Throwable reason) {
        try {
            rollback.run();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** The transaction is over by now, whatever becomes of the connection. */
    private void restoreAutoCommit() {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException broken) {
            // The next use of the connection reports the error.
        }
    }
}

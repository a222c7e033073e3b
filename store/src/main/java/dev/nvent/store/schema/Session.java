package dev.nvent.store.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Runs the files of SQL on one connection. What comes from outside a file is a bind value. */
record Session(Connection connection, SqlFiles files) implements AutoCloseable {

    /** How long a statement in a transaction may wait for a lock, and everyone else behind it. */
    private static final String A_MOMENT = "1s";

    static Session open(DataSource dataSource, Namespace namespace) throws SQLException {
        return new Session(dataSource.getConnection(), new SqlFiles(namespace));
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    interface Work {
        void run() throws SQLException;
    }

    <T> List<T> query(String file, Row<T> row, Object... values) throws SQLException {
        return queryText(files.get(file), row, values);
    }

    <T> List<T> queryText(String sql, Row<T> row, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                var read = new ArrayList<T>();
                while (rows.next()) {
                    read.add(row.read(rows));
                }
                return List.copyOf(read);
            }
        }
    }

    void update(String file, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(files.get(file))) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    /** Runs a script of any number of statements; outside a transaction it may have one. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs work as one transaction, in which no statement waits long for a lock. */
    void inTransaction(Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            limitWaiting();
            work.run();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException broken) {
                e.addSuppressed(broken);
            }
            throw e;
        } finally {
            restoreAutoCommit();
        }
    }

    /** Until the end of the transaction, no statement waits long for a lock. */
    void limitWaiting() throws SQLException {
        query("history/limit_in_transaction.sql", row -> "", A_MOMENT);
    }

    /** @return what {@link #restoreWaiting} takes */
    Object[] waitAsLongAsItTakes() throws SQLException {
        Object[] before = query("history/limits.sql", row -> new Object[] {row.getString(1), row.getString(2)})
                .get(0);
        query("history/unlimited_in_session.sql", row -> "");
        return before;
    }

    void restoreWaiting(Object[] before) throws SQLException {
        query("history/restore_limits.sql", row -> "", before);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void restoreAutoCommit() {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException broken) {
            // The next use of the connection reports the error.
        }
    }
}

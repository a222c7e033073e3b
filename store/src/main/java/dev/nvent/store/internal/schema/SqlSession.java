package dev.nvent.store.internal.schema;

import dev.nvent.store.schema.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Runs SQL files on one connection. Values are always bound. */
record SqlSession(Connection connection, SqlFiles files) implements AutoCloseable {

    /** A statement that waits for a table lock blocks all later statements on the table, so it must not wait long. */
    private static final String LOCK_TIMEOUT = "1s";

    static SqlSession open(DataSource dataSource, Namespace namespace) throws SQLException {
        return new SqlSession(dataSource.getConnection(), new SqlFiles(namespace));
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

    /** Runs a script. Outside a transaction it must be a single statement if PostgreSQL refuses it in a transaction block. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs work in a transaction with a short lock timeout. */
    void inTransaction(Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            limitLockWaits();
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

    /** Sets a short lock timeout for the current transaction. */
    void limitLockWaits() throws SQLException {
        query("history/limit_in_transaction.sql", row -> "", LOCK_TIMEOUT);
    }

    /**
     * Disables the statement and lock timeout of the session.
     *
     * @return the previous values, for {@link #restoreTimeouts}
     */
    Object[] disableTimeouts() throws SQLException {
        Object[] before = query("history/limits.sql", row -> new Object[] {row.getString(1), row.getString(2)})
                .get(0);
        query("history/unlimited_in_session.sql", row -> "");
        return before;
    }

    void restoreTimeouts(Object[] before) throws SQLException {
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

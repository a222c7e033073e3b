package dev.nvent.store.internal.schema;

import dev.nvent.store.internal.sql.ConnectionPooler;
import dev.nvent.store.schema.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Runs SQL files on one connection. Values are always bound. */
record SqlSession(Connection connection, SqlFiles files, int previousTimeout, int previousThreshold)
        implements AutoCloseable {

    /** How long a server may leave short statements without an answer. */
    static final Duration SHORT_STATEMENTS = Duration.ofMinutes(1);

    /** A statement that waits for a table lock blocks all later statements on the table, so it must not wait long. */
    private static final String LOCK_TIMEOUT = "1s";

    /** @param timeout how long the server may leave a statement without an answer; zero for no limit */
    static SqlSession open(DataSource dataSource, Namespace namespace, Duration timeout) throws SQLException {
        Connection connection = dataSource.getConnection();
        int previousTimeout = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()));
        int previousThreshold = 0;
        if (connection.isWrapperFor(PGConnection.class)) {
            // A connection pooler may run each statement on another server connection.
            PGConnection driver = connection.unwrap(PGConnection.class);
            previousThreshold = driver.getPrepareThreshold();
            driver.setPrepareThreshold(0);
        }
        return new SqlSession(connection, new SqlFiles(namespace), previousTimeout, previousThreshold);
    }

    /** A session on a connection that is opened, set up and closed elsewhere. */
    static SqlSession on(Connection connection, SqlFiles files) {
        return new SqlSession(connection, files, 0, 0);
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

    /** Runs a statement once for each array of values, in one round trip. */
    void updateBatch(String file, List<Object[]> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(files.get(file))) {
            for (Object[] values : rows) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
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

    /** Whether a connection pooler is in between, which would keep settings of the session for other clients. */
    boolean isPooled() throws SQLException {
        return ConnectionPooler.isBefore(connection);
    }

    /** Runs statements that need no transaction and may take any time. */
    void withoutTimeouts(Work work) throws SQLException {
        if (isPooled()) {
            work.run();
            return;
        }
        Object[] before = disableTimeouts();
        try {
            work.run();
        } finally {
            restoreTimeouts(before);
        }
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
        if (!connection.isClosed()) {
            connection.setNetworkTimeout(Runnable::run, previousTimeout);
            if (connection.isWrapperFor(PGConnection.class)) {
                connection.unwrap(PGConnection.class).setPrepareThreshold(previousThreshold);
            }
        }
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

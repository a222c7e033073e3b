package dev.nvent.store.internal.schema;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source whose connections can be aborted from another thread. Thread-safe. */
final class TrackedConnections implements DataSource, AutoCloseable {

    private final DataSource dataSource;
    private final Set<Connection> opened = ConcurrentHashMap.newKeySet();
    private volatile boolean aborted;

    TrackedConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Ends all connections; statements that wait for an answer fail. */
    void abort() {
        aborted = true;
        for (Connection connection : opened) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // It is closed already.
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (aborted) {
            throw new SQLException("the connection that holds the migration lock is lost", "08006");
        }
        Connection connection = dataSource.getConnection();
        opened.add(connection);
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    /** Forgets the connections; their users have closed them. */
    @Override
    public void close() {
        opened.clear();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return dataSource.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        dataSource.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        dataSource.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return dataSource.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return dataSource.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return dataSource.isWrapperFor(type);
    }
}

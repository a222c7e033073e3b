package dev.nvent.store;

import dev.nvent.store.internal.sql.SqlStates;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections whose statements end within time limits. An error names the server and the reason. Behind a connection
 * pooler, which may execute each transaction on another connection to the server, no session setting and no prepared
 * statement of the server is used.
 */
final class ServerDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    /**
     * Sets time limits where there are none, on a connection that leads to the server itself: a pooler makes up the process
     * id that it reports to a client.
     */
    private static final String SET_LIMITS = """
            SELECT CASE current_setting('statement_timeout') WHEN '0' THEN set_config('statement_timeout', ?, false) END,
                   CASE current_setting('lock_timeout') WHEN '0' THEN set_config('lock_timeout', ?, false) END
            WHERE pg_backend_pid() = ?""";

    private static final Duration RETRY_PAUSE = Duration.ofMillis(50);

    private final transient PoolOptions limits;
    private final transient boolean keepsThreshold;
    private final transient ConnectionWatch watch;

    /**
     * How long a connection is tried again, once there has been one. The pool doubles its pauses between attempts up to five
     * seconds, which would prolong an outage by as much as it has lasted. Callers get the reason of an attempt that has
     * ended, so several end while a caller waits.
     */
    private final transient Duration retryTime;

    private transient volatile boolean hasConnected;

    /**
     * @param limits how long connecting and statements may take
     * @param keepsThreshold whether the user has decided about prepared statements, also behind a pooler
     */
    ServerDataSource(PoolOptions limits, boolean keepsThreshold) {
        this.limits = limits;
        this.keepsThreshold = keepsThreshold;
        this.retryTime = limits.connectionTimeout().dividedBy(4);
        this.watch = new ConnectionWatch(limits.connectTimeout(), this::connect);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                Connection connection = prepared(super.getConnection(user, password));
                hasConnected = true;
                return connection;
            } catch (SQLException e) {
                boolean isWorthRetry =
                        hasConnected && SqlStates.isUnavailable(e) && System.nanoTime() - start < retryTime.toNanos();
                if (!isWorthRetry || !pause()) {
                    throw new SQLException("cannot connect to " + servers() + ": " + reason(e), e.getSQLState());
                }
            }
        }
    }

    /** Returns false if the thread is interrupted, as when the pool is closed. */
    private static boolean pause() {
        try {
            Thread.sleep(RETRY_PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The socket timeout of the driver applies to connecting, and is replaced by that of statements. */
    private Connection prepared(Connection connection) throws SQLException {
        try {
            PGConnection session = connection.unwrap(PGConnection.class);
            if (!setLimits(connection, session.getBackendPID()) && !keepsThreshold) {
                session.setPrepareThreshold(0);
            }
            if (limits.socketTimeout().isZero()) {
                watch.add(connection);
            }
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(limits.socketTimeout().toMillis()));
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void connect() throws SQLException {
        super.getConnection(getUser(), getPassword()).close();
    }

    private boolean setLimits(Connection connection, int processId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SET_LIMITS)) {
            statement.setString(1, limits.statementTimeout().toMillis() + "ms");
            statement.setString(2, limits.lockTimeout().toMillis() + "ms");
            statement.setInt(3, processId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private String servers() {
        String[] hosts = getServerNames();
        int[] ports = getPortNumbers();
        return IntStream.range(0, hosts.length)
                .mapToObj(i -> hosts[i] + ":" + ports[i])
                .collect(Collectors.joining(", "));
    }

    /** The reason of the network where there is one: the driver names it only in a cause. */
    private static String reason(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownHostException unknown -> {
                    return "unknown host " + unknown.getMessage();
                }
                case SocketTimeoutException timeout -> {
                    return "no answer within the time limit";
                }
                case IOException broken -> {
                    return String.valueOf(broken.getMessage());
                }
                default -> {}
            }
        }
        return String.valueOf(e.getMessage());
    }
}

package dev.nvent.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives up connections without a socket timeout, on which a statement may take as long as it needs, once their server cannot
 * be reached any more. Opens a connection from time to time to find out, as long as one of them is open. Thread-safe.
 */
final class ConnectionWatch {

    private static final int FAILURES = 2;
    private static final String CONNECTION_EXCEPTION = "08";

    private final Duration interval;
    private final Probe probe;
    private final Set<Connection> watched = new HashSet<>();

    /** Opens and closes a connection. */
    interface Probe {
        void run() throws SQLException;
    }

    ConnectionWatch(Duration interval, Probe probe) {
        this.interval = interval;
        this.probe = probe;
    }

    synchronized void add(Connection connection) {
        watched.add(connection);
        if (watched.size() == 1) {
            Thread.ofVirtual().name("nvent-store-connection-watch").start(this::run);
        }
    }

    private void run() {
        int failures = 0;
        do {
            LockSupport.parkNanos(interval.toNanos());
            failures = isReachable() ? 0 : failures + 1;
        } while (isOpen(failures < FAILURES));
    }

    /** A server that answers with an error is reachable. */
    private boolean isReachable() {
        try {
            probe.run();
            return true;
        } catch (SQLException e) {
            return !String.valueOf(e.getSQLState()).startsWith(CONNECTION_EXCEPTION);
        }
    }

    /** Whether to go on. The decision and the start of the next thread exclude each other. */
    private synchronized boolean isOpen(boolean keeps) {
        watched.removeIf(connection -> {
            try {
                if (!keeps) {
                    connection.abort(Runnable::run);
                }
                return connection.isClosed();
            } catch (SQLException e) {
                return true;
            }
        });
        return !watched.isEmpty();
    }
}

package dev.nvent.store.internal.subscription;

import dev.nvent.store.internal.sql.ConnectionPooler;
import dev.nvent.store.schema.Namespace;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits on one connection for the hints of other processes. A broken connection is replaced; until then, and behind a
 * connection pooler, which does not keep a session, polling alone finds events.
 */
public final class HintListener {

    private static final Logger LOG = LoggerFactory.getLogger(HintListener.class);
    private static final String LISTEN = "LISTEN " + HintStatements.CHANNEL;
    private static final int PROBE_MILLIS = 30_000;
    private static final int PROBE_SECONDS = 5;
    private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final DataSource servers;
    private final String payload;
    private volatile boolean isClosed;
    private volatile @Nullable Connection connection;
    private @Nullable Thread thread;

    /** @param servers connections beyond those of the pool */
    public HintListener(DataSource servers, Namespace namespace) {
        this.servers = servers;
        this.payload = CommitHints.payload(namespace);
    }

    /** Listens from now on, if it does not yet. */
    synchronized void start(Runnable signal) {
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("nvent-hint-listener").start(() -> run(signal));
        }
    }

    /** Ends the connection. */
    public synchronized void close() {
        isClosed = true;
        LockSupport.unpark(thread);
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The connection for hints was broken already", e);
            }
        }
    }

    private void run(Runnable signal) {
        long pause = MIN_PAUSE_NANOS;
        while (!isClosed) {
            try (Connection fresh = servers.getConnection()) {
                if (ConnectionPooler.isBefore(fresh) || !fresh.isWrapperFor(PGConnection.class)) {
                    LOG.info(
                            "The connection pooler does not keep sessions for LISTEN: subscriptions find events by polling");
                    return;
                }
                connection = fresh;
                listen(fresh);
                pause = MIN_PAUSE_NANOS;
                signal.run();
                await(fresh, signal);
            } catch (SQLException | RuntimeException e) {
                LOG.debug("No connection for hints: subscriptions find events by polling", e);
            }
            pause(pause);
            pause = Math.min(pause * 2, MAX_PAUSE_NANOS);
        }
    }

    private static void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LISTEN);
        }
    }

    private void await(Connection connection, Runnable signal) throws SQLException {
        PGConnection notified = connection.unwrap(PGConnection.class);
        while (!isClosed) {
            PGNotification[] hints = notified.getNotifications(PROBE_MILLIS);
            if (hints == null || hints.length == 0) {
                if (!connection.isValid(PROBE_SECONDS)) {
                    return;
                }
            } else if (Arrays.stream(hints).anyMatch(hint -> payload.equals(hint.getParameter()))) {
                signal.run();
            }
        }
    }

    private void pause(long nanos) {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !isClosed; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }
}

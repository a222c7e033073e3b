package dev.nvent.store.internal.schema;

import dev.nvent.store.error.SchemaException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock that one process holds while it changes a schema: an advisory lock of a transaction, which stays open on a
 * connection of its own. PostgreSQL releases it when the connection ends, and a connection pooler keeps the server
 * connection of an open transaction, so that the lock cannot outlive its holder.
 *
 * <p>While the work runs, a heartbeat checks this connection. If it is lost, the connections of the work are aborted: they
 * would no longer be protected, and on a silent network they would wait for ever.
 *
 * <p>Waiting processes poll: a statement that waited for the lock would have a snapshot, for which CREATE INDEX CONCURRENTLY
 * waits.
 */
final class MigrationLock {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationLock.class);

    /** Longer than any build of an index that others reasonably wait for when they start. */
    static final Duration MAX_WAIT = Duration.ofMinutes(10);

    private static final long PAUSE_MILLIS = 100;
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final int HEARTBEAT_TIMEOUT_SECONDS = 20;

    private MigrationLock() {}

    interface Work<T> {
        T run(SqlSession session) throws SQLException;
    }

    /** @param work gets a session that is not in a transaction, and the target of the connections to be used */
    static <T> T hold(MigrationTarget target, Duration maxWait, LockedWork<T> work) throws SQLException {
        try (SqlSession lock = target.open()) {
            acquire(lock, target, maxWait);
            try (var connections = new TrackedConnections(target.dataSource());
                    ScheduledExecutorService heartbeat = startHeartbeat(lock.connection(), connections)) {
                try {
                    MigrationTarget locked = target.with(connections);
                    try (SqlSession session = locked.openWithoutTimeout()) {
                        return work.run(locked, session);
                    }
                } finally {
                    heartbeat.shutdownNow();
                }
            } finally {
                release(lock);
            }
        }
    }

    interface LockedWork<T> {
        T run(MigrationTarget target, SqlSession session) throws SQLException;
    }

    private static void acquire(SqlSession lock, MigrationTarget target, Duration maxWait) throws SQLException {
        long start = System.nanoTime();
        long nextReport = REPORT_INTERVAL.toNanos();
        while (!tryAcquire(lock)) {
            long waited = System.nanoTime() - start;
            if (waited >= maxWait.toNanos()) {
                throw new SchemaException(
                        target.namespace().toString(),
                        "the migration lock within " + maxWait.toSeconds() + " s",
                        "it is held by " + holder(lock),
                        null);
            }
            if (waited >= nextReport) {
                nextReport += REPORT_INTERVAL.toNanos();
                LOG.info("Waiting for the migration lock of {}, held by {}", target.namespace(), holder(lock));
            }
            pause();
        }
    }

    private static boolean tryAcquire(SqlSession lock) throws SQLException {
        lock.connection().setAutoCommit(false);
        lock.execute(lock.files().get("history/begin_lock.sql"));
        boolean acquired =
                lock.query("history/lock.sql", row -> row.getBoolean(1)).get(0);
        if (acquired) {
            lock.execute(lock.files().get("history/release_snapshot.sql"));
        } else {
            lock.connection().rollback();
            lock.connection().setAutoCommit(true);
        }
        return acquired;
    }

    private static String holder(SqlSession lock) throws SQLException {
        return lock.query("history/lock_holder.sql", row -> row.getString(1)).stream()
                .findFirst()
                .orElse("a process that has just released it");
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS / 2, PAUSE_MILLIS * 2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for the migration lock", e);
        }
    }

    private static ScheduledExecutorService startHeartbeat(Connection lock, TrackedConnections connections) {
        ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("nvent-migration-heartbeat").factory());
        heartbeat.scheduleWithFixedDelay(
                () -> {
                    if (!isAlive(lock) && !heartbeat.isShutdown()) {
                        LOG.warn("The connection that holds the migration lock is lost; aborting the migration");
                        connections.abort();
                    }
                },
                HEARTBEAT.toSeconds(),
                HEARTBEAT.toSeconds(),
                TimeUnit.SECONDS);
        return heartbeat;
    }

    private static boolean isAlive(Connection lock) {
        try {
            return lock.isValid(HEARTBEAT_TIMEOUT_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** A lost connection has released the lock already. */
    private static void release(SqlSession lock) {
        try {
            lock.connection().rollback();
            lock.connection().setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("The connection that held the migration lock was lost", e);
        }
    }
}

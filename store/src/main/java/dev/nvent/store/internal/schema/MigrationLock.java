package dev.nvent.store.internal.schema;

import dev.nvent.store.schema.Namespace;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process at a time changes a schema. The others ask for the lock again and again: a statement that waited for it
 * would be an open transaction, for which CREATE INDEX CONCURRENTLY waits.
 */
final class MigrationLock {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationLock.class);
    private static final long PAUSE_MILLIS = 100;
    private static final int PAUSES_BETWEEN_REPORTS = 300;

    private MigrationLock() {}

    interface Work<T> {
        T run(SqlSession session) throws SQLException;
    }

    static <T> T hold(MigrationTarget target, Work<T> work) throws SQLException {
        try (SqlSession session = target.open()) {
            acquire(session, target.namespace());
            try {
                return work.run(session);
            } finally {
                release(session);
            }
        }
    }

    private static void acquire(SqlSession session, Namespace namespace) throws SQLException {
        for (int pauses = 1;
                !session.query("history/lock.sql", row -> row.getBoolean(1)).get(0);
                pauses++) {
            if (pauses % PAUSES_BETWEEN_REPORTS == 0) {
                LOG.info("Waiting for another process that migrates {}", namespace);
            }
            try {
                Thread.sleep(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS / 2, PAUSE_MILLIS * 2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted while another process migrates", e);
            }
        }
    }

    /** A connection that broke has given the lock back. */
    private static void release(SqlSession session) {
        try {
            session.query("history/unlock.sql", row -> row.getBoolean(1));
        } catch (SQLException broken) {
            LOG.debug("The connection that held the lock broke", broken);
        }
    }
}

package dev.nvent.store.schema;

import dev.nvent.store.RetryPolicy;
import dev.nvent.store.internal.sql.SqlStates;
import java.sql.SQLException;
import java.time.Duration;

/** Tries again what did not get its lock, lost a deadlock, or met another who makes the same; so it changed nothing. */
final class LockRetry {

    /** Between two tries, everyone who was held up has a turn. */
    private static final RetryPolicy TRIES = new RetryPolicy(60, Duration.ofMillis(250), Duration.ofSeconds(4));

    private LockRetry() {}

    interface Work<T> {
        T run() throws SQLException;
    }

    static <T> T run(Work<T> work) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return work.run();
            } catch (SQLException | RuntimeException e) {
                boolean passes = SqlStates.isSafeToRetry(e) || SqlStates.isMadeMeanwhile(e);
                if (!passes || tries == TRIES.maxAttempts() || !TRIES.pause(tries)) {
                    throw e;
                }
            }
        }
    }
}

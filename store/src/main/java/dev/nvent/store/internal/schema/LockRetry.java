package dev.nvent.store.internal.schema;

import dev.nvent.store.RetryPolicy;
import dev.nvent.store.internal.sql.SqlStates;
import java.sql.SQLException;
import java.time.Duration;

/** Retries work that failed with a lock timeout, a deadlock, or because another session created the same object. */
final class LockRetry {

    /** The delay lets the statements run that queued behind the lock. */
    private static final RetryPolicy TRIES = new RetryPolicy(60, Duration.ofMillis(250), Duration.ofSeconds(4));

    private LockRetry() {}

    interface Work<T> {
        T run() throws SQLException;
    }

    /** Work without a result. */
    interface Action {
        void run() throws SQLException;
    }

    static boolean isTransient(Throwable e) {
        return SqlStates.isSafeToRetry(e) || SqlStates.isMadeMeanwhile(e);
    }

    static void perform(Action action) throws SQLException {
        run(() -> {
            action.run();
            return Boolean.TRUE;
        });
    }

    static <T> T run(Work<T> work) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return work.run();
            } catch (SQLException | RuntimeException e) {
                if (!isTransient(e) || tries == TRIES.maxAttempts() || !TRIES.pause(tries)) {
                    throw e;
                }
            }
        }
    }
}

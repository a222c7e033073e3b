package dev.nvent.store.internal.sql;

import dev.nvent.store.RetryPolicy;
import dev.nvent.store.error.ContentionException;
import dev.nvent.store.error.Operation;

/** The attempts of one call, which a {@link RetryPolicy} limits. The first begins with the creation. Not thread-safe. */
public final class Attempts {

    private final RetryPolicy policy;
    private final Observations observations;
    private final long began = System.nanoTime();
    private int count = 1;

    Attempts(RetryPolicy policy, Observations observations) {
        this.policy = policy;
        this.observations = observations;
    }

    /**
     * Waits before the next attempt.
     *
     * @return false if there may be none, or the thread was interrupted
     */
    boolean pause() {
        boolean isOver = count >= policy.maxAttempts()
                || System.nanoTime() - began >= policy.maxDuration().toNanos();
        if (isOver) {
            return false;
        }
        observations.retried();
        if (!policy.pause(count)) {
            return false;
        }
        count++;
        return true;
    }

    /**
     * Waits before the next attempt of a call that conflicted with a concurrent write.
     *
     * @throws ContentionException if there may be none, or the thread was interrupted
     */
    public void pauseAfterConflict(Operation call) {
        if (!pause()) {
            throw new ContentionException(call, count);
        }
    }
}

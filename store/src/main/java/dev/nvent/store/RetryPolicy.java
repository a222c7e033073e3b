package dev.nvent.store;

import dev.nvent.store.error.InvalidInputException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Retries with exponential backoff and full jitter: each delay is a random part of a limit that doubles with each attempt.
 *
 * @param maxAttempts the first try included
 * @param initialDelay the longest first pause
 * @param maxDelay the upper bound of the limit
 */
public record RetryPolicy(int maxAttempts, Duration initialDelay, Duration maxDelay) {

    /** Twenty tries, from 5 milliseconds to half a second. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(20, Duration.ofMillis(5), Duration.ofMillis(500));

    /** Checks that there is at least one try, and that the pauses can be slept. */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new InvalidInputException("maxAttempts", "at least 1", String.valueOf(maxAttempts));
        }
        checkPause(initialDelay, "initialDelay");
        checkPause(maxDelay, "maxDelay");
    }

    /**
     * Waits before try {@code tries + 1}.
     *
     * @param tries how many were made
     * @return false where the thread was interrupted, whose flag is then set again
     */
    public boolean pause(int tries) {
        long limit = Math.min(maxDelay.toNanos(), initialDelay.toNanos() << Math.min(tries - 1, 30));
        try {
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(limit + 1)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void checkPause(Duration pause, String where) {
        if (pause == null || pause.isNegative() || pause.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new InvalidInputException(where, "a duration from 0 to 1 minute", String.valueOf(pause));
        }
    }
}

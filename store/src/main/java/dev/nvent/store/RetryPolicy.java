package dev.nvent.store;

import dev.nvent.store.error.InvalidInputException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Retries with exponential backoff and full jitter: each delay is a random part of a limit that doubles with each attempt.
 * There is no further attempt once one of the two limits is reached.
 *
 * @param maxAttempts maximum number of attempts, including the first
 * @param initialDelay upper bound of the first delay
 * @param maxDelay upper bound of all delays
 * @param maxDuration how long after its beginning an operation may be attempted again; a running attempt is not interrupted
 */
public record RetryPolicy(int maxAttempts, Duration initialDelay, Duration maxDelay, Duration maxDuration) {

    private static final Duration DEFAULT_DURATION = Duration.ofSeconds(10);

    /** At most 100 attempts within 10 seconds, with delays from 5 to 500 milliseconds. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(100, Duration.ofMillis(5), Duration.ofMillis(500));

    /** No retries. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

    /** Checks that there is at least one attempt, and that the delays can be slept. */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new InvalidInputException("maxAttempts", "at least 1", String.valueOf(maxAttempts));
        }
        check(initialDelay, "initialDelay", Duration.ofMinutes(1));
        check(maxDelay, "maxDelay", Duration.ofMinutes(1));
        check(maxDuration, "maxDuration", Duration.ofDays(1));
    }

    /** Within 10 seconds. */
    public RetryPolicy(int maxAttempts, Duration initialDelay, Duration maxDelay) {
        this(maxAttempts, initialDelay, maxDelay, DEFAULT_DURATION);
    }

    /**
     * Waits before another attempt.
     *
     * @param attempts the number of attempts so far
     * @return false if the thread was interrupted, whose interrupt flag is then set again
     */
    public boolean pause(int attempts) {
        long limit = Math.min(maxDelay.toNanos(), initialDelay.toNanos() << Math.min(attempts - 1, 20));
        try {
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(limit + 1)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void check(Duration duration, String where, Duration most) {
        if (duration == null || duration.isNegative() || duration.compareTo(most) > 0) {
            throw new InvalidInputException(where, "a duration from 0 to " + most, String.valueOf(duration));
        }
    }
}

package dev.nvent.store.work;

import dev.nvent.store.error.InvalidInputException;
import java.time.Duration;
import java.util.Map;

/**
 * How a worker claims and handles entries. Immutable. Numbers are at most 1,000,000, durations at most 100 years.
 *
 * @param concurrency the most handlers that run at the same time. Defaults to 16.
 * @param prefetch the most entries that are claimed ahead of a free handler; the worker claims more once half of them have
 *     begun. Defaults to 64. A small number suits long handlers, since other workers do not get what is claimed ahead.
 * @param lease how long a claim holds unless it is extended, which happens after half of it: how long the entries of a
 *     crashed worker wait. At least 100 ms, defaults to 1 minute.
 * @param minIdle the pause before the worker looks for due entries again. Defaults to 100 ms.
 * @param maxIdle the longest such pause, to which it doubles while nothing is due. Defaults to 2 s.
 * @param drainTimeout how long {@link Worker#close} waits for handlers. Defaults to 30 s.
 * @param filter conditions on the metadata, as in {@code IndexQuery.withFilter}. Defaults to none.
 * @param failures what becomes of an entry whose handler failed. Defaults to a back-off from 1 s to 10 min.
 */
public record WorkerOptions(
        int concurrency,
        int prefetch,
        Duration lease,
        Duration minIdle,
        Duration maxIdle,
        Duration drainTimeout,
        Map<String, ?> filter,
        FailurePolicy failures) {

    private static final int MOST = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

    /** All defaults. */
    public static final WorkerOptions DEFAULT = new WorkerOptions(
            16,
            64,
            Duration.ofMinutes(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Map.of(),
            FailurePolicy.backOff(Duration.ofSeconds(1), Duration.ofMinutes(10)));

    /** Checks the values. */
    @SuppressWarnings("ConstantValue") // Callers without a null checker.
    public WorkerOptions {
        check(1, concurrency, "concurrency");
        check(0, prefetch, "prefetch");
        check(SHORTEST_LEASE, lease, "lease");
        check(Duration.ofMillis(1), minIdle, "minIdle");
        check(minIdle, maxIdle, "maxIdle");
        check(Duration.ZERO, drainTimeout, "drainTimeout");
        if (filter == null) {
            throw new InvalidInputException("filter", "a map", "null");
        }
        if (failures == null) {
            throw new InvalidInputException("failures", "a policy", "null");
        }
    }

    /** With the most handlers that run at the same time. */
    public WorkerOptions withConcurrency(int concurrency) {
        return new WorkerOptions(concurrency, prefetch, lease, minIdle, maxIdle, drainTimeout, filter, failures);
    }

    /** With the most entries that are claimed ahead of a free handler. */
    public WorkerOptions withPrefetch(int prefetch) {
        return new WorkerOptions(concurrency, prefetch, lease, minIdle, maxIdle, drainTimeout, filter, failures);
    }

    /** With how long a claim holds unless it is extended. */
    public WorkerOptions withLease(Duration lease) {
        return new WorkerOptions(concurrency, prefetch, lease, minIdle, maxIdle, drainTimeout, filter, failures);
    }

    /** With the shortest and the longest pause while nothing is due. */
    public WorkerOptions withIdle(Duration minIdle, Duration maxIdle) {
        return new WorkerOptions(concurrency, prefetch, lease, minIdle, maxIdle, drainTimeout, filter, failures);
    }

    /** With how long {@link Worker#close} waits for handlers. */
    public WorkerOptions withDrainTimeout(Duration drainTimeout) {
        return new WorkerOptions(concurrency, prefetch, lease, minIdle, maxIdle, drainTimeout, filter, failures);
    }

    /** With conditions on the metadata. */
    public WorkerOptions withFilter(Map<String, ?> filter) {
        return new WorkerOptions(concurrency, prefetch, lease, minIdle, maxIdle, drainTimeout, filter, failures);
    }

    /** With what becomes of an entry whose handler failed. */
    public WorkerOptions withFailures(FailurePolicy failures) {
        return new WorkerOptions(concurrency, prefetch, lease, minIdle, maxIdle, drainTimeout, filter, failures);
    }

    /** Without the filter, whose values may be confidential. */
    @Override
    public String toString() {
        return "WorkerOptions[concurrency=" + concurrency + ", prefetch=" + prefetch + ", lease=" + lease + ", minIdle="
                + minIdle + ", maxIdle=" + maxIdle + ", drainTimeout=" + drainTimeout + "]";
    }

    private static void check(int smallest, int value, String where) {
        if (value < smallest || value > MOST) {
            throw new InvalidInputException(where, "from " + smallest + " to " + MOST, String.valueOf(value));
        }
    }

    @SuppressWarnings("ConstantValue") // Callers without a null checker.
    private static void check(Duration shortest, Duration value, String where) {
        if (value == null || value.compareTo(shortest) < 0 || value.compareTo(LONGEST) > 0) {
            throw new InvalidInputException(
                    where,
                    "a duration of at least " + shortest + ", of at most " + LONGEST.toDays() + " days",
                    String.valueOf(value));
        }
    }
}

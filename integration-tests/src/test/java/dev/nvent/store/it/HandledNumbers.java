package dev.nvent.store.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What handlers were called with, by key and in order, and how long none was called. Thread-safe. */
final class HandledNumbers {

    private final Map<String, List<Long>> byKey = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();
    private final AtomicLong longestPause = new AtomicLong();
    private final AtomicLong firstSince = new AtomicLong(Long.MAX_VALUE);
    private volatile long failedAt;
    private volatile long since = Long.MAX_VALUE;

    /** A handler is called. */
    void add(long number) {
        long now = System.nanoTime();
        long before = last.getAndSet(now);
        if (before != 0) {
            longestPause.accumulateAndGet(now - before, Math::max);
        }
        if (number >= since) {
            firstSince.accumulateAndGet(now - failedAt, Math::min);
        }
        byKey.compute(FaultWrites.key(number), (any, numbers) -> {
            List<Long> more = numbers == null ? new ArrayList<>() : numbers;
            more.add(number);
            return more;
        });
    }

    /**
     * A fault has just occurred.
     *
     * @param next all numbers from this one on are of later writes
     */
    void failing(long next) {
        failedAt = System.nanoTime();
        since = next;
    }

    /** Whether a handler was called with a write that began after the fault. */
    boolean isWorkingAgain() {
        return firstSince.get() < Long.MAX_VALUE;
    }

    /** From the fault to the first handler call with a write that began after it. */
    long firstSinceNanos() {
        return firstSince.get();
    }

    long longestPauseNanos() {
        return longestPause.get();
    }

    /** By key. */
    Map<String, List<Long>> numbers() {
        return byKey;
    }
}

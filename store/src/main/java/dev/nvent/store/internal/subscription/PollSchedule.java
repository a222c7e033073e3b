package dev.nvent.store.internal.subscription;

import java.util.concurrent.TimeUnit;

/**
 * When to poll the horizons: at each signal, and at intervals that grow while no horizon moves. Times are those of
 * {@link System#nanoTime()}. Used by one thread.
 */
final class PollSchedule {

    private static final long FIRST_INTERVAL = TimeUnit.MILLISECONDS.toNanos(8);
    private static final long MAX_INTERVAL = TimeUnit.SECONDS.toNanos(1);

    /** Signals in a row are one. */
    private static final long MIN_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    /** The more events a second, the more of them one poll gathers: from a thousand a second on, the pause grows too. */
    private static final double PAUSE_PER_RATE = 2e12;

    private static final long MAX_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long RATE_WINDOW = TimeUnit.MILLISECONDS.toNanos(50);

    /**
     * A writer that has been open for long may stay open for long: its end is noticed after an eighth of that time at most.
     */
    private static final int DELAY_SHARE = 8;

    private static final long MIN_PENDING_INTERVAL = TimeUnit.MILLISECONDS.toNanos(64);
    private static final long MAX_PENDING_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private long interval = FIRST_INTERVAL;
    private long earliest;
    private long latest;
    private long movedAt;
    private boolean wasPending;
    private long polledAt;
    private double eventsPerNano;

    PollSchedule(long now) {
        earliest = now;
        latest = now;
        movedAt = now;
        polledAt = now;
    }

    /** When to poll if there is a signal. */
    long earliest() {
        return earliest;
    }

    /** When to poll without a signal. */
    long latest() {
        return latest;
    }

    /**
     * Schedules the next poll.
     *
     * @param hasMoved whether a horizon has moved
     * @param isPending whether a horizon may move without another signal, when a writer ends
     * @param events how many ids were drawn since the last poll
     */
    void polled(long now, boolean hasMoved, boolean isPending, long events) {
        boolean begins = isPending && !wasPending;
        if (hasMoved || begins || !isPending) {
            movedAt = now;
        }
        long delay = (now - movedAt) / DELAY_SHARE;
        if (hasMoved || begins) {
            interval = FIRST_INTERVAL;
        } else {
            long longest = isPending ? Math.clamp(delay, MIN_PENDING_INTERVAL, MAX_INTERVAL) : MAX_INTERVAL;
            interval = Math.min(interval * 2, longest);
        }
        updateRate(now, events);
        long pause = Math.clamp((long) (eventsPerNano * PAUSE_PER_RATE), MIN_PAUSE, MAX_PAUSE);
        earliest = now + Math.max(pause, Math.min(delay, MAX_PENDING_PAUSE));
        latest = now + interval;
        wasPending = isPending;
    }

    /** A moving average. */
    private void updateRate(long now, long events) {
        double elapsed = Math.max(now - polledAt, 1);
        eventsPerNano += (events / elapsed - eventsPerNano) * elapsed / (elapsed + RATE_WINDOW);
        polledAt = now;
    }
}

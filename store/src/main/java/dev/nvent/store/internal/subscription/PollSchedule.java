package dev.nvent.store.internal.subscription;

import java.util.concurrent.TimeUnit;

/**
 * When to poll the horizons: at each signal, and at intervals that grow while no horizon moves. Times are those of
 * {@link System#nanoTime()}. Used by one thread.
 */
final class PollSchedule {

    private static final long FIRST_INTERVAL = TimeUnit.MILLISECONDS.toNanos(8);
    private static final long MAX_INTERVAL = TimeUnit.SECONDS.toNanos(1);

    /** Signals in a row are one. A poll that takes long means load: then more events are gathered for the next one. */
    private static final long MIN_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long MAX_PAUSE = TimeUnit.MILLISECONDS.toNanos(8);
    private static final int PAUSE_PER_POLL = 4;

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

    PollSchedule(long now) {
        earliest = now;
        latest = now;
        movedAt = now;
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
     */
    void polled(long began, long ended, boolean hasMoved, boolean isPending) {
        boolean begins = isPending && !wasPending;
        if (hasMoved || begins || !isPending) {
            movedAt = ended;
        }
        long delay = (ended - movedAt) / DELAY_SHARE;
        if (hasMoved || begins) {
            interval = FIRST_INTERVAL;
        } else {
            long longest = isPending ? Math.clamp(delay, MIN_PENDING_INTERVAL, MAX_INTERVAL) : MAX_INTERVAL;
            interval = Math.min(interval * 2, longest);
        }
        long pause = Math.clamp((ended - began) * PAUSE_PER_POLL, MIN_PAUSE, MAX_PAUSE);
        earliest = ended + Math.max(pause, Math.min(delay, MAX_PENDING_PAUSE));
        latest = ended + interval;
        wasPending = isPending;
    }
}

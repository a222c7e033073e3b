package dev.nvent.store.internal.work;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes up one thread that waits, or the next one that would. Thread-safe. */
final class Signal {

    private final Semaphore set = new Semaphore(0);

    void set() {
        if (set.availablePermits() == 0) {
            set.release();
        }
    }

    /** Waits until it is set, and resets it. Returns whether it was set in time. */
    boolean await(Duration timeout) {
        try {
            boolean wasSet = set.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
            set.drainPermits();
            return wasSet;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

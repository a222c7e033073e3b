package dev.nvent.store.internal.work;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Waiting for threads to end. Each method returns false if the caller was interrupted, whose interrupt flag is then clear. */
final class Threads {

    private Threads() {}

    /**
     * Waits for the tasks of an executor that was shut down, then interrupts what still runs, and waits again.
     *
     * @return false if the caller was interrupted
     */
    static boolean terminate(ExecutorService executor, Duration timeout, Duration afterInterrupt) {
        try {
            if (!executor.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                executor.shutdownNow();
                executor.awaitTermination(afterInterrupt.toNanos(), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (InterruptedException e) {
            executor.shutdownNow();
            return false;
        }
    }

    static boolean join(Thread thread, Duration timeout) {
        try {
            thread.join(timeout);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}

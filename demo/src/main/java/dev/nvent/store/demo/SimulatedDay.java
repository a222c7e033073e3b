package dev.nvent.store.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A simulated day that takes a few seconds. Each task keeps its own simulated time and waits until the day reaches it. A
 * day of length zero never waits.
 */
final class SimulatedDay {

    private final Instant start;
    private final Duration length;
    private final long startNanos = System.nanoTime();

    /**
     * Starts the day now.
     *
     * @param date the simulated date
     * @param length the real duration of the day
     */
    SimulatedDay(LocalDate date, Duration length) {
        this.start = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        this.length = length;
    }

    Instant start() {
        return start;
    }

    Instant end() {
        return start.plus(Duration.ofDays(1));
    }

    /** Returns the time at an offset from midnight. */
    Instant at(Duration sinceMidnight) {
        return start.plus(sinceMidnight);
    }

    /** Waits until the day reaches a time. */
    void waitUntil(Instant time) throws InterruptedException {
        double fraction = (double) Duration.between(start, time).toMillis()
                / Duration.ofDays(1).toMillis();
        long nanos = (long) (fraction * length.toNanos()) - (System.nanoTime() - startNanos);
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }
}

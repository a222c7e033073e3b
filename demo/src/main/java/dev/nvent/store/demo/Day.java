package dev.nvent.store.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A simulated day, which passes in seconds. Whoever works in it keeps the time of its own work, and waits for the day to
 * get there; a day of no length waits for nobody.
 */
final class Day {

    private final Instant start;
    private final Duration length;
    private final long began = System.nanoTime();

    /**
     * Begins now.
     *
     * @param date the day that is simulated
     * @param length how long it really takes
     */
    Day(LocalDate date, Duration length) {
        this.start = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        this.length = length;
    }

    Instant start() {
        return start;
    }

    Instant end() {
        return start.plus(Duration.ofDays(1));
    }

    /** A time of the day. */
    Instant at(Duration sinceMidnight) {
        return start.plus(sinceMidnight);
    }

    /** Waits until the day has come to a time. */
    void waitUntil(Instant time) throws InterruptedException {
        double part = (double) Duration.between(start, time).toMillis()
                / Duration.ofDays(1).toMillis();
        long nanos = (long) (part * length.toNanos()) - (System.nanoTime() - began);
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }
}

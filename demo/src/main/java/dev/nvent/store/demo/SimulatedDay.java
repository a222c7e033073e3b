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
    private final Instant began;

    /**
     * A day that several processes know.
     *
     * @param date the simulated date
     * @param length the real duration of the day
     * @param began when it began in reality
     */
    SimulatedDay(LocalDate date, Duration length, Instant began) {
        this.start = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        this.length = length;
        this.began = began;
    }

    Duration length() {
        return length;
    }

    Instant began() {
        return began;
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

    /** How long it takes in reality until the day reaches a time; 0 if it has. */
    Duration until(Instant time) {
        double fraction = (double) Duration.between(start, time).toMillis()
                / Duration.ofDays(1).toMillis();
        Instant then = began.plusNanos((long) (fraction * length.toNanos()));
        Duration left = Duration.between(Instant.now(), then);
        return left.isPositive() ? left : Duration.ZERO;
    }

    /** Waits until the day reaches a time. */
    void waitUntil(Instant time) throws InterruptedException {
        Duration left = until(time);
        if (left.isPositive()) {
            Thread.sleep(left);
        }
    }
}

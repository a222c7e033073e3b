package dev.nvent.store.internal.retention;

import java.time.Duration;

/**
 * The number of rows of the next statement, so that it stays below the longest time allowed. Powers of two, so that there are
 * few texts of statements. Not thread-safe.
 */
final class BatchSize {

    private static final int SMALLEST = 64;
    private static final int LARGEST = 16_384;
    private static final int FIRST = 512;
    private static final Duration LONGEST = Duration.ofMillis(100);

    private int rows = FIRST;

    int rows() {
        return rows;
    }

    /** Adapts to how long a statement of the current size took. */
    void took(Duration time) {
        if (time.compareTo(LONGEST.dividedBy(3)) < 0 && rows < LARGEST) {
            rows *= 2;
        } else if (time.compareTo(LONGEST) > 0 && rows > SMALLEST) {
            rows /= 2;
        }
    }
}

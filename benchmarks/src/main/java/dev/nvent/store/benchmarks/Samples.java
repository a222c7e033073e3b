package dev.nvent.store.benchmarks;

import java.util.Arrays;

/** A growing array of durations in nanoseconds. Not thread-safe. */
final class Samples {

    private long[] nanos = new long[1 << 12];
    private int size;

    static Samples ofMicros(double[] micros) {
        var samples = new Samples();
        for (double time : micros) {
            samples.add(Math.round(1_000 * time));
        }
        return samples;
    }

    void add(long time) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = time;
    }

    void addAll(Samples others) {
        for (int i = 0; i < others.size; i++) {
            add(others.nanos[i]);
        }
    }

    int size() {
        return size;
    }

    /** Returns a quantile in microseconds, for example the median for 0.5; NaN if there are no samples. */
    double quantileMicros(double quantile) {
        if (size == 0) {
            return Double.NaN;
        }
        Arrays.sort(nanos, 0, size);
        return nanos[Math.min(size - 1, (int) (quantile * size))] / 1_000.0;
    }
}

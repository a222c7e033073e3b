package dev.nvent.store.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** Durations of statements in nanoseconds, in ascending order. */
record DurationStatistics(List<Long> sorted) {

    static DurationStatistics of(Stream<Long> nanos) {
        return new DurationStatistics(nanos.sorted().toList());
    }

    int count() {
        return sorted.size();
    }

    BigDecimal medianMillis() {
        return percentileMillis(50);
    }

    BigDecimal p95Millis() {
        return percentileMillis(95);
    }

    /** Returns a percentile by the nearest-rank method; zero if there are no durations. */
    private BigDecimal percentileMillis(int percent) {
        if (sorted.isEmpty()) {
            return BigDecimal.ZERO.setScale(2);
        }
        int rank = Math.ceilDiv(sorted.size() * percent, 100);
        return BigDecimal.valueOf(Math.round(sorted.get(rank - 1) / 10_000.0), 2);
    }
}

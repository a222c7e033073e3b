package dev.nvent.store.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** Times of many statements, in nanoseconds, shortest first. */
record Times(List<Long> sorted) {

    static Times of(Stream<Long> nanos) {
        return new Times(nanos.sorted().toList());
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

    /** The least time that so many percent of all do not exceed; zero if there are none. */
    private BigDecimal percentileMillis(int percent) {
        if (sorted.isEmpty()) {
            return BigDecimal.ZERO.setScale(2);
        }
        int rank = Math.ceilDiv(sorted.size() * percent, 100);
        return BigDecimal.valueOf(Math.round(sorted.get(rank - 1) / 10_000.0), 2);
    }
}

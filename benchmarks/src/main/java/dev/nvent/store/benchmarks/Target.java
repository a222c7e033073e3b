package dev.nvent.store.benchmarks;

/**
 * A performance target: a metric of a variant relative to a baseline variant of the same run.
 *
 * @param load the load; null for the latency benchmark, which has a single caller
 * @param variant the name of the variant under test
 * @param baseline the name of the variant that it is compared with
 * @param bound an upper bound, or a lower bound of a throughput ratio; NaN for a comparison without a target value
 */
public record Target(Metric metric, Load load, String variant, String baseline, double bound) {

    /** The compared quantity. */
    public enum Metric {
        /** The ratio of the median times of a unit of work; upper bound. */
        LATENCY_RATIO,
        /** The difference of the median times in milliseconds; upper bound. */
        TIME_DIFFERENCE,
        /** The difference of the bytes allocated by a unit of work; upper bound. */
        ALLOCATION_DIFFERENCE,
        /** The ratio of the units of work per second; lower bound. */
        THROUGHPUT_RATIO
    }

    /** Upper bound of the latency ratio with a single caller. */
    public static Target latency(String variant, String baseline, double maxRatio) {
        return new Target(Metric.LATENCY_RATIO, null, variant, baseline, maxRatio);
    }

    /** Upper bound of the latency ratio under a load. */
    public static Target latency(Load load, String variant, String baseline, double maxRatio) {
        return new Target(Metric.LATENCY_RATIO, load, variant, baseline, maxRatio);
    }

    /** Lower bound of the throughput ratio under a load. */
    public static Target throughput(Load load, String variant, String baseline, double minRatio) {
        return new Target(Metric.THROUGHPUT_RATIO, load, variant, baseline, minRatio);
    }

    /** Upper bound of the difference in allocated bytes. */
    public static Target allocation(String variant, String baseline, int maxBytes) {
        return new Target(Metric.ALLOCATION_DIFFERENCE, null, variant, baseline, maxBytes);
    }

    /** Upper bound of the time difference with a single caller. */
    public static Target timeDifference(String variant, String baseline, int maxMillis) {
        return new Target(Metric.TIME_DIFFERENCE, null, variant, baseline, maxMillis);
    }

    /** The latency ratio with a single caller, without a bound. */
    public static Target comparison(String variant, String baseline) {
        return new Target(Metric.LATENCY_RATIO, null, variant, baseline, Double.NaN);
    }

    /** The throughput ratio under a load, without a bound. */
    public static Target comparison(Load load, String variant, String baseline) {
        return new Target(Metric.THROUGHPUT_RATIO, load, variant, baseline, Double.NaN);
    }

    boolean hasBound() {
        return !Double.isNaN(bound);
    }
}

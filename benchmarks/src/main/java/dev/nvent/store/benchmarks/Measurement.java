package dev.nvent.store.benchmarks;

import java.util.List;

/**
 * The measured values of one variant of a workload, under one load.
 *
 * @param load the load; null for the latency benchmark, which has a single caller
 * @param medianMicros median time of a unit of work
 * @param p99Micros 99th percentile of the time of a unit of work
 * @param perSecond units of work per second; NaN if not measured
 * @param bytes heap allocation of a unit of work; NaN if not measured
 * @param slices one value for each slice: the median time, or under load the units of work per second
 */
public record Measurement(
        String workload,
        String variant,
        Load load,
        double medianMicros,
        double p99Micros,
        double perSecond,
        double bytes,
        List<Double> slices) {

    boolean matches(String expectedWorkload, String expectedVariant, Load expectedLoad) {
        return workload.equals(expectedWorkload)
                && variant.equals(expectedVariant)
                && (expectedLoad == null ? load == null : expectedLoad.equals(load));
    }
}

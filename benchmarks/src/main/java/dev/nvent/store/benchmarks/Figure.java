package dev.nvent.store.benchmarks;

import java.util.List;

/**
 * What was measured of one side of a workload.
 *
 * @param callers how many called at once; null for one caller, whose latency was measured
 * @param medianMicros the median time of a unit of work
 * @param slowMicros what 99 of 100 stay below
 * @param perSecond units of work; not a number where it was not measured
 * @param bytes allocated by a unit of work; not a number where it was not measured
 * @param turns the median, or under load the work per second, of each turn
 */
public record Figure(
        String workload,
        String side,
        Callers callers,
        double medianMicros,
        double slowMicros,
        double perSecond,
        double bytes,
        List<Double> turns) {

    boolean isOf(String ofWorkload, String ofSide, Callers under) {
        return workload.equals(ofWorkload)
                && side.equals(ofSide)
                && (under == null ? callers == null : under.equals(callers));
    }
}

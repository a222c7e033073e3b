package dev.nvent.store.benchmarks;

/**
 * What the issue of speed asks for: a side, measured against another in the same run.
 *
 * @param measure what is compared, and how
 * @param side the side that is judged
 * @param against the side that it is measured against
 * @param bound at most or at least this, as the measure has it; not a number where no target is set
 */
public record Target(Measure measure, Callers callers, String side, String against, double bound) {

    /** What is compared. */
    public enum Measure {
        /** The ratio of the median latencies for a unit of work, with one caller where no others are named: at most. */
        LATENCY,
        /** The difference of the medians in milliseconds: at most. */
        MILLISECONDS_MORE,
        /** The difference of bytes allocated for a unit of work: at most. */
        BYTES_MORE,
        /** The ratio of units of work per second: at least. */
        THROUGHPUT
    }

    /** The median of one caller, at most so many times that of {@code against}. */
    public static Target latency(String side, String against, double atMost) {
        return new Target(Measure.LATENCY, null, side, against, atMost);
    }

    /** The median under these callers, at most so many times that of {@code against}. */
    public static Target latency(Callers callers, String side, String against, double atMost) {
        return new Target(Measure.LATENCY, callers, side, against, atMost);
    }

    /** The median of one caller beside that of {@code against}. */
    public static Target information(String side, String against) {
        return new Target(Measure.LATENCY, null, side, against, Double.NaN);
    }

    /** Work per second under these callers, beside that of {@code against}. */
    public static Target information(Callers callers, String side, String against) {
        return new Target(Measure.THROUGHPUT, callers, side, against, Double.NaN);
    }

    /** Bytes allocated by one call, at most so many more than {@code against}. */
    public static Target allocation(String side, String against, int bytesMore) {
        return new Target(Measure.BYTES_MORE, null, side, against, bytesMore);
    }

    /** Whether it is more than information. */
    boolean isBinding() {
        return !Double.isNaN(bound);
    }

    /** Milliseconds, at most so many more than {@code against}. */
    public static Target milliseconds(String side, String against, int more) {
        return new Target(Measure.MILLISECONDS_MORE, null, side, against, more);
    }

    /** Work per second under these callers, at least so many times that of {@code against}. */
    public static Target throughput(Callers callers, String side, String against, double atLeast) {
        return new Target(Measure.THROUGHPUT, callers, side, against, atLeast);
    }
}

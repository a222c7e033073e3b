package dev.nvent.store.benchmarks;

/**
 * How long a benchmark runs.
 *
 * @param slices slices of each variant in the latency benchmark
 * @param sliceMillis length of such a slice
 * @param loadSlices slices of each variant in the throughput benchmark; 0 skips that benchmark
 * @param loadSliceMillis length of such a slice
 * @param minWarmUpSeconds the shortest warm-up of a variant before each of the two benchmarks
 * @param maxWarmUpSeconds the longest one
 */
public record Profile(
        int slices, int sliceMillis, int loadSlices, int loadSliceMillis, int minWarmUpSeconds, int maxWarmUpSeconds) {

    /** For published figures. */
    public static final Profile FULL = new Profile(12, 250, 4, 300, 6, 15);

    /** The latency benchmark only, at full length. */
    public static final Profile LATENCY_ONLY = new Profile(12, 250, 0, 0, 6, 15);

    /** A smoke test. */
    public static final Profile QUICK = new Profile(2, 50, 1, 100, 1, 1);

    /** Returns the profile {@code full}, {@code latency-only} or {@code quick}. */
    static Profile named(String name) {
        return switch (name) {
            case "full" -> FULL;
            case "latency-only" -> LATENCY_ONLY;
            case "quick" -> QUICK;
            default ->
                throw new IllegalArgumentException(
                        "unknown profile '" + name + "'; known profiles: full, latency-only, quick");
        };
    }
}

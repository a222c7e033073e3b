package dev.nvent.store.benchmarks;

import java.util.function.Function;

/**
 * One implementation of a workload. The variants of a workload are measured in alternating slices.
 *
 * @param name the name in the report
 * @param unitsPerCall units of work that one call does, for example 500 for a batch of 500 events
 * @param factory creates the operation, once per process; the operation must be thread-safe
 */
public record Variant(String name, int unitsPerCall, Function<BenchDatabase, Operation> factory) {

    /** The store's public API. */
    public static final String STORE = "store";

    /** The same SQL in prepared statements, on the same connection pool. */
    public static final String JDBC = "bare JDBC";

    /** A table with a single JSONB column for all metadata, which each update merges as a whole. */
    public static final String ALL_JSONB = "all-JSONB";

    /** A variant with one unit of work per call. */
    public static Variant of(String name, Function<BenchDatabase, Operation> factory) {
        return new Variant(name, 1, factory);
    }
}

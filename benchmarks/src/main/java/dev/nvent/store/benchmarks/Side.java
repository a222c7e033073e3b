package dev.nvent.store.benchmarks;

import java.util.function.Function;

/**
 * One of the ways to do the same work, which are measured turn about.
 *
 * @param name as the report shows it
 * @param weight how many units of work one call does: 500 for a batch of 500
 * @param opening makes the call on a database, once in each process; it is used by many threads
 */
public record Side(String name, int weight, Function<BenchDatabase, Operation> opening) {

    /** The store itself. */
    public static final String STORE = "store";

    /** The same SQL by prepared statements, on the same pool. */
    public static final String JDBC = "bare JDBC";

    /** One metadata column, merged as a whole. */
    public static final String ALL_JSONB = "all-JSONB";

    /** One unit of work a call. */
    public static Side of(String name, Function<BenchDatabase, Operation> opening) {
        return new Side(name, 1, opening);
    }
}

package dev.nvent.store.benchmarks;

import java.util.List;

/** A task with two or more variants. {@code Workloads} lists all of them. */
public interface Workload {

    /** The name in the report; {@code ONLY} selects workloads by a prefix of it. */
    String name();

    /** The variants, the one under test first. */
    List<Variant> variants();

    /** The data that must be loaded before the workload runs. */
    default List<Dataset> data() {
        return List.of();
    }

    /** The loads of the throughput benchmark. The latency benchmark always has a single caller. */
    default List<Load> loads() {
        return List.of();
    }

    /** The load under which the variants warm up: more callers reach the JIT compiler's thresholds earlier. */
    default Load warmUpLoad() {
        if (loads().isEmpty()) {
            return Load.ONE_PLATFORM_THREAD;
        }
        return loads().contains(Load.EIGHT_PLATFORM_THREADS) ? Load.EIGHT_PLATFORM_THREADS : loads().getFirst();
    }

    /** Whether only the first call of a process is measured. */
    default boolean firstCallOnly() {
        return false;
    }

    /** Whether the WAL of a call, and the share of HOT updates, is measured. */
    default boolean measuresFootprint() {
        return false;
    }

    /** The statements of a store that is idle, if it sends any. */
    default List<StatementRate> idleRates(BenchDatabase database) {
        return List.of();
    }

    /** The performance targets and comparisons. */
    List<Target> targets();
}

package dev.nvent.store.benchmarks;

import java.util.List;

/** Some work, done in two or more ways. One class for each; {@code Workloads} lists them. */
public interface Workload {

    /** What {@code ONLY} selects it by, and what the report calls it. */
    String name();

    /** The ways, the one that is judged first. */
    List<Side> sides();

    /** What must be in the database. */
    default List<Dataset> data() {
        return List.of();
    }

    /** The callers at once under which its throughput is measured; latency is always measured with one caller. */
    default List<Callers> load() {
        return List.of();
    }

    /** Whether only the first call of a process is measured. */
    default boolean firstCallOnly() {
        return false;
    }

    /** What it should reach. */
    List<Target> targets();
}

package dev.nvent.store.retention;

import java.util.List;

/**
 * Deletes old data by rules. Thread-safe; several sweeps at the same time share the work.
 *
 * <p>Each statement is committed by itself and sized so that it takes about 100 milliseconds at most, and as much time
 * passes between statements. So a sweep can be stopped at any time, and the next one continues where it ended. The
 * last events of a run are deleted in the same statement as the run.
 */
public interface Retention {

    /** As {@link #sweep(List, SweepOptions)}, without limits. */
    List<SweepResult> sweep(List<? extends RetentionRule> rules);

    /**
     * Deletes the data that the rules cover, one rule after the other. A rule for the runs of all flows leaves out the flows that have a
     * rule of their own among them.
     *
     * @return a result for each rule, in their order
     */
    List<SweepResult> sweep(List<? extends RetentionRule> rules, SweepOptions options);

    /** Counts what {@link #sweep(List)} would delete. One statement for each rule, which reads all rows that it counts. */
    List<SweepResult> count(List<? extends RetentionRule> rules);

    /** Counts what {@link #sweep(List, SweepOptions)} would delete, whatever its limits. */
    List<SweepResult> count(List<? extends RetentionRule> rules, SweepOptions options);
}

package dev.nvent.store.index;

import dev.nvent.store.jooq.tables.records.FlowRunsRecord;

/**
 * A run in a list of the runs of all flows.
 *
 * @param flowName its flow
 * @param entry the run; its score is when it started, in milliseconds
 */
public record Run(String flowName, IndexEntry<FlowRunsRecord> entry) {

    /** The id of the run. */
    public String id() {
        return entry.id();
    }

    /** Its position among the runs of all flows. */
    public RunCursor cursor() {
        return new RunCursor(entry.score(), entry.id(), flowName);
    }
}

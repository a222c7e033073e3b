package dev.nvent.store.demo;

import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.jooq.tables.records.FlowsRecord;

/** The state of a run and the flow's counter of runs in that state. */
enum RunState {
    RUNNING("running", FlowFields.STATS_RUNNING),
    AWAITING("awaiting", FlowFields.STATS_AWAITING),
    COMPLETED("completed", FlowFields.STATS_SUCCESS),
    FAILED("failed", FlowFields.STATS_FAILURE),
    CANCELED("canceled", FlowFields.STATS_CANCEL);

    private final String status;
    private final CounterField<FlowsRecord> counter;

    RunState(String status, CounterField<FlowsRecord> counter) {
        this.status = status;
        this.counter = counter;
    }

    /** The stored value. */
    String status() {
        return status;
    }

    CounterField<FlowsRecord> counter() {
        return counter;
    }
}

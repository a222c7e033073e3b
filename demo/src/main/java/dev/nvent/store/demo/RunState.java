package dev.nvent.store.demo;

import dev.nvent.store.catalog.FlowFields;
import dev.nvent.store.jooq.tables.records.FlowsRecord;
import dev.nvent.store.routing.Route.Counter;

/** Where a run stands, and the counter of its flow for that. */
enum RunState {
    RUNNING("running", FlowFields.STATS_RUNNING),
    AWAITING("awaiting", FlowFields.STATS_AWAITING),
    COMPLETED("completed", FlowFields.STATS_SUCCESS),
    FAILED("failed", FlowFields.STATS_FAILURE),
    CANCELED("canceled", FlowFields.STATS_CANCEL);

    private final String text;
    private final Counter<FlowsRecord> counter;

    RunState(String text, Counter<FlowsRecord> counter) {
        this.text = text;
        this.counter = counter;
    }

    /** As it is stored. */
    String text() {
        return text;
    }

    Counter<FlowsRecord> counter() {
        return counter;
    }
}

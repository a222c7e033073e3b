package dev.nvent.store.field;

import static dev.nvent.store.jooq.Tables.FLOW_RUNS;

import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import java.time.Instant;

/** The fields of a flow run. */
public final class FlowRunFields {

    public static final ColumnField<FlowRunsRecord, String, String> STATUS =
            ColumnField.of("status", FLOW_RUNS.STATUS, Codec.TEXT);
    public static final ColumnField<FlowRunsRecord, Long, Instant> STARTED_AT =
            ColumnField.of("startedAt", FLOW_RUNS.STARTED_AT, Codec.TIME);
    public static final ColumnField<FlowRunsRecord, Long, Instant> COMPLETED_AT =
            ColumnField.of("completedAt", FLOW_RUNS.COMPLETED_AT, Codec.TIME);
    public static final ColumnField<FlowRunsRecord, Long, Instant> LAST_ACTIVITY_AT =
            ColumnField.of("lastActivityAt", FLOW_RUNS.LAST_ACTIVITY_AT, Codec.TIME);
    public static final CounterField<FlowRunsRecord> STEP_COUNT = CounterField.of("stepCount", FLOW_RUNS.STEP_COUNT);
    public static final CounterField<FlowRunsRecord> COMPLETED_STEPS =
            CounterField.of("completedSteps", FLOW_RUNS.COMPLETED_STEPS);
    public static final DocumentField<FlowRunsRecord> EMITTED_EVENTS =
            DocumentField.of("emittedEvents", FLOW_RUNS.EMITTED_EVENTS);
    public static final DocumentField<FlowRunsRecord> AWAITING_STEPS =
            DocumentField.of("awaitingSteps", FLOW_RUNS.AWAITING_STEPS);
    public static final OverflowField<FlowRunsRecord> EXTRA = new OverflowField<>(FLOW_RUNS.EXTRA);

    private FlowRunFields() {}
}

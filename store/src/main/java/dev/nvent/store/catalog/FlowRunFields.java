package dev.nvent.store.catalog;

import static dev.nvent.store.jooq.Tables.FLOW_RUNS;

import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.routing.Codec;
import dev.nvent.store.routing.Route.Column;
import dev.nvent.store.routing.Route.Counter;
import dev.nvent.store.routing.Route.Document;
import dev.nvent.store.routing.Route.Overflow;
import java.time.Instant;

/** The fields of a flow run. */
public final class FlowRunFields {

    public static final Column<FlowRunsRecord, String, String> STATUS =
            Column.of("status", FLOW_RUNS.STATUS, Codec.TEXT);
    public static final Column<FlowRunsRecord, Long, Instant> STARTED_AT =
            Column.of("startedAt", FLOW_RUNS.STARTED_AT, Codec.TIME);
    public static final Column<FlowRunsRecord, Long, Instant> COMPLETED_AT =
            Column.of("completedAt", FLOW_RUNS.COMPLETED_AT, Codec.TIME);
    public static final Column<FlowRunsRecord, Long, Instant> LAST_ACTIVITY_AT =
            Column.of("lastActivityAt", FLOW_RUNS.LAST_ACTIVITY_AT, Codec.TIME);
    public static final Counter<FlowRunsRecord> STEP_COUNT = Counter.of("stepCount", FLOW_RUNS.STEP_COUNT);
    public static final Counter<FlowRunsRecord> COMPLETED_STEPS =
            Counter.of("completedSteps", FLOW_RUNS.COMPLETED_STEPS);
    public static final Document<FlowRunsRecord> EMITTED_EVENTS =
            Document.of("emittedEvents", FLOW_RUNS.EMITTED_EVENTS);
    public static final Document<FlowRunsRecord> AWAITING_STEPS =
            Document.of("awaitingSteps", FLOW_RUNS.AWAITING_STEPS);
    public static final Overflow<FlowRunsRecord> EXTRA = new Overflow<>(FLOW_RUNS.EXTRA);

    private FlowRunFields() {}
}

package dev.nvent.store.field;

import static dev.nvent.store.jooq.Tables.FLOWS;

import dev.nvent.store.jooq.tables.records.FlowsRecord;
import java.time.Instant;

/** The fields of a flow. */
public final class FlowFields {

    public static final ColumnField<FlowsRecord, String, String> DISPLAY_NAME =
            ColumnField.of("displayName", FLOWS.DISPLAY_NAME, Codec.TEXT);
    public static final ColumnField<FlowsRecord, Integer, Integer> FLOW_VERSION =
            ColumnField.of("flowVersion", FLOWS.FLOW_VERSION, Codec.INTEGER);
    public static final ColumnField<FlowsRecord, Long, Instant> REGISTERED_AT =
            ColumnField.of("registeredAt", FLOWS.REGISTERED_AT, Codec.TIME);
    public static final ColumnField<FlowsRecord, Long, Instant> LAST_RUN_AT =
            ColumnField.of("lastRunAt", FLOWS.LAST_RUN_AT, Codec.TIME);
    public static final CounterField<FlowsRecord> STATS_TOTAL = CounterField.of("stats.total", FLOWS.STATS_TOTAL);
    public static final CounterField<FlowsRecord> STATS_SUCCESS = CounterField.of("stats.success", FLOWS.STATS_SUCCESS);
    public static final CounterField<FlowsRecord> STATS_FAILURE = CounterField.of("stats.failure", FLOWS.STATS_FAILURE);
    public static final CounterField<FlowsRecord> STATS_RUNNING = CounterField.of("stats.running", FLOWS.STATS_RUNNING);
    public static final CounterField<FlowsRecord> STATS_AWAITING =
            CounterField.of("stats.awaiting", FLOWS.STATS_AWAITING);
    public static final CounterField<FlowsRecord> STATS_CANCEL = CounterField.of("stats.cancel", FLOWS.STATS_CANCEL);
    public static final OverflowField<FlowsRecord> EXTRA = new OverflowField<>(FLOWS.EXTRA);

    private FlowFields() {}
}

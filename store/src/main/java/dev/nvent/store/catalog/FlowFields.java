package dev.nvent.store.catalog;

import static dev.nvent.store.jooq.Tables.FLOWS;

import dev.nvent.store.jooq.tables.records.FlowsRecord;
import dev.nvent.store.routing.Codec;
import dev.nvent.store.routing.Route.Column;
import dev.nvent.store.routing.Route.Counter;
import dev.nvent.store.routing.Route.Overflow;
import java.time.Instant;

/** The fields of a flow. */
public final class FlowFields {

    public static final Column<FlowsRecord, String, String> DISPLAY_NAME =
            Column.of("displayName", FLOWS.DISPLAY_NAME, Codec.TEXT);
    public static final Column<FlowsRecord, Integer, Integer> FLOW_VERSION =
            Column.of("flowVersion", FLOWS.FLOW_VERSION, Codec.INTEGER);
    public static final Column<FlowsRecord, Long, Instant> REGISTERED_AT =
            Column.of("registeredAt", FLOWS.REGISTERED_AT, Codec.TIME);
    public static final Column<FlowsRecord, Long, Instant> LAST_RUN_AT =
            Column.of("lastRunAt", FLOWS.LAST_RUN_AT, Codec.TIME);
    public static final Counter<FlowsRecord> STATS_TOTAL = Counter.of("stats.total", FLOWS.STATS_TOTAL);
    public static final Counter<FlowsRecord> STATS_SUCCESS = Counter.of("stats.success", FLOWS.STATS_SUCCESS);
    public static final Counter<FlowsRecord> STATS_FAILURE = Counter.of("stats.failure", FLOWS.STATS_FAILURE);
    public static final Counter<FlowsRecord> STATS_RUNNING = Counter.of("stats.running", FLOWS.STATS_RUNNING);
    public static final Counter<FlowsRecord> STATS_AWAITING = Counter.of("stats.awaiting", FLOWS.STATS_AWAITING);
    public static final Counter<FlowsRecord> STATS_CANCEL = Counter.of("stats.cancel", FLOWS.STATS_CANCEL);
    public static final Overflow<FlowsRecord> EXTRA = new Overflow<>(FLOWS.EXTRA);

    private FlowFields() {}
}

package dev.nvent.store.catalog;

import static dev.nvent.store.jooq.Tables.TRIGGERS;

import dev.nvent.store.jooq.tables.records.TriggersRecord;
import dev.nvent.store.routing.Codec;
import dev.nvent.store.routing.Route.Column;
import dev.nvent.store.routing.Route.Counter;
import dev.nvent.store.routing.Route.Document;
import dev.nvent.store.routing.Route.Overflow;
import java.time.Instant;

/** The fields of a trigger. */
public final class TriggerFields {

    /** Dynamic metadata has it under {@code type} and under {@code triggerType}. */
    public static final Column<TriggersRecord, String, String> TYPE =
            Column.of("type", TRIGGERS.TRIGGER_TYPE, Codec.INDEXED_TEXT);

    public static final Column<TriggersRecord, String, String> STATUS =
            Column.of("status", TRIGGERS.STATUS, Codec.TEXT);
    public static final Column<TriggersRecord, Long, Instant> REGISTERED_AT =
            Column.of("registeredAt", TRIGGERS.REGISTERED_AT, Codec.TIME);
    public static final Column<TriggersRecord, Long, Instant> LAST_ACTIVITY_AT =
            Column.of("lastActivityAt", TRIGGERS.LAST_ACTIVITY_AT, Codec.TIME);
    public static final Column<TriggersRecord, String, String> DISPLAY_NAME =
            Column.of("displayName", TRIGGERS.DISPLAY_NAME, Codec.TEXT);
    public static final Column<TriggersRecord, String, String> DESCRIPTION =
            Column.of("description", TRIGGERS.DESCRIPTION, Codec.TEXT);
    public static final Column<TriggersRecord, String, String> SCOPE = Column.of("scope", TRIGGERS.SCOPE, Codec.TEXT);
    public static final Column<TriggersRecord, String, String> SOURCE =
            Column.of("source", TRIGGERS.SOURCE, Codec.TEXT);
    public static final Column<TriggersRecord, Long, Instant> STATS_LAST_FIRED_AT =
            Column.of("stats.lastFiredAt", TRIGGERS.STATS_LAST_FIRED_AT, Codec.TIME);
    public static final Counter<TriggersRecord> STATS_TOTAL_FIRES =
            Counter.of("stats.totalFires", TRIGGERS.STATS_TOTAL_FIRES);
    public static final Counter<TriggersRecord> STATS_TOTAL_FLOWS_STARTED =
            Counter.of("stats.totalFlowsStarted", TRIGGERS.STATS_TOTAL_FLOWS_STARTED);
    public static final Counter<TriggersRecord> STATS_ACTIVE_SUBSCRIBERS =
            Counter.of("stats.activeSubscribers", TRIGGERS.STATS_ACTIVE_SUBSCRIBERS);
    public static final Document<TriggersRecord> SUBSCRIPTIONS = Document.of("subscriptions", TRIGGERS.SUBSCRIPTIONS);
    public static final Document<TriggersRecord> WEBHOOK = Document.of("webhook", TRIGGERS.WEBHOOK);
    public static final Document<TriggersRecord> SCHEDULE = Document.of("schedule", TRIGGERS.SCHEDULE);
    public static final Document<TriggersRecord> CONFIG = Document.of("config", TRIGGERS.CONFIG);
    public static final Overflow<TriggersRecord> EXTRA = new Overflow<>(TRIGGERS.EXTRA);

    private TriggerFields() {}
}

package dev.nvent.store.field;

import static dev.nvent.store.jooq.Tables.TRIGGERS;

import dev.nvent.store.jooq.tables.records.TriggersRecord;
import java.time.Instant;

/** The fields of a trigger. */
public final class TriggerFields {

    /** Metadata contains it as {@code type} and as {@code triggerType}. */
    public static final ColumnField<TriggersRecord, String, String> TYPE =
            ColumnField.of("type", TRIGGERS.TRIGGER_TYPE, Codec.INDEXED_TEXT);

    public static final ColumnField<TriggersRecord, String, String> STATUS =
            ColumnField.of("status", TRIGGERS.STATUS, Codec.TEXT);
    public static final ColumnField<TriggersRecord, Long, Instant> REGISTERED_AT =
            ColumnField.of("registeredAt", TRIGGERS.REGISTERED_AT, Codec.TIME);
    public static final ColumnField<TriggersRecord, Long, Instant> LAST_ACTIVITY_AT =
            ColumnField.of("lastActivityAt", TRIGGERS.LAST_ACTIVITY_AT, Codec.TIME);
    public static final ColumnField<TriggersRecord, String, String> DISPLAY_NAME =
            ColumnField.of("displayName", TRIGGERS.DISPLAY_NAME, Codec.TEXT);
    public static final ColumnField<TriggersRecord, String, String> DESCRIPTION =
            ColumnField.of("description", TRIGGERS.DESCRIPTION, Codec.TEXT);
    public static final ColumnField<TriggersRecord, String, String> SCOPE =
            ColumnField.of("scope", TRIGGERS.SCOPE, Codec.TEXT);
    public static final ColumnField<TriggersRecord, String, String> SOURCE =
            ColumnField.of("source", TRIGGERS.SOURCE, Codec.TEXT);
    public static final ColumnField<TriggersRecord, Long, Instant> STATS_LAST_FIRED_AT =
            ColumnField.of("stats.lastFiredAt", TRIGGERS.STATS_LAST_FIRED_AT, Codec.TIME);
    public static final CounterField<TriggersRecord> STATS_TOTAL_FIRES =
            CounterField.of("stats.totalFires", TRIGGERS.STATS_TOTAL_FIRES);
    public static final CounterField<TriggersRecord> STATS_TOTAL_FLOWS_STARTED =
            CounterField.of("stats.totalFlowsStarted", TRIGGERS.STATS_TOTAL_FLOWS_STARTED);
    public static final CounterField<TriggersRecord> STATS_ACTIVE_SUBSCRIBERS =
            CounterField.of("stats.activeSubscribers", TRIGGERS.STATS_ACTIVE_SUBSCRIBERS);
    public static final DocumentField<TriggersRecord> SUBSCRIPTIONS =
            DocumentField.of("subscriptions", TRIGGERS.SUBSCRIPTIONS);
    public static final DocumentField<TriggersRecord> WEBHOOK = DocumentField.of("webhook", TRIGGERS.WEBHOOK);
    public static final DocumentField<TriggersRecord> SCHEDULE = DocumentField.of("schedule", TRIGGERS.SCHEDULE);
    public static final DocumentField<TriggersRecord> CONFIG = DocumentField.of("config", TRIGGERS.CONFIG);
    public static final OverflowField<TriggersRecord> EXTRA = new OverflowField<>(TRIGGERS.EXTRA);

    private TriggerFields() {}
}

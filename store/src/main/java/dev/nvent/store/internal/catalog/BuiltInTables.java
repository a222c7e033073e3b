package dev.nvent.store.internal.catalog;

import static dev.nvent.store.jooq.Tables.FLOWS;
import static dev.nvent.store.jooq.Tables.FLOW_EVENTS;
import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static dev.nvent.store.jooq.Tables.INDEX_ENTRIES;
import static dev.nvent.store.jooq.Tables.SCHEDULER_JOBS;
import static dev.nvent.store.jooq.Tables.STREAM;
import static dev.nvent.store.jooq.Tables.TRIGGERS;
import static dev.nvent.store.jooq.Tables.TRIGGER_EVENTS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;

import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.field.SchedulerJobFields;
import dev.nvent.store.field.TriggerFields;
import dev.nvent.store.internal.field.FieldMap;
import dev.nvent.store.jooq.tables.records.FlowEventsRecord;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.jooq.tables.records.FlowsRecord;
import dev.nvent.store.jooq.tables.records.IndexEntriesRecord;
import dev.nvent.store.jooq.tables.records.SchedulerJobsRecord;
import dev.nvent.store.jooq.tables.records.StreamRecord;
import dev.nvent.store.jooq.tables.records.TriggerEventsRecord;
import dev.nvent.store.jooq.tables.records.TriggersRecord;
import java.util.Optional;

/** The definitions of the store's own tables of indexes and streams: which column has which role, and the metadata fields. */
final class BuiltInTables {

    static final IndexTable<FlowRunsRecord> FLOW_RUNS_TABLE = new IndexTable<>(
            FLOW_RUNS,
            Optional.of(FLOW_RUNS.FLOW_NAME),
            FLOW_RUNS.RUN_ID,
            FLOW_RUNS.STARTED_AT,
            FLOW_RUNS.VERSION,
            Optional.of(FLOW_RUNS.UPDATED_AT),
            Optional.empty(),
            new FieldMap<>(FLOW_RUNS)
                    .with(FlowRunFields.EXTRA)
                    .with(FlowRunFields.STATUS)
                    .with(FlowRunFields.STARTED_AT)
                    .with(FlowRunFields.COMPLETED_AT)
                    .with(FlowRunFields.LAST_ACTIVITY_AT)
                    .with(FlowRunFields.STEP_COUNT)
                    .with(FlowRunFields.COMPLETED_STEPS)
                    .with(FlowRunFields.EMITTED_EVENTS)
                    .with(FlowRunFields.AWAITING_STEPS));

    static final IndexTable<FlowsRecord> FLOWS_TABLE = new IndexTable<>(
            FLOWS,
            Optional.empty(),
            FLOWS.FLOW_NAME,
            FLOWS.REGISTERED_AT,
            FLOWS.VERSION,
            Optional.of(FLOWS.UPDATED_AT),
            Optional.of("name"),
            new FieldMap<>(FLOWS)
                    .with(FlowFields.EXTRA)
                    .with(FlowFields.DISPLAY_NAME)
                    .with(FlowFields.FLOW_VERSION)
                    .with(FlowFields.REGISTERED_AT)
                    .with(FlowFields.LAST_RUN_AT)
                    .with(FlowFields.STATS_TOTAL)
                    .with(FlowFields.STATS_SUCCESS)
                    .with(FlowFields.STATS_FAILURE)
                    .with(FlowFields.STATS_RUNNING)
                    .with(FlowFields.STATS_AWAITING)
                    .with(FlowFields.STATS_CANCEL));

    static final IndexTable<TriggersRecord> TRIGGERS_TABLE = new IndexTable<>(
            TRIGGERS,
            Optional.empty(),
            TRIGGERS.TRIGGER_NAME,
            TRIGGERS.REGISTERED_AT,
            TRIGGERS.VERSION,
            Optional.of(TRIGGERS.UPDATED_AT),
            Optional.of("name"),
            new FieldMap<>(TRIGGERS)
                    .with(TriggerFields.EXTRA)
                    .with(TriggerFields.TYPE)
                    .withAlias("triggerType", TriggerFields.TYPE)
                    .with(TriggerFields.STATUS)
                    .with(TriggerFields.REGISTERED_AT)
                    .with(TriggerFields.LAST_ACTIVITY_AT)
                    .with(TriggerFields.DISPLAY_NAME)
                    .with(TriggerFields.DESCRIPTION)
                    .with(TriggerFields.SCOPE)
                    .with(TriggerFields.SOURCE)
                    .with(TriggerFields.STATS_LAST_FIRED_AT)
                    .with(TriggerFields.STATS_TOTAL_FIRES)
                    .with(TriggerFields.STATS_TOTAL_FLOWS_STARTED)
                    .with(TriggerFields.STATS_ACTIVE_SUBSCRIBERS)
                    .with(TriggerFields.SUBSCRIPTIONS)
                    .with(TriggerFields.WEBHOOK)
                    .with(TriggerFields.SCHEDULE)
                    .with(TriggerFields.CONFIG));

    static final IndexTable<SchedulerJobsRecord> SCHEDULER_JOBS_TABLE = new IndexTable<>(
            SCHEDULER_JOBS,
            Optional.empty(),
            SCHEDULER_JOBS.JOB_ID,
            SCHEDULER_JOBS.SCHEDULED_AT,
            SCHEDULER_JOBS.VERSION,
            Optional.of(SCHEDULER_JOBS.UPDATED_AT),
            Optional.of("id"),
            new FieldMap<>(SCHEDULER_JOBS)
                    .with(SchedulerJobFields.EXTRA)
                    .with(SchedulerJobFields.NAME)
                    .with(SchedulerJobFields.JOB_NAME)
                    .with(SchedulerJobFields.TYPE)
                    .with(SchedulerJobFields.CRON)
                    .with(SchedulerJobFields.INTERVAL)
                    .with(SchedulerJobFields.EXECUTE_AT)
                    .with(SchedulerJobFields.TIMEZONE)
                    .with(SchedulerJobFields.ENABLED)
                    .with(SchedulerJobFields.SCHEDULED_AT)
                    .with(SchedulerJobFields.LAST_RUN_AT)
                    .with(SchedulerJobFields.NEXT_RUN_AT)
                    .with(SchedulerJobFields.STATUS)
                    .with(SchedulerJobFields.METADATA)
                    .with(SchedulerJobFields.CONFIG),
            new Due<>(
                    coalesce(SCHEDULER_JOBS.NEXT_RUN_AT, SCHEDULER_JOBS.SCHEDULED_AT),
                    SCHEDULER_JOBS.NEXT_RUN_AT,
                    SCHEDULER_JOBS.STATUS.eq(inline("pending")).and(SCHEDULER_JOBS.ENABLED.eq(inline(true))),
                    Optional.of(new Due.Origin<>(SCHEDULER_JOBS.CLAIMED_FOR, SCHEDULER_JOBS.CLAIMED_UNTIL))));

    static final IndexTable<IndexEntriesRecord> INDEX_ENTRIES_TABLE = new IndexTable<>(
            INDEX_ENTRIES,
            Optional.of(INDEX_ENTRIES.SUBJECT),
            INDEX_ENTRIES.ID,
            INDEX_ENTRIES.SCORE,
            INDEX_ENTRIES.VERSION,
            Optional.of(INDEX_ENTRIES.UPDATED_AT),
            Optional.empty(),
            new FieldMap<>(INDEX_ENTRIES).with(new OverflowField<>(INDEX_ENTRIES.METADATA)));

    static final StreamTable<FlowEventsRecord> FLOW_EVENTS_TABLE = new StreamTable<>(
            FLOW_EVENTS,
            Optional.empty(),
            FLOW_EVENTS.RUN_ID,
            FLOW_EVENTS.ID,
            FLOW_EVENTS.TS,
            FLOW_EVENTS.TYPE,
            FLOW_EVENTS.RUN_ID,
            FLOW_EVENTS.FLOW_NAME,
            FLOW_EVENTS.STEP_NAME,
            FLOW_EVENTS.STEP_ID,
            FLOW_EVENTS.ATTEMPT,
            FLOW_EVENTS.DATA,
            FLOW_EVENTS.IDEMPOTENCY_KEY,
            FLOW_EVENTS.STREAM_VERSION);

    static final StreamTable<TriggerEventsRecord> TRIGGER_EVENTS_TABLE = new StreamTable<>(
            TRIGGER_EVENTS,
            Optional.empty(),
            TRIGGER_EVENTS.TRIGGER_NAME,
            TRIGGER_EVENTS.ID,
            TRIGGER_EVENTS.TS,
            TRIGGER_EVENTS.TYPE,
            TRIGGER_EVENTS.RUN_ID,
            TRIGGER_EVENTS.FLOW_NAME,
            TRIGGER_EVENTS.STEP_NAME,
            TRIGGER_EVENTS.STEP_ID,
            TRIGGER_EVENTS.ATTEMPT,
            TRIGGER_EVENTS.DATA,
            TRIGGER_EVENTS.IDEMPOTENCY_KEY,
            TRIGGER_EVENTS.STREAM_VERSION);

    static final StreamTable<StreamRecord> STREAM_TABLE = new StreamTable<>(
            STREAM,
            Optional.of(STREAM.SUBJECT_TYPE),
            STREAM.SUBJECT,
            STREAM.ID,
            STREAM.TS,
            STREAM.TYPE,
            STREAM.RUN_ID,
            STREAM.FLOW_NAME,
            STREAM.STEP_NAME,
            STREAM.STEP_ID,
            STREAM.ATTEMPT,
            STREAM.DATA,
            STREAM.IDEMPOTENCY_KEY,
            STREAM.STREAM_VERSION);

    private BuiltInTables() {}
}

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

import dev.nvent.store.catalog.IndexDefinition;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.field.SchedulerJobFields;
import dev.nvent.store.field.TriggerFields;
import dev.nvent.store.internal.Arguments;
import dev.nvent.store.internal.field.FieldMap;
import dev.nvent.store.internal.field.OwnFields;
import dev.nvent.store.internal.subject.SubjectPattern;
import dev.nvent.store.jooq.tables.records.FlowEventsRecord;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.jooq.tables.records.FlowsRecord;
import dev.nvent.store.jooq.tables.records.IndexEntriesRecord;
import dev.nvent.store.jooq.tables.records.SchedulerJobsRecord;
import dev.nvent.store.jooq.tables.records.StreamRecord;
import dev.nvent.store.jooq.tables.records.TriggerEventsRecord;
import dev.nvent.store.jooq.tables.records.TriggersRecord;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.Table;

/** The tables of the store: which columns are their keys, and where each metadata field lives. */
public final class Catalog {

    private static final IndexTable<FlowRunsRecord> FLOW_RUNS_INDEX = new IndexTable<>(
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

    private static final IndexTable<FlowsRecord> FLOWS_INDEX = new IndexTable<>(
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

    private static final IndexTable<TriggersRecord> TRIGGERS_INDEX = new IndexTable<>(
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

    private static final IndexTable<SchedulerJobsRecord> SCHEDULER_JOBS_INDEX = new IndexTable<>(
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

    private static final IndexTable<IndexEntriesRecord> INDEX_ENTRIES_INDEX = new IndexTable<>(
            INDEX_ENTRIES,
            Optional.of(INDEX_ENTRIES.SUBJECT),
            INDEX_ENTRIES.ID,
            INDEX_ENTRIES.SCORE,
            INDEX_ENTRIES.VERSION,
            Optional.of(INDEX_ENTRIES.UPDATED_AT),
            Optional.empty(),
            new FieldMap<>(INDEX_ENTRIES).with(new OverflowField<>(INDEX_ENTRIES.METADATA)));

    private final StreamTable<FlowEventsRecord> flowEvents = new StreamTable<>(
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

    private final StreamTable<TriggerEventsRecord> triggerEvents = new StreamTable<>(
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

    private final StreamTable<StreamRecord> streams = new StreamTable<>(
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

    private final IndexTable<FlowRunsRecord> flowRuns;
    private final IndexTable<FlowsRecord> flows;
    private final IndexTable<TriggersRecord> triggers;
    private final IndexTable<SchedulerJobsRecord> schedulerJobs;
    private final IndexTable<IndexEntriesRecord> indexEntries;
    private final Map<Table<?>, OwnIndexes<?>> own;

    /** The indexes in a table of a user's. */
    private record OwnIndexes<R extends Record>(SubjectPattern<R> subjects, IndexTable<R> table) {

        static <R extends Record> OwnIndexes<R> of(IndexDefinition<R> index) {
            return new OwnIndexes<>(SubjectPattern.of(index.table(), index.subject()), IndexTable.of(index));
        }
    }

    /** The tables of the store alone. */
    public Catalog() {
        this(List.of(), List.of());
    }

    /**
     * The tables of the store, with fields in columns of a user's, and tables of a user's.
     *
     * @throws InvalidInputException if a path, a column, a table or a subject is taken
     */
    public Catalog(List<MetadataField<?>> ownFields, List<IndexDefinition<?>> ownIndexes) {
        ownFields.forEach(OwnFields::check);
        this.flowRuns = withOwn(FLOW_RUNS_INDEX, ownFields);
        this.flows = withOwn(FLOWS_INDEX, ownFields);
        this.triggers = withOwn(TRIGGERS_INDEX, ownFields);
        this.schedulerJobs = withOwn(SCHEDULER_JOBS_INDEX, ownFields);
        this.indexEntries = withOwn(INDEX_ENTRIES_INDEX, ownFields);
        var tables = new LinkedHashMap<Table<?>, OwnIndexes<?>>();
        for (IndexDefinition<?> index : ownIndexes) {
            OwnIndexes<?> added = OwnIndexes.of(Arguments.required(index, "indexes"));
            tables.values().forEach(other -> checkDiffers(added.subjects(), other.subjects()));
            tables.put(index.table(), added);
        }
        this.own = Collections.unmodifiableMap(tables);
    }

    private static void checkDiffers(SubjectPattern<?> added, SubjectPattern<?> other) {
        if (added.table().equals(other.table())) {
            throw new InvalidInputException(
                    "indexes",
                    "one definition of each table",
                    "two of " + other.table().getName());
        }
        if (added.overlaps(other)) {
            throw new InvalidInputException("indexes", "subjects that name one table each", added + " and " + other);
        }
    }

    @SuppressWarnings("unchecked") // A column of the table has its record.
    private static <R extends Record> IndexTable<R> withOwn(IndexTable<R> table, List<MetadataField<?>> own) {
        IndexTable<R> extended = table;
        for (MetadataField<?> field : own) {
            if (Objects.equals(field.field().getTable().getName(), table.table().getName())) {
                extended = extended.withOwn((MetadataField<R>) field);
            }
        }
        return extended;
    }

    /** The table of runs, each of whose indexes is the runs of one flow. */
    public IndexTable<FlowRunsRecord> flowRuns() {
        return flowRuns;
    }

    /** Every table of indexes. */
    public List<IndexTable<?>> indexTables() {
        return Stream.concat(
                        Stream.of(flowRuns, flows, triggers, schedulerJobs, indexEntries),
                        own.values().stream().map(OwnIndexes::table))
                .toList();
    }

    /** The subjects of the indexes in tables of a user's. */
    public List<SubjectPattern<?>> ownSubjects() {
        return own.values().stream()
                .<SubjectPattern<?>>map(OwnIndexes::subjects)
                .toList();
    }

    /** Every table of streams. */
    public List<StreamTable<?>> streamTables() {
        return List.of(flowEvents, triggerEvents, streams);
    }

    /** The table that holds an index. */
    @SuppressWarnings("unchecked") // The record of a subject is the record of its table.
    public <R extends Record> IndexTable<R> table(IndexSubject<R> subject) {
        IndexTable<?> table = switch (subject) {
            case IndexSubject.FlowRuns runs -> flowRuns;
            case IndexSubject.Flows all -> flows;
            case IndexSubject.Triggers all -> triggers;
            case IndexSubject.SchedulerJobs all -> schedulerJobs;
            case IndexSubject.GenericIndex generic -> indexEntries;
            case IndexSubject.OwnIndex<?> index -> own(index).table();
        };
        return (IndexTable<R>) table;
    }

    /** What identifies an index among those in its table; empty where the table is one index. */
    public Optional<String> indexKey(IndexSubject<?> subject) {
        return switch (subject) {
            case IndexSubject.FlowRuns runs -> Optional.of(runs.flowName());
            case IndexSubject.GenericIndex generic -> Optional.of(generic.subject());
            case IndexSubject.OwnIndex<?> index -> own(index).subjects().key(index.subject());
            case IndexSubject.Flows all -> Optional.empty();
            case IndexSubject.Triggers all -> Optional.empty();
            case IndexSubject.SchedulerJobs all -> Optional.empty();
        };
    }

    private OwnIndexes<?> own(IndexSubject.OwnIndex<?> index) {
        OwnIndexes<?> found = own.get(index.table());
        if (found == null || !found.subjects().matches(index.subject())) {
            throw new InvalidInputException(
                    "subject",
                    "an index that was given to StoreOptions.withIndexes",
                    index.subject() + " in " + index.table().getName());
        }
        return found;
    }

    /** The table that holds a stream. */
    public StreamTable<?> table(StreamSubject<?> subject) {
        return switch (subject) {
            case StreamSubject.FlowRunEvents events -> flowEvents;
            case StreamSubject.TriggerEvents events -> triggerEvents;
            case StreamSubject.GenericStream generic -> streams;
        };
    }
}

package dev.nvent.store.internal.catalog;

import dev.nvent.store.catalog.IndexDefinition;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.internal.Arguments;
import dev.nvent.store.internal.field.OwnFields;
import dev.nvent.store.internal.subject.SubjectPattern;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.jooq.tables.records.FlowsRecord;
import dev.nvent.store.jooq.tables.records.IndexEntriesRecord;
import dev.nvent.store.jooq.tables.records.SchedulerJobsRecord;
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

/**
 * The tables of one store, and which of them holds a subject: the {@linkplain BuiltInTables built-in} ones, with fields in
 * columns of the user, and tables of the user. Immutable.
 */
public final class Catalog {

    private final IndexTable<FlowRunsRecord> flowRuns;
    private final IndexTable<FlowsRecord> flows;
    private final IndexTable<TriggersRecord> triggers;
    private final IndexTable<SchedulerJobsRecord> schedulerJobs;
    private final IndexTable<IndexEntriesRecord> indexEntries;
    private final Map<Table<?>, OwnIndexes<?>> own;

    /** The indexes in a table of the user. */
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
     * The tables of the store, with fields in columns of the user, and tables of the user.
     *
     * @throws InvalidInputException if a path, a column, a table or a subject is taken
     */
    public Catalog(List<MetadataField<?>> ownFields, List<IndexDefinition<?>> ownIndexes) {
        ownFields.forEach(OwnFields::check);
        this.flowRuns = withOwn(BuiltInTables.FLOW_RUNS_TABLE, ownFields);
        this.flows = withOwn(BuiltInTables.FLOWS_TABLE, ownFields);
        this.triggers = withOwn(BuiltInTables.TRIGGERS_TABLE, ownFields);
        this.schedulerJobs = withOwn(BuiltInTables.SCHEDULER_JOBS_TABLE, ownFields);
        this.indexEntries = withOwn(BuiltInTables.INDEX_ENTRIES_TABLE, ownFields);
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

    /** The subjects of the indexes in tables of the user. */
    public List<SubjectPattern<?>> ownSubjects() {
        return own.values().stream()
                .<SubjectPattern<?>>map(OwnIndexes::subjects)
                .toList();
    }

    /** Every table of streams. */
    public List<StreamTable<?>> streamTables() {
        return List.of(BuiltInTables.FLOW_EVENTS_TABLE, BuiltInTables.TRIGGER_EVENTS_TABLE, BuiltInTables.STREAM_TABLE);
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

    /** The value that identifies an index among those in its table; empty where the table is one index. */
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
            case StreamSubject.FlowRunEvents events -> BuiltInTables.FLOW_EVENTS_TABLE;
            case StreamSubject.TriggerEvents events -> BuiltInTables.TRIGGER_EVENTS_TABLE;
            case StreamSubject.GenericStream generic -> BuiltInTables.STREAM_TABLE;
        };
    }
}

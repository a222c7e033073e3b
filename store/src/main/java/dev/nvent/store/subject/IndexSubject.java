package dev.nvent.store.subject;

import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.jooq.tables.records.FlowsRecord;
import dev.nvent.store.jooq.tables.records.IndexEntriesRecord;
import dev.nvent.store.jooq.tables.records.SchedulerJobsRecord;
import dev.nvent.store.jooq.tables.records.TriggersRecord;
import java.util.Optional;
import org.jooq.Record;

/**
 * A sorted index.
 *
 * @param <R> the record of the table that holds it
 */
public sealed interface IndexSubject<R extends Record> extends Subject {

    /** The table that holds the index. */
    IndexTable<R> table();

    /** What tells the index from the others in its table; empty where the table is one index. */
    default Optional<String> scope() {
        return Optional.empty();
    }

    /**
     * The runs of one flow, {@code nvent:flow:runs:{flowName}}, sorted by their start.
     *
     * @param flowName the name of the flow
     */
    record FlowRuns(String flowName) implements IndexSubject<FlowRunsRecord> {

        /** Checks that it is not empty. */
        public FlowRuns {
            SubjectText.check(flowName, "flowName");
        }

        @Override
        public IndexTable<FlowRunsRecord> table() {
            return Catalog.FLOW_RUNS_TABLE;
        }

        @Override
        public Optional<String> scope() {
            return Optional.of(flowName);
        }
    }

    /** All flows, {@code nvent:flows}, sorted by their registration. */
    record Flows() implements IndexSubject<FlowsRecord> {
        @Override
        public IndexTable<FlowsRecord> table() {
            return Catalog.FLOWS_TABLE;
        }
    }

    /** All triggers, {@code nvent:triggers}, sorted by their registration. */
    record Triggers() implements IndexSubject<TriggersRecord> {
        @Override
        public IndexTable<TriggersRecord> table() {
            return Catalog.TRIGGERS_TABLE;
        }
    }

    /** All jobs of the scheduler, {@code nvent:scheduler:jobs}, sorted by when they are due. */
    record SchedulerJobs() implements IndexSubject<SchedulerJobsRecord> {
        @Override
        public IndexTable<SchedulerJobsRecord> table() {
            return Catalog.SCHEDULER_JOBS_TABLE;
        }
    }

    /**
     * Any other index.
     *
     * @param subject the whole subject
     */
    record GenericIndex(String subject) implements IndexSubject<IndexEntriesRecord> {

        /** Checks that it is not empty. */
        public GenericIndex {
            SubjectText.check(subject, "subject");
        }

        @Override
        public IndexTable<IndexEntriesRecord> table() {
            return Catalog.INDEX_ENTRIES_TABLE;
        }

        @Override
        public Optional<String> scope() {
            return Optional.of(subject);
        }
    }
}

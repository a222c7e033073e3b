package dev.nvent.store.subject;

import dev.nvent.store.internal.Arguments;
import dev.nvent.store.internal.subject.SubjectText;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.jooq.tables.records.FlowsRecord;
import dev.nvent.store.jooq.tables.records.IndexEntriesRecord;
import dev.nvent.store.jooq.tables.records.SchedulerJobsRecord;
import dev.nvent.store.jooq.tables.records.TriggersRecord;
import org.jooq.Record;
import org.jooq.Table;

/**
 * A sorted index.
 *
 * @param <R> the record of the table that holds it
 */
public sealed interface IndexSubject<R extends Record> {

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
    }

    /** All flows, {@code nvent:flows}, sorted by their registration. */
    record Flows() implements IndexSubject<FlowsRecord> {}

    /** All triggers, {@code nvent:triggers}, sorted by their registration. */
    record Triggers() implements IndexSubject<TriggersRecord> {}

    /** All jobs of the scheduler, {@code nvent:scheduler:jobs}, sorted by when they are due. */
    record SchedulerJobs() implements IndexSubject<SchedulerJobsRecord> {}

    /**
     * An index in a table of the caller: see {@link dev.nvent.store.StoreOptions#withIndexes}.
     *
     * @param table the table, as it is generated
     * @param subject the whole subject
     */
    record OwnIndex<R extends Record>(Table<R> table, String subject) implements IndexSubject<R> {

        /** Checks that there is a table, and that the subject is not empty. */
        public OwnIndex {
            Arguments.required(table, "table");
            SubjectText.check(subject, "subject");
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
    }
}

package dev.nvent.store;

import dev.nvent.store.index.Runs;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.jooq.tables.records.FlowsRecord;
import dev.nvent.store.jooq.tables.records.SchedulerJobsRecord;
import dev.nvent.store.jooq.tables.records.TriggersRecord;
import dev.nvent.store.kv.KeyValueStore;
import dev.nvent.store.report.Reports;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.StreamTypes;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.transition.Transition;
import dev.nvent.store.work.Scheduler;
import org.jooq.Record;

/**
 * The operations on event streams, sorted indexes and the key-value store, and the caller's own queries. On the store
 * itself, each operation is committed on its own; in a {@link Transaction}, with the transaction.
 */
public interface StoreOperations {

    /**
     * The stream that a subject names. Sends nothing.
     *
     * @throws dev.nvent.store.error.InvalidInputException if it is empty, too long, or names an index
     */
    EventStream stream(String subject);

    /** The stream of a typed subject. Sends nothing. */
    EventStream stream(StreamSubject<?> subject);

    /**
     * The index that a subject names. Sends nothing.
     *
     * @throws dev.nvent.store.error.InvalidInputException if it is empty, too long, or names a stream
     */
    SortedIndex<?> index(String subject);

    /** The index of a typed subject. Sends nothing. */
    <R extends Record> SortedIndex<R> index(IndexSubject<R> subject);

    /** The key-value store. */
    KeyValueStore kv();

    /** Several changes of streams, indexes and keys, as one transaction in one round trip. Sends nothing until it is applied. */
    Transition transition();

    /** The tables of generic streams. */
    StreamTypes streamTypes();

    /** The jobs of the scheduler. */
    Scheduler scheduler();

    /** The caller's own queries on the generated tables. */
    Reports reports();

    /**
     * Runs work in a transaction of its own, or, within a transaction, after a savepoint. Commits when the work returns;
     * rolls back when it throws, within a transaction to the savepoint, so that the transaction can continue. Where a
     * DataSource of the caller hands out connections that are in a transaction already, as Spring's proxy does, the work
     * becomes a part of it.
     */
    <T, X extends Exception> T inTransaction(TransactionWork<Transaction, T, X> work) throws X;

    /** The events of one run. */
    default EventStream flowRunEvents(String runId) {
        return stream(new StreamSubject.FlowRunEvents(runId));
    }

    /** The events of one trigger. */
    default EventStream triggerEvents(String triggerName) {
        return stream(new StreamSubject.TriggerEvents(triggerName));
    }

    /** The runs of one flow. */
    default SortedIndex<FlowRunsRecord> flowRuns(String flowName) {
        return index(new IndexSubject.FlowRuns(flowName));
    }

    /** The runs of all flows, to be listed and counted. */
    Runs runs();

    /** All flows. */
    default SortedIndex<FlowsRecord> flows() {
        return index(new IndexSubject.Flows());
    }

    /** All triggers. */
    default SortedIndex<TriggersRecord> triggers() {
        return index(new IndexSubject.Triggers());
    }

    /** All jobs of the scheduler. */
    default SortedIndex<SchedulerJobsRecord> schedulerJobs() {
        return index(new IndexSubject.SchedulerJobs());
    }
}

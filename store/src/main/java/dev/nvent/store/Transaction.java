package dev.nvent.store;

import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.kv.KeyValueStore;
import dev.nvent.store.report.Reports;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.StreamTypes;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.transition.Transition;
import org.jooq.Record;

/**
 * The tiers within a transaction: one that the store began, or one of the caller's. For one thread at a time, and only
 * until the transaction ends: then each operation throws {@link dev.nvent.store.error.StoreClosedException}. After an
 * error of the database PostgreSQL takes nothing more until a rollback.
 */
public final class Transaction implements StoreOperations {

    private final DatabaseOperations tiers;

    Transaction(DatabaseOperations tiers) {
        this.tiers = tiers;
    }

    @Override
    public EventStream stream(String subject) {
        return tiers.stream(subject);
    }

    @Override
    public EventStream stream(StreamSubject<?> subject) {
        return tiers.stream(subject);
    }

    @Override
    public SortedIndex<?> index(String subject) {
        return tiers.index(subject);
    }

    @Override
    public <R extends Record> SortedIndex<R> index(IndexSubject<R> subject) {
        return tiers.index(subject);
    }

    @Override
    public KeyValueStore kv() {
        return tiers.kv();
    }

    @Override
    public Transition transition() {
        return tiers.transition();
    }

    @Override
    public StreamTypes streamTypes() {
        return tiers.streamTypes();
    }

    @Override
    public Reports reports() {
        return tiers.reports();
    }

    /** Runs work after a savepoint: if it throws, what it did is undone, and this transaction may go on. */
    public <T, X extends Exception> T inTransaction(TransactionWork<Transaction, T, X> work) throws X {
        return tiers.inTransaction(work);
    }
}

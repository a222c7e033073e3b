package dev.nvent.store;

import dev.nvent.store.field.FieldMigrationResult;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.observation.StoreStatistics;
import dev.nvent.store.retention.Retention;
import dev.nvent.store.stream.EventImport;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subscription.SubscriptionBuilder;
import dev.nvent.store.subscription.Subscriptions;
import dev.nvent.store.work.TaskHandler;
import dev.nvent.store.work.Worker;
import dev.nvent.store.work.WorkerOptions;
import java.sql.Connection;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jooq.Configuration;
import org.jooq.Record;

/**
 * An open store. Thread-safe; one for an application. The objects that it returns may be kept and shared as long as it is
 * open.
 */
public interface NventStore extends StoreOperations, AutoCloseable {

    /** Opens a store at a URL, {@code jdbc:postgresql://…} or {@code postgresql://…}, with default options. */
    static NventStore open(String url) {
        return open(StoreOptions.of(url));
    }

    /**
     * Opens a store: takes a connection, and migrates the schema unless the options say otherwise.
     *
     * @throws dev.nvent.store.error.DatabaseException if no connection can be had
     * @throws dev.nvent.store.error.SchemaException if the schema could not be migrated; if it is outdated and the options
     *     forbid to migrate it; if it is newer than this store; if the server or jOOQ has a version that the store does not
     *     support
     */
    static NventStore open(StoreOptions options) {
        return OpenStore.open(options);
    }

    /**
     * As {@link #inTransaction(TransactionWork)}, but runs the work again, in a new transaction, after a serialization
     * failure (40001) or a deadlock (40P01), as the policy allows. The work must have no effects outside of the database
     * that may not happen twice. It runs once where it becomes a part of a transaction of the caller.
     */
    <T, X extends Exception> T inTransaction(RetryPolicy retries, TransactionWork<Transaction, T, X> work) throws X;

    /**
     * The operations on the read replica of {@link StoreOptions#withReadReplica}; on this store, where there is none. Reads
     * may be stale. Writes throw {@link dev.nvent.store.error.ReadOnlyException}.
     */
    StoreOperations replica();

    /**
     * Waits until the read replica shows everything that was committed before the call, so that a caller reads its own
     * writes, and returns the operations on the replica. If that takes longer than {@code maxWait}, returns those of this
     * store, on the primary. Sends a statement to each server, and more while it waits.
     */
    StoreOperations replica(Duration maxWait);

    /**
     * Runs work that appends any number of events to any streams with COPY, in constant memory. One transaction: when the
     * work throws, none of its events is stored. All events have the time at which the import began.
     *
     * <p>It takes one connection of the pool from beginning to end. The partition of a new subject type is created on a
     * connection outside of the pool; with a DataSource of the caller it is created in the transaction of the import, so that
     * other transactions with a first event of another new type wait until the import ends. The connections must be
     * unwrappable to those of the PostgreSQL driver.
     *
     * @return the number of events
     */
    <X extends Exception> long importEvents(EventImport.Work<X> work) throws X;

    /**
     * The operations on a connection of the caller, in its current transaction, if JDBC knows of it ({@code
     * setAutoCommit(false)}). The store neither commits nor closes it.
     */
    Transaction using(Connection connection);

    /**
     * The operations on the connections of the caller's jOOQ, in its current transaction, as in
     * {@code dsl.transaction(configuration -> store.using(configuration)…)}.
     */
    Transaction using(Configuration configuration);

    /**
     * Starts a worker on the entries of an index that are due. {@link dev.nvent.store.index.SortedIndex#claim} says which
     * these are.
     *
     * @param subject of any index but {@code nvent:scheduler:jobs}, whose jobs are not deleted when they have run
     */
    Worker worker(String subject, WorkerOptions options, TaskHandler<Record> handler);

    /** As {@link #worker(String, WorkerOptions, TaskHandler)}, on the index of a typed subject. */
    <R extends Record> Worker worker(IndexSubject<R> subject, WorkerOptions options, TaskHandler<R> handler);

    /** Deletes old data by rules. */
    Retention retention();

    /**
     * Follows events as they are committed. {@link SubscriptionBuilder} has the options, docs/subscriptions.md the
     * guarantees.
     *
     * @param name under which the position is kept, in all processes
     */
    SubscriptionBuilder subscribe(String name);

    /** The state of all subscriptions, in all processes. Sends nothing. */
    Subscriptions subscriptions();

    /** As {@link #migrateField(MetadataField, LongConsumer)}, without progress. */
    default FieldMigrationResult migrateField(MetadataField<?> field) {
        return migrateField(field, seen -> {});
    }

    /**
     * Moves the values of a field of {@link StoreOptions#withFields} from the overflow column of its table to its column.
     * Reads, filters and writes give the same results before, during and after that, and versions of entries do not change,
     * so it can run while writers of any version write, be interrupted, and run again. Reads 1,000 entries at a time, and
     * moves those that have a value in one short transaction. Run it once more when no process is left that does not know
     * the field.
     *
     * <p>A value that the column cannot hold stays where it is, and is counted as remaining.
     *
     * @param progress is given the number of entries that have been looked at, after each batch
     */
    FieldMigrationResult migrateField(MetadataField<?> field, LongConsumer progress);

    /** Figures of the pool, the cache of statement texts and group commit. Sends no statement. */
    StoreStatistics statistics();

    /**
     * Drains the subscriptions and the workers, waits for the answers of the calls under way, then closes the pool, where it
     * is the store's own; a DataSource of the caller stays open. Calls that begin later throw {@link
     * dev.nvent.store.error.StoreClosedException} at once. Takes at most {@link StoreOptions#withCloseTimeout}, whatever the
     * network does. May be called again.
     */
    @Override
    void close();
}

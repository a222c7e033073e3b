package dev.nvent.store;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.Operation;
import dev.nvent.store.index.Runs;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.index.DefaultRuns;
import dev.nvent.store.internal.index.DefaultSortedIndex;
import dev.nvent.store.internal.index.Indexes;
import dev.nvent.store.internal.json.JsonConverter;
import dev.nvent.store.internal.kv.DefaultKeyValueStore;
import dev.nvent.store.internal.kv.ExpiredKeys;
import dev.nvent.store.internal.report.DefaultReports;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.stream.DefaultEventStream;
import dev.nvent.store.internal.stream.DefaultStreamTypes;
import dev.nvent.store.internal.stream.StreamPartitions;
import dev.nvent.store.internal.stream.Streams;
import dev.nvent.store.internal.subject.SubjectParser;
import dev.nvent.store.internal.transition.DefaultTransition;
import dev.nvent.store.internal.work.DefaultScheduler;
import dev.nvent.store.kv.KeyValueStore;
import dev.nvent.store.report.Reports;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.StreamTypes;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.transition.Transition;
import dev.nvent.store.work.Scheduler;
import java.util.Optional;
import org.jooq.Record;

/** The operations on a database, which is that of the store or the connection of a transaction. */
abstract class DefaultOperations implements StoreOperations {

    private static final String INDEX = "index";

    static final Operation TRANSACTION = Operation.of("inTransaction");

    final Database database;
    final Context context;

    /** The parts that the store shares with its transactions. */
    record Context(
            Namespace namespace,
            Catalog catalog,
            SubjectParser subjects,
            Indexes indexes,
            Streams streams,
            JsonConverter json) {

        static Context of(Namespace namespace, Catalog catalog, JsonConverter json) {
            return new Context(
                    namespace,
                    catalog,
                    new SubjectParser(namespace.prefix(), catalog.ownSubjects()),
                    new Indexes(catalog, json),
                    new Streams(catalog, new StreamPartitions(namespace.tablePrefix())),
                    json);
        }
    }

    DefaultOperations(Database database, Context context) {
        this.database = database;
        this.context = context;
    }

    /** Where reads report expired keys. */
    Optional<ExpiredKeys> expiredKeys() {
        return Optional.empty();
    }

    @Override
    public EventStream stream(String subject) {
        StreamSubject<?> parsed = validate(Operation.of("stream", subject), () -> context.subjects().stream(subject));
        return new DefaultEventStream(database, subject, parsed, context.streams());
    }

    @Override
    public EventStream stream(StreamSubject<?> subject) {
        String text = validate(Operation.of("stream"), () -> context.subjects().text(subject));
        return new DefaultEventStream(database, text, subject, context.streams());
    }

    @Override
    public SortedIndex<?> index(String subject) {
        return validate(
                Operation.of(INDEX, subject),
                () -> index(subject, context.subjects().index(subject)));
    }

    @Override
    public <R extends Record> SortedIndex<R> index(IndexSubject<R> subject) {
        return validate(Operation.of(INDEX), () -> index(context.subjects().text(subject), subject));
    }

    private <R extends Record> SortedIndex<R> index(String text, IndexSubject<R> subject) {
        return new DefaultSortedIndex<>(database, text, context.indexes().of(subject));
    }

    @Override
    public Runs runs() {
        return new DefaultRuns(database, context.indexes());
    }

    @Override
    public KeyValueStore kv() {
        return new DefaultKeyValueStore(
                database, context.json(), context.namespace().tablePrefix(), expiredKeys());
    }

    @Override
    public Transition transition() {
        return new DefaultTransition(
                database, context.subjects(), context.indexes(), context.streams(), context.json());
    }

    @Override
    public StreamTypes streamTypes() {
        return new DefaultStreamTypes(database, context.streams().partitions());
    }

    @Override
    public Scheduler scheduler() {
        return new DefaultScheduler(database, schedulerJobs());
    }

    @Override
    public Reports reports() {
        return new DefaultReports(database, context.namespace(), context.json());
    }

    @Override
    public <T, X extends Exception> T inTransaction(TransactionWork<Transaction, T, X> work) throws X {
        validate(TRANSACTION, () -> required(work, "work"));
        return database.inTransaction(TRANSACTION, within -> work.run(new OpenTransaction(within, context)));
    }
}

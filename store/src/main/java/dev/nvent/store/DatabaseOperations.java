package dev.nvent.store;

import dev.nvent.store.error.Operation;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.kv.KeyValueStore;
import dev.nvent.store.report.Reports;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.stream.EventImport;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.StreamPartitions;
import dev.nvent.store.stream.StreamTypes;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.SubjectParser;
import dev.nvent.store.transition.Transition;
import org.jooq.Record;

/** The tiers on one way to the database. */
final class DatabaseOperations {

    private static final Operation TRANSACTION = new Operation("inTransaction", null, null);

    private final Database database;
    private final SubjectParser subjects;
    private final StreamPartitions partitions;

    DatabaseOperations(Database database, Namespace namespace) {
        this(database, new SubjectParser(namespace.prefix()), new StreamPartitions(namespace.tablePrefix()));
    }

    private DatabaseOperations(Database database, SubjectParser subjects, StreamPartitions partitions) {
        this.database = database;
        this.subjects = subjects;
        this.partitions = partitions;
    }

    /** The same tiers on another way to the same database. */
    DatabaseOperations on(Database other) {
        return new DatabaseOperations(other, subjects, partitions);
    }

    Database database() {
        return database;
    }

    EventStream stream(String subject) {
        StreamSubject<?> parsed = Operation.of("stream", subject).check(() -> subjects.stream(subject));
        return new EventStream(database, subject, parsed, partitions);
    }

    EventStream stream(StreamSubject<?> subject) {
        return new EventStream(database, subjects.text(subject), subject, partitions);
    }

    SortedIndex<?> index(String subject) {
        IndexSubject<?> parsed = Operation.of("index", subject).check(() -> subjects.index(subject));
        return new SortedIndex<>(database, subject, parsed);
    }

    <R extends Record> SortedIndex<R> index(IndexSubject<R> subject) {
        return new SortedIndex<>(database, subjects.text(subject), subject);
    }

    KeyValueStore kv() {
        return new KeyValueStore(database);
    }

    Transition transition() {
        return new Transition(database, subjects, partitions);
    }

    StreamTypes streamTypes() {
        return new StreamTypes(database, partitions);
    }

    Reports reports() {
        return new Reports(database);
    }

    <X extends Exception> long importEvents(EventImport.Work<X> work) throws X {
        return EventImport.of(database, subjects, partitions, work);
    }

    <T, X extends Exception> T inTransaction(TransactionWork<Transaction, T, X> work) throws X {
        return database.inTransaction(TRANSACTION, within -> work.run(new Transaction(on(within))));
    }
}

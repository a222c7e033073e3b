package dev.nvent.store.stream;

import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.CopyBuffer;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import dev.nvent.store.subject.SubjectParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Events on their way into any streams by COPY: the fastest way in, for any number of them, in constant memory. Events of
 * one stream get ids in the order in which they are appended; all have the time at which the import began, by the
 * database's clock. For one thread, until the work that it was given to returns: then it throws
 * {@link StoreClosedException}.
 */
public final class EventImport {

    /** The size of the buffer of each table. No COPY is open while the work runs, whose own statements may need the connection. */
    private static final int MAX_CHARS = 1_000_000;

    private static final String NAME = "importEvents";
    private static final Operation IMPORT = Operation.of(NAME, null);

    private static final Statement<?, Long> CLOCK =
            Template.withoutValues(() -> DSL.select(Routines.nventClockMillis()), Answer.row(row -> row.getLong(1)));

    /**
     * What appends the events.
     *
     * @param <X> what it may throw besides unchecked exceptions
     */
    @FunctionalInterface
    public interface Work<X extends Exception> {

        /** Appends them. Any exception takes all of them back. */
        void run(EventImport events) throws X;
    }

    private final Database database;
    private final Database transaction;
    private final SubjectParser subjects;
    private final StreamPartitions partitions;
    private final long began;
    private final Set<String> types = new HashSet<>();
    private final Map<StreamTable<?>, CopyBuffer> copies = new HashMap<>();
    private long count;
    private boolean ended;

    /**
     * Runs work that appends events, in one transaction.
     *
     * @param partitions the partitions of generic streams
     * @return how many events it was
     */
    public static <X extends Exception> long of(
            Database database, SubjectParser subjects, StreamPartitions partitions, Work<X> work) throws X {
        return database.inTransaction(IMPORT, transaction -> {
            var events = new EventImport(database, transaction, subjects, partitions);
            try {
                work.run(events);
                events.copies.values().forEach(events::send);
                return events.count;
            } finally {
                events.ended = true;
            }
        });
    }

    private EventImport(Database database, Database transaction, SubjectParser subjects, StreamPartitions partitions) {
        this.database = database;
        this.transaction = transaction;
        this.subjects = subjects;
        this.partitions = partitions;
        this.began = transaction.read(IMPORT, CLOCK);
    }

    /**
     * Appends an event, which is sent sooner or later.
     *
     * @throws dev.nvent.store.error.InvalidInputException if the subject is none of a stream, or the event contradicts it
     */
    public void append(String subject, NewEvent event) {
        append(subject, Operation.of(NAME, subject).check(() -> subjects.stream(subject)), event);
    }

    /** As {@link #append(String, NewEvent)}. */
    public void append(StreamSubject<?> subject, NewEvent event) {
        append(subjects.text(subject), subject, event);
    }

    private void append(String name, StreamSubject<?> subject, NewEvent event) {
        if (ended) {
            throw new StoreClosedException(Operation.of(NAME, name), "import");
        }
        AddressedEvent addressed =
                Operation.of(NAME, name).check(() -> AddressedEvent.checked(subject, event, "event"));
        if (subject instanceof GenericStream generic && types.add(generic.type())) {
            // Not in this transaction, which would keep others from making theirs until it ends.
            partitions.make(database, IMPORT, generic.type());
        }
        CopyBuffer copy = copies.computeIfAbsent(subject.table(), EventImport::buffer);
        copy.row(row(addressed));
        count++;
        if (copy.length() >= MAX_CHARS) {
            send(copy);
        }
    }

    private void send(CopyBuffer copy) {
        if (copy.length() > 0) {
            copy.send(IMPORT, transaction);
        }
    }

    private static <R extends Record> CopyBuffer buffer(StreamTable<R> table) {
        var columns = new ArrayList<Field<?>>();
        EventColumns.written(table).forEach(column -> columns.add(column.field()));
        columns.add(table.ts());
        return new CopyBuffer(table.table(), columns);
    }

    private List<Object> row(AddressedEvent addressed) {
        var row = new ArrayList<Object>();
        for (var column : EventStatements.of(addressed.subject()).columns()) {
            row.add(column.value().apply(addressed));
        }
        row.add(began);
        return row;
    }
}

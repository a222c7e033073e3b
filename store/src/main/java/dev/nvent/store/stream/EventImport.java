package dev.nvent.store.stream;

import dev.nvent.store.catalog.StreamTable;
import dev.nvent.store.error.Call;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.sql.Database;
import dev.nvent.store.sql.RowCopy;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import dev.nvent.store.subject.SubjectParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;

/**
 * Events on their way into any streams by COPY: the fastest way in, for any number of them, in constant memory. Events of
 * one stream get ids in the order in which they are appended; all have the time at which the import began, by the
 * database's clock. For one thread, until the work that it was given to returns.
 */
public final class EventImport {

    /** Events for other tables than the one that is being copied into wait, so that it need not end for each of them. */
    private static final int MAX_WAITING = 1_000;

    private static final String NAME = "importEvents";
    private static final Call IMPORT = Call.of(NAME, null);

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

    private final Database transaction;
    private final SubjectParser subjects;
    private final StreamPartitions partitions;
    private final long began;
    private final Set<String> types = new HashSet<>();
    private final Map<StreamTable<?>, List<AddressedEvent>> waiting = new HashMap<>();
    private StreamTable<?> table;
    private RowCopy copy;
    private long count;

    /**
     * Runs work that appends events, in one transaction.
     *
     * @param partitions the partitions of generic streams
     * @return how many events it was
     */
    public static <X extends Exception> long of(
            Database database, SubjectParser subjects, StreamPartitions partitions, Work<X> work) throws X {
        return database.inTransaction(IMPORT, transaction -> {
            var events = new EventImport(transaction, subjects, partitions);
            try {
                work.run(events);
                return events.end();
            } catch (Throwable e) {
                events.cancel(e);
                throw e;
            }
        });
    }

    private EventImport(Database transaction, SubjectParser subjects, StreamPartitions partitions) {
        this.transaction = transaction;
        this.subjects = subjects;
        this.partitions = partitions;
        this.began = transaction.run(
                IMPORT, dsl -> dsl.select(Routines.clockMillis()).fetchSingle().value1());
    }

    /**
     * Appends an event, which is sent sooner or later.
     *
     * @throws dev.nvent.store.error.InvalidInputException if the subject is none of a stream, or the event contradicts it
     */
    public void append(String subject, NewEvent event) {
        append(subject, Call.of(NAME, subject).check(() -> subjects.stream(subject)), event);
    }

    /** As {@link #append(String, NewEvent)}. */
    public void append(StreamSubject<?> subject, NewEvent event) {
        append(subjects.text(subject), subject, event);
    }

    /** Sends what is left; how many events it was. */
    long end() {
        finish();
        for (StreamTable<?> other : List.copyOf(waiting.keySet())) {
            begin(other);
            finish();
        }
        return count;
    }

    /** Gives up what is on its way. */
    void cancel(Throwable reason) {
        if (copy != null) {
            copy.cancel(reason);
        }
    }

    private void append(String name, StreamSubject<?> subject, NewEvent event) {
        AddressedEvent addressed = Call.of(NAME, name).check(() -> AddressedEvent.checked(subject, event, "event"));
        if (subject instanceof GenericStream generic && types.add(generic.type())) {
            finish();
            partitions.ensure(transaction, IMPORT, generic.type());
        }
        if (copy == null) {
            begin(subject.table());
        }
        if (subject.table().equals(table)) {
            copy.row(row(addressed));
        } else {
            waitFor(subject.table(), addressed);
        }
        count++;
    }

    private void waitFor(StreamTable<?> other, AddressedEvent event) {
        List<AddressedEvent> events = waiting.computeIfAbsent(other, none -> new ArrayList<>());
        events.add(event);
        if (events.size() == MAX_WAITING) {
            finish();
            begin(other);
        }
    }

    /** With what waited for it. */
    private void begin(StreamTable<?> next) {
        table = next;
        copy = transaction.copyInto(IMPORT, next.table(), columns(next));
        List<AddressedEvent> events = waiting.remove(next);
        if (events != null) {
            events.forEach(event -> copy.row(row(event)));
        }
    }

    private void finish() {
        if (copy != null) {
            copy.end();
            copy = null;
        }
    }

    private static List<Field<?>> columns(StreamTable<?> table) {
        List<Field<?>> columns = new ArrayList<>(List.of(
                table.key(),
                table.ts(),
                table.type(),
                table.flowName(),
                table.stepName(),
                table.stepId(),
                table.attempt(),
                table.data()));
        if (!table.keyedByRun()) {
            columns.add(table.runId());
        }
        if (table.subjectType() != null) {
            columns.add(table.subjectType());
        }
        return columns;
    }

    private List<Object> row(AddressedEvent addressed) {
        NewEvent event = addressed.event();
        var row = new ArrayList<Object>(Arrays.asList(
                addressed.key(),
                began,
                event.type(),
                event.flowName(),
                event.stepName(),
                event.stepId(),
                event.attempt(),
                addressed.payload()));
        if (!table.keyedByRun()) {
            row.add(addressed.runId());
        }
        if (addressed.subject() instanceof GenericStream generic) {
            row.add(generic.type());
        }
        return row;
    }
}

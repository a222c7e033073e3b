package dev.nvent.store.internal.stream;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.error.StreamVersioningException;
import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.sql.CopyBuffer;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.SqlStates;
import dev.nvent.store.internal.subject.SubjectParser;
import dev.nvent.store.stream.EventImport;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jooq.Field;

/** Buffers the rows of each table, and sends them by COPY, or by INSERT where PostgreSQL refuses COPY. */
public final class DefaultEventImport implements EventImport {

    /** The size of the buffer of each table. No COPY is open while the work runs, whose own statements may need the connection. */
    private static final int MAX_CHARS = 1_000_000;

    /** The number of events of an INSERT. */
    private static final int MAX_INSERTED = 500;

    private static final String NAME = "importEvents";
    private static final Operation IMPORT = Operation.of(NAME);

    private final Database forPartitions;
    private final Database transaction;
    private final SubjectParser subjects;
    private final Streams streams;
    private final long began;
    private final Set<String> types = new HashSet<>();
    private final Map<StreamTable<?>, Buffer> buffers = new HashMap<>();
    private long count;
    private boolean ended;

    /**
     * Runs work that appends events, in one transaction.
     *
     * @param beyondPool creates partitions without waiting for a connection of the pool, all of which imports may hold; if
     *     empty, the transaction of the import creates them, and other transactions that create some wait for its end
     * @return how many events it was
     */
    public static <X extends Exception> long run(
            Database database, Optional<Database> beyondPool, SubjectParser subjects, Streams streams, Work<X> work)
            throws X {
        validate(IMPORT, () -> required(work, "work"));
        return database.inTransaction(IMPORT, transaction -> {
            var events = new DefaultEventImport(beyondPool.orElse(transaction), transaction, subjects, streams);
            try {
                work.run(events);
                events.buffers.values().forEach(buffer -> translating(buffer::send));
                transaction.appended();
                return events.count;
            } finally {
                events.ended = true;
            }
        });
    }

    private DefaultEventImport(Database forPartitions, Database transaction, SubjectParser subjects, Streams streams) {
        this.forPartitions = forPartitions;
        this.transaction = transaction;
        this.subjects = subjects;
        this.streams = streams;
        this.began = transaction.read(IMPORT, AppendStatements.now());
    }

    @Override
    public void append(String subject, NewEvent event) {
        append(subject, validate(Operation.of(NAME, subject), () -> subjects.stream(subject)), event);
    }

    @Override
    public void append(StreamSubject<?> subject, NewEvent event) {
        append(subjects.text(subject), subject, event);
    }

    private void append(String name, StreamSubject<?> subject, NewEvent event) {
        if (ended) {
            throw new StoreClosedException(Operation.of(NAME, name), "import");
        }
        AddressedEvent addressed =
                validate(Operation.of(NAME, name), () -> AddressedEvent.checked(subject, event, "event"));
        if (subject instanceof GenericStream generic && types.add(generic.type())) {
            streams.partitions().ensure(transaction, forPartitions, IMPORT, generic.type());
        }
        EventStatements<?> statements = streams.statements(subject);
        Buffer buffer = buffers.computeIfAbsent(statements.table(), table -> new Buffer(statements));
        translating(() -> buffer.add(addressed));
    }

    private static void translating(Runnable send) {
        try {
            send.run();
        } catch (DatabaseException e) {
            throw SqlStates.isVersionedStream(e) ? new StreamVersioningException(IMPORT, true) : e;
        }
    }

    /**
     * The rows of one table: either all for COPY, or, if an event has a key or the table row level security, all for an
     * INSERT, so that their order is kept.
     */
    private final class Buffer {

        private final EventStatements<?> statements;
        private final CopyBuffer copy;
        /** The streams of the waiting rows, by subject type. */
        private final Map<Optional<String>, Set<StreamSubject<?>>> copied = new HashMap<>();

        private final boolean isCopyRefused;
        private final List<AddressedEvent> inserted = new ArrayList<>();

        Buffer(EventStatements<?> statements) {
            this.statements = statements;
            this.copy = new CopyBuffer(statements.table().table(), columns(statements));
            this.isCopyRefused = transaction.read(IMPORT, statements.appends().hasRowSecurity());
        }

        void add(AddressedEvent event) {
            if (event.idempotencyKey() == null && inserted.isEmpty() && !isCopyRefused) {
                copy.row(row(event));
                copied.computeIfAbsent(Optional.ofNullable(event.subjectType()), type -> new HashSet<>())
                        .add(event.subject());
                count++;
                if (copy.length() >= MAX_CHARS) {
                    send();
                }
                return;
            }
            boolean isOtherType =
                    !inserted.isEmpty() && !Objects.equals(inserted.getLast().subjectType(), event.subjectType());
            if (copy.length() > 0 || isOtherType || inserted.size() >= MAX_INSERTED) {
                send();
            }
            inserted.add(event);
        }

        void send() {
            if (copy.length() > 0) {
                // COPY cannot check that no stream is versioned.
                copied.values()
                        .forEach(streams ->
                                transaction.write(IMPORT, statements.appends().check(streams)));
                copied.clear();
                copy.send(IMPORT, transaction);
            }
            if (!inserted.isEmpty()) {
                count +=
                        transaction
                                .write(IMPORT, statements.keyedAppends().append(List.copyOf(inserted), began))
                                .stream()
                                .filter(Optional::isPresent)
                                .count();
                inserted.clear();
            }
        }

        private List<Object> row(AddressedEvent event) {
            var row = new ArrayList<Object>();
            for (var column : statements.appends().columns()) {
                row.add(column.value().apply(event));
            }
            row.add(began);
            return row;
        }

        private static List<Field<?>> columns(EventStatements<?> statements) {
            var columns = new ArrayList<Field<?>>();
            statements.appends().columns().forEach(column -> columns.add(column.field()));
            columns.add(statements.table().ts());
            return columns;
        }
    }
}

package dev.nvent.store.internal.stream;

import static dev.nvent.store.internal.Arguments.elements;
import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StreamVersioningException;
import dev.nvent.store.internal.json.Times;
import dev.nvent.store.internal.sql.Attempts;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.stream.AppendResult;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventPage;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.StreamSubject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Validates the arguments, and sends statements on one stream. */
public final class DefaultEventStream implements EventStream {

    private final Database database;
    private final String subject;
    private final Streams streams;
    private final StreamSubject<?> stream;
    private final EventStatements<?> statements;

    /** @param subject as text, for errors */
    public DefaultEventStream(Database database, String subject, StreamSubject<?> stream, Streams streams) {
        this.database = database;
        this.subject = subject;
        this.streams = streams;
        this.stream = stream;
        this.statements = streams.statements(stream);
    }

    @Override
    public Event append(NewEvent event) {
        Operation call = call("stream.append");
        AddressedEvent addressed = validate(call, () -> AddressedEvent.checked(stream, event, "event"));
        if (event.key() != null) {
            return database.asOne(call, () -> appendKeyed(call, List.of(addressed)))
                    .getFirst();
        }
        return streams.isUnversioned(stream)
                ? write(call, statements.appends().append(addressed))
                : writeFirst(call, statements.appends().appendChecked(addressed));
    }

    @Override
    public List<Event> appendAll(List<NewEvent> events) {
        Operation call = call("stream.appendAll");
        List<AddressedEvent> addressed = validate(call, () -> checkedBatch(events));
        if (addressed.isEmpty()) {
            return List.of();
        }
        if (events.stream().anyMatch(event -> event.key() != null)) {
            return database.asOne(call, () -> appendKeyed(call, addressed));
        }
        return streams.isUnversioned(stream)
                ? write(call, statements.appends().appendAll(addressed))
                : writeFirst(call, statements.appends().appendAllChecked(addressed));
    }

    /** In most cases no key is stored, and one statement is enough. */
    private List<Event> appendKeyed(Operation call, List<AddressedEvent> events) {
        var keyed = new KeyedAppend(events);
        Attempts attempts = database.attempts();
        while (true) {
            keyed.append(write(call, statements.keyedAppends().append(keyed.open())));
            if (keyed.isDone()
                    || keyed.find(database.write(call, statements.keyedAppends().stored(stream, keyed.openKeys())))) {
                return keyed.events();
            }
            // The stored event was deleted meanwhile.
            attempts.pauseAfterConflict(call);
        }
    }

    @Override
    public AppendResult append(long expectedVersion, List<NewEvent> events) {
        Operation call = call("stream.append");
        List<AddressedEvent> addressed = validate(call, () -> checkedVersioned(expectedVersion, events));
        return database.asOne(call, () -> appendVersioned(call, expectedVersion, addressed));
    }

    private AppendResult appendVersioned(Operation call, long expectedVersion, List<AddressedEvent> events) {
        List<String> keys = events.stream()
                .map(AddressedEvent::idempotencyKey)
                .filter(Objects::nonNull)
                .toList();
        Attempts attempts = database.attempts();
        while (true) {
            Optional<List<Event>> appended =
                    write(call, statements.versionedAppends().append(events, expectedVersion));
            if (appended.isPresent()) {
                return new AppendResult.Appended(appended.get(), expectedVersion + events.size());
            }
            if (!keys.isEmpty()) {
                List<Event> stored =
                        database.write(call, statements.keyedAppends().stored(stream, keys));
                if (!stored.isEmpty()) {
                    return duplicates(call, events, stored);
                }
            }
            long actual = currentVersion(call);
            if (actual != expectedVersion) {
                return new AppendResult.Conflict(expectedVersion, actual);
            }
            // A concurrent writer changed the stream between the statements.
            attempts.pauseAfterConflict(call);
        }
    }

    private AppendResult duplicates(Operation call, List<AddressedEvent> events, List<Event> stored) {
        var keyed = new KeyedAppend(events);
        validate(call, () -> {
            if (!keyed.find(stored)) {
                throw new InvalidInputException(
                        "events", "keys that are all stored or all new", "some that are stored and some that are new");
            }
            return keyed;
        });
        long version = keyed.events().stream()
                .map(Event::version)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow(() -> new StreamVersioningException(call, false));
        return new AppendResult.Appended(keyed.events(), version);
    }

    /** The version of the newest event; 0 if there is none. */
    private long currentVersion(Operation call) {
        List<Event> newest = database.write(call, statements.newest(stream));
        if (newest.isEmpty()) {
            return 0;
        }
        Long version = newest.getFirst().version();
        if (version == null) {
            throw new StreamVersioningException(call, false);
        }
        return version;
    }

    /** Remembers, after the commit, that the stream has no versions. */
    private <T> T writeFirst(Operation call, Statement<?, T> statement) {
        return streams.appending(
                database,
                call,
                stream,
                () -> database.write(call, statement, () -> streams.addUnversioned(Set.of(stream))));
    }

    private <T> T write(Operation call, Statement<?, T> statement) {
        return streams.appending(database, call, stream, () -> database.write(call, statement));
    }

    @Override
    public EventPage read() {
        return read(EventQuery.all());
    }

    @Override
    public EventPage read(EventQuery query) {
        Operation call = call("stream.read");
        validate(call, () -> checkedQuery(query));
        int limit = query.limit().orElse(EventQuery.DEFAULT_LIMIT);
        return page(call, query, limit);
    }

    @Override
    public Stream<Event> stream(EventQuery query) {
        Operation call = call("stream.stream");
        validate(call, () -> checkedQuery(query));
        var events = new EventIterator(query, (pageQuery, limit) -> page(call, pageQuery, limit));
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(events, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    @Override
    public boolean delete() {
        Operation call = call("stream.delete");
        streams.removeUnversioned(stream);
        return database.write(call, statements.delete(stream)) > 0;
    }

    private EventPage page(Operation call, EventQuery query, int limit) {
        List<Event> found = database.read(call, statements.read(stream, query, limit + 1L));
        return found.size() > limit ? new EventPage(found.subList(0, limit), true) : new EventPage(found, false);
    }

    private List<AddressedEvent> checkedBatch(List<NewEvent> events) {
        var batch = new ArrayList<AddressedEvent>();
        for (NewEvent event : elements(events, NewEvent.class, "events")) {
            batch.add(AddressedEvent.checked(stream, event, "events[" + batch.size() + "]"));
        }
        return batch;
    }

    private List<AddressedEvent> checkedVersioned(long expectedVersion, List<NewEvent> events) {
        if (expectedVersion < 0) {
            throw new InvalidInputException("expectedVersion", "at least 0", String.valueOf(expectedVersion));
        }
        List<AddressedEvent> addressed = checkedBatch(events);
        if (addressed.isEmpty()) {
            throw new InvalidInputException("events", "at least one event", "none");
        }
        if (expectedVersion > Long.MAX_VALUE - addressed.size()) {
            throw new InvalidInputException(
                    "expectedVersion",
                    "at most " + (Long.MAX_VALUE - addressed.size()) + " for " + addressed.size() + " events",
                    String.valueOf(expectedVersion));
        }
        AddressedEvent.checkUnique(stream, "", "subject");
        var keys = new HashSet<String>();
        for (NewEvent event : events) {
            if (event.key() != null && !keys.add(event.key())) {
                throw new InvalidInputException("events", "different keys", "a key that occurs twice");
            }
        }
        return addressed;
    }

    private static EventQuery checkedQuery(EventQuery query) {
        if (query == null) {
            throw new InvalidInputException("query", "a query", "null");
        }
        if (query.from() != null) {
            Times.toMillis(query.from(), "from");
        }
        if (query.to() != null) {
            Times.toMillis(query.to(), "to");
        }
        return query;
    }

    private Operation call(String operation) {
        return Operation.of(operation, subject);
    }
}

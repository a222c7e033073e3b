package dev.nvent.store.stream;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.json.Times;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.subject.StreamSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The events of one subject, append-only. Thread-safe as the store or the transaction is that it comes from.
 *
 * <p>Order is append order, the order of ids. Ids are given before commits: a reader that goes on after the last id it
 * saw can miss an event whose writer commits later.
 */
public final class EventStream {

    private final Database database;
    private final String subject;
    private final StreamPartitions partitions;
    private final StreamSubject<?> stream;
    private final EventStatements<?> statements;

    /**
     * @param subject as text, for errors
     * @param stream the parsed subject
     * @param partitions the partitions of generic streams
     */
    public EventStream(Database database, String subject, StreamSubject<?> stream, StreamPartitions partitions) {
        this.database = database;
        this.subject = subject;
        this.partitions = partitions;
        this.stream = stream;
        this.statements = EventStatements.of(stream);
    }

    /**
     * Appends an event. One statement; the first append to a new subject type makes its partition before.
     *
     * @return the event with its id and time
     */
    public Event append(NewEvent event) {
        Operation call = call("stream.append");
        AddressedEvent addressed = call.check(() -> AddressedEvent.checked(stream, event, "event"));
        return partitions.appending(database, call, stream, () -> database.write(call, statements.append(addressed)));
    }

    /**
     * Appends a batch: one statement, all or nothing, ids in the order given.
     *
     * @param events may be empty, which sends nothing
     */
    public List<Event> appendAll(List<NewEvent> events) {
        Operation call = call("stream.appendAll");
        List<AddressedEvent> addressed = call.check(() -> checkedBatch(events));
        return addressed.isEmpty()
                ? List.of()
                : partitions.appending(
                        database, call, stream, () -> database.write(call, statements.appendAll(addressed)));
    }

    /** Reads from the beginning. One statement. */
    public EventPage read() {
        return read(EventQuery.all());
    }

    /**
     * Reads what a query asks for, {@value EventQuery#DEFAULT_LIMIT} events unless it has a limit. One statement.
     *
     * @return the events, and whether there are more
     */
    public EventPage read(EventQuery query) {
        Operation call = call("stream.read");
        call.check(() -> checkedQuery(query));
        int limit = query.limit().orElse(EventQuery.DEFAULT_LIMIT);
        return page(call, query, limit);
    }

    /**
     * Walks a stream of any length in constant memory: one statement for each {@value EventQuery#DEFAULT_LIMIT} events,
     * sent when they are asked for. No connection is held between. Events that are appended before its last statement
     * appear at its end.
     *
     * @param query its limit, if it has one, ends the walk
     */
    public Stream<Event> stream(EventQuery query) {
        Operation call = call("stream.stream");
        call.check(() -> checkedQuery(query));
        var events = new EventIterator(query, (pageQuery, limit) -> page(call, pageQuery, limit));
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(events, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /**
     * Deletes every event of the subject. One statement.
     *
     * @return whether there were any
     */
    public boolean delete() {
        Operation call = call("stream.delete");
        return database.write(call, statements.delete(stream)) > 0;
    }

    private EventPage page(Operation call, EventQuery query, int limit) {
        List<Event> found = database.read(call, statements.read(stream, query, limit + 1L));
        return found.size() > limit ? new EventPage(found.subList(0, limit), true) : new EventPage(found, false);
    }

    private List<AddressedEvent> checkedBatch(List<NewEvent> events) {
        if (events == null) {
            throw new InvalidInputException("events", "a list", "null");
        }
        var batch = new ArrayList<AddressedEvent>(events.size());
        for (NewEvent event : events) {
            batch.add(AddressedEvent.checked(stream, event, "events[" + batch.size() + "]"));
        }
        return batch;
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

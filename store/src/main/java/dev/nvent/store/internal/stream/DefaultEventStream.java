package dev.nvent.store.internal.stream;

import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.json.Times;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventPage;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.StreamSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Validates the arguments, and sends statements on one stream. */
public final class DefaultEventStream implements EventStream {

    private final Database database;
    private final String subject;
    private final StreamPartitions partitions;
    private final StreamSubject<?> stream;
    private final EventStatements<?> statements;

    /** @param subject as text, for errors */
    public DefaultEventStream(Database database, String subject, StreamSubject<?> stream, Streams streams) {
        this.database = database;
        this.subject = subject;
        this.partitions = streams.partitions();
        this.stream = stream;
        this.statements = streams.statements(stream);
    }

    @Override
    public Event append(NewEvent event) {
        Operation call = call("stream.append");
        AddressedEvent addressed = validate(call, () -> AddressedEvent.checked(stream, event, "event"));
        return partitions.appending(database, call, stream, () -> database.write(call, statements.append(addressed)));
    }

    @Override
    public List<Event> appendAll(List<NewEvent> events) {
        Operation call = call("stream.appendAll");
        List<AddressedEvent> addressed = validate(call, () -> checkedBatch(events));
        return addressed.isEmpty()
                ? List.of()
                : partitions.appending(
                        database, call, stream, () -> database.write(call, statements.appendAll(addressed)));
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

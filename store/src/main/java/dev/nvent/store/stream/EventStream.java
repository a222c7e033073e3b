package dev.nvent.store.stream;

import java.util.List;
import java.util.stream.Stream;

/**
 * The events of one subject, append-only. Thread-safe as the store or the transaction is that it comes from.
 *
 * <p>Order is append order, the order of ids. Ids are given before commits: a reader that goes on after the last id it
 * saw can miss an event whose writer commits later.
 */
public interface EventStream {

    /**
     * Appends an event. One statement; the first append to a new subject type makes its partition before.
     *
     * @return the event with its id and time
     */
    Event append(NewEvent event);

    /**
     * Appends a batch: one statement, all or nothing, ids in the order given.
     *
     * @param events may be empty, which sends nothing
     */
    List<Event> appendAll(List<NewEvent> events);

    /** Reads from the beginning. One statement. */
    EventPage read();

    /**
     * Reads what a query asks for, {@value EventQuery#DEFAULT_LIMIT} events unless it has a limit. One statement.
     *
     * @return the events, and whether there are more
     */
    EventPage read(EventQuery query);

    /**
     * Walks a stream of any length in constant memory: one statement for each {@value EventQuery#DEFAULT_LIMIT} events,
     * sent when they are asked for. No connection is held between. Events that are appended before its last statement
     * appear at its end.
     *
     * @param query its limit, if it has one, ends the walk
     */
    Stream<Event> stream(EventQuery query);

    /**
     * Deletes every event of the subject. One statement.
     *
     * @return whether there were any
     */
    boolean delete();
}

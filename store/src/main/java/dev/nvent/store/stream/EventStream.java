package dev.nvent.store.stream;

import java.util.List;
import java.util.stream.Stream;

/**
 * The events of one subject, append-only. Thread-safe as the store or the transaction is that it comes from.
 *
 * <p>Events are ordered by their ids, which increase in append order. Ids are assigned before the commit: a reader that
 * continues after the last id it saw can miss an event whose writer commits later. A subscription misses none.
 */
public interface EventStream {

    /**
     * Appends an event. One statement; the first append to a subject type first creates its partition. If the event has a
     * key that is stored already, a second statement reads the stored event.
     *
     * @return the event with its id and time; if its key was stored already, the stored event, marked as a duplicate
     * @throws dev.nvent.store.error.StreamVersioningException if the stream is versioned
     */
    Event append(NewEvent event);

    /**
     * Appends a batch: one statement, all or nothing, ids in the order given.
     *
     * @param events may be empty, which sends nothing
     * @return as {@link #append(NewEvent)} for each event; a key that occurs twice is stored once
     * @throws dev.nvent.store.error.StreamVersioningException if the stream is versioned
     */
    List<Event> appendAll(List<NewEvent> events);

    /**
     * Appends events if the stream has the expected version, all or nothing. The version of a stream is 0 before its first
     * event and rises by one with each event. Of concurrent appends that expect the same version, one succeeds. One
     * statement, and up to three more to find out why nothing was appended.
     *
     * <p>A stream is either versioned from its first event, or not at all. If the events have keys, an append can be
     * repeated with any expected version.
     *
     * @param events at least one; either all of their keys are stored, or none
     * @return {@link AppendResult.Appended} or {@link AppendResult.Conflict}
     * @throws dev.nvent.store.error.StreamVersioningException if the stream has events without a version
     */
    AppendResult append(long expectedVersion, List<NewEvent> events);

    /** Reads from the beginning. One statement. */
    EventPage read();

    /**
     * Reads the events that a query selects, at most {@value EventQuery#DEFAULT_LIMIT} unless it has a limit. One statement.
     *
     * @return the events, and whether there are more
     */
    EventPage read(EventQuery query);

    /**
     * Reads a stream of any length lazily, in constant memory: one statement for the first 100 events and for each further
     * {@value EventQuery#DEFAULT_LIMIT}, sent when they are needed. No connection is held in between. Events that are appended
     * before its last statement appear at its end.
     *
     * @param query without a limit, all its events are read
     */
    Stream<Event> stream(EventQuery query);

    /**
     * Deletes every event of the subject. One statement.
     *
     * @return whether there were any
     */
    boolean delete();
}

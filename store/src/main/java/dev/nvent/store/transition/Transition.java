package dev.nvent.store.transition;

import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import java.time.Duration;
import java.util.Map;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one step of a workflow, as one atomic call: appends events, adds and updates entries, increments their
 * counters and sets keys, on the condition that entries are as expected. One transaction in one round trip, which is applied
 * as a whole or not at all. Not thread-safe; may be applied again.
 *
 * <p>Every entry that is changed, or of which something is expected, must exist. Each is locked until the end of the
 * transaction, in one order for all transitions, so that concurrent transitions wait for each other and do not deadlock.
 * Several changes of one entry become one, which raises its version by one; an expectation alone is no change. Within a
 * transaction of the caller, a conflict undoes the transition alone, to a savepoint.
 */
public interface Transition {

    /** The maximum number of events: the server's answers must fit into the network buffers while the client still sends. */
    int MAX_EVENTS = 1_000;

    /** Appends an event to a stream, after those given before. At most {@value #MAX_EVENTS} in all. */
    Transition append(StreamSubject<?> subject, NewEvent event);

    /** As {@link #append(StreamSubject, NewEvent)}. */
    Transition append(String subject, NewEvent event);

    /** Adds an entry or replaces one, as an index's {@code add} does. */
    <R extends Record> Transition add(IndexSubject<R> subject, String id, long score, Patch<R> fields);

    /** As {@link #add(IndexSubject, String, long, Patch)}. */
    Transition add(String subject, String id, long score, Map<String, ?> metadata);

    /** Merges a patch into an entry, as an index's {@code update} does. */
    <R extends Record> Transition update(IndexSubject<R> subject, String id, Patch<R> patch);

    /** As {@link #update(IndexSubject, String, Patch)}. */
    Transition update(String subject, String id, Map<String, ?> patch);

    /**
     * Makes an entry due at a time, as an index's {@code reschedule} does. With {@link #expectVersion(IndexSubject, String,
     * int)} and the version of a claim, only if the claim still holds.
     */
    Transition reschedule(IndexSubject<?> subject, String id, DueTime dueTime);

    /** As {@link #reschedule(IndexSubject, String, DueTime)}. */
    Transition reschedule(String subject, String id, DueTime dueTime);

    /** Deletes an entry, which must exist and which the transition changes in no other way. */
    Transition delete(IndexSubject<?> subject, String id);

    /** As {@link #delete(IndexSubject, String)}. */
    Transition delete(String subject, String id);

    /** Adds to a counter of an entry. */
    <R extends Record> Transition increment(IndexSubject<R> subject, String id, CounterField<R> counter, int delta);

    /** As {@link #increment(IndexSubject, String, CounterField, int)}, by the path of a field with a counter's column. */
    Transition increment(String subject, String id, String field, int delta);

    /** Only if an entry has this version. */
    Transition expectVersion(IndexSubject<?> subject, String id, int version);

    /** As {@link #expectVersion(IndexSubject, String, int)}. */
    Transition expectVersion(String subject, String id, int version);

    /** Only if a column of an entry has this value: a status, for instance. */
    <R extends Record, J> Transition expect(
            IndexSubject<R> subject, String id, ColumnField<R, ?, J> field, @Nullable J value);

    /** As {@link #expect(IndexSubject, String, ColumnField, Object)}, by the path of a field with a column. */
    Transition expect(String subject, String id, String field, @Nullable Object value);

    /** Sets a key without expiry. */
    Transition set(String key, Object value);

    /** Sets a key with a time to live. */
    Transition set(String key, Object value, Duration ttl);

    /**
     * Applies the transition. An empty one sends nothing. A conflict or a missing entry takes a second round trip, for the
     * rollback. The first use of a generic stream creates its partition first, in statements of its own.
     *
     * @return {@link TransitionResult.Applied}, {@link TransitionResult.Conflict} or {@link TransitionResult.Missing}
     */
    TransitionResult apply();
}

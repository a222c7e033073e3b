package dev.nvent.store.transition;

import dev.nvent.store.field.CounterField;
import dev.nvent.store.index.EntryState;
import dev.nvent.store.stream.Event;
import dev.nvent.store.subject.IndexSubject;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jooq.Record;

/** A transition that was made, all of it. */
public final class AppliedTransition implements TransitionResult {

    private final List<Event> events;
    private final Map<EntryRef, EntryState> entries;

    AppliedTransition(List<Event> events, Map<EntryRef, EntryState> entries) {
        this.events = events;
        this.entries = entries;
    }

    /** What was appended, in the order given, with ids and times. */
    public List<Event> events() {
        return events;
    }

    /**
     * The version that an entry has now.
     *
     * @throws NoSuchElementException if the transition did not change it
     */
    public int version(IndexSubject<?> subject, String id) {
        return state(subject, id).version();
    }

    /**
     * What a counter that was incremented has now.
     *
     * @throws NoSuchElementException if the transition did not increment it
     */
    public <R extends Record> int count(IndexSubject<R> subject, String id, CounterField<R> counter) {
        Long count = state(subject, id).sums().get(counter.field().getName());
        if (count == null) {
            throw new NoSuchElementException("the transition did not increment " + counter.path());
        }
        return Math.toIntExact(count);
    }

    private EntryState state(IndexSubject<?> subject, String id) {
        EntryState state = entries.get(new EntryRef(subject, id));
        if (state == null) {
            throw new NoSuchElementException("the transition did not change '" + id + "' of " + subject);
        }
        return state;
    }
}

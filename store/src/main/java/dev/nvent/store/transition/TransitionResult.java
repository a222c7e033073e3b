package dev.nvent.store.transition;

import dev.nvent.store.field.CounterField;
import dev.nvent.store.stream.Event;
import dev.nvent.store.subject.IndexSubject;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jooq.Record;

/** The result of a transition. */
public sealed interface TransitionResult {

    /**
     * The whole transition was applied.
     *
     * @param events the appended events, in the order given, with ids and times
     * @param entries the entries that it changed, added or expected something of, as they are now
     */
    record Applied(List<Event> events, Map<EntryRef, EntryState> entries) implements TransitionResult {

        /** Copies both. */
        public Applied {
            events = List.copyOf(events);
            entries = Map.copyOf(entries);
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
         * The value that an incremented counter has now.
         *
         * @throws NoSuchElementException if the transition did not increment it
         */
        public <R extends Record> int count(IndexSubject<R> subject, String id, CounterField<R> counter) {
            Long count = state(subject, id).counts().get(counter.field().getName());
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

    /**
     * An entry after a transition.
     *
     * @param version its version
     * @param counts the columns of the counters that were incremented, by name
     */
    record EntryState(int version, Map<String, Long> counts) {}

    /**
     * An entry was not as expected. Nothing changed.
     *
     * @param entry the entry
     * @param version its version
     */
    record Conflict(EntryRef entry, int version) implements TransitionResult {}

    /**
     * An entry that was to be changed, or of which something was expected, does not exist. Nothing changed.
     *
     * @param entry the entry
     */
    record Missing(EntryRef entry) implements TransitionResult {}

    /** Whether this is {@link Applied}. */
    default boolean isApplied() {
        return this instanceof Applied;
    }
}

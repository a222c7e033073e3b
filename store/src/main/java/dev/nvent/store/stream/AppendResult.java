package dev.nvent.store.stream;

import java.util.List;

/** The result of an append with an expected version. */
public sealed interface AppendResult {

    /**
     * The events are stored: by this append, or, if they are marked as duplicates, by an earlier one with the same
     * idempotency keys.
     *
     * @param events the events, in the order given
     * @param version the version of the stream after the last of them
     */
    record Appended(List<Event> events, long version) implements AppendResult {

        /** Copies the list. */
        public Appended {
            events = List.copyOf(events);
        }
    }

    /**
     * The stream has another version. Nothing was appended.
     *
     * @param expected the version that was expected
     * @param actual the version of the stream
     */
    record Conflict(long expected, long actual) implements AppendResult {}

    /** Whether the events are stored. */
    default boolean isAppended() {
        return this instanceof Appended;
    }
}

package dev.nvent.store.stream;

import java.util.List;

/**
 * A page of the events of a stream.
 *
 * @param events in the order asked for
 * @param hasMore whether there are more beyond the limit
 */
public record EventPage(List<Event> events, boolean hasMore) {

    /** Copies the list. */
    public EventPage {
        events = List.copyOf(events);
    }
}

package dev.nvent.store.test;

import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventPage;
import dev.nvent.store.stream.EventStream;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Assertions of the events of a stream, in the order in which they were appended; at most 1,000. */
public final class EventStreamAssert extends AbstractAssert<EventStreamAssert, @Nullable EventStream> {

    EventStreamAssert(@Nullable EventStream actual) {
        super(actual, EventStreamAssert.class);
    }

    /** There is no event. */
    public EventStreamAssert isEmpty() {
        return hasTypes();
    }

    /** There are this many events. */
    public EventStreamAssert hasSize(int expected) {
        Assertions.assertThat(events()).as("events").hasSize(expected);
        return this;
    }

    /** The events have exactly these types, in this order. */
    public EventStreamAssert hasTypes(String... expected) {
        Assertions.assertThat(events())
                .extracting(Event::type)
                .as("types of the events")
                .containsExactly(expected);
        return this;
    }

    /** There is at least one event of this type. */
    public EventStreamAssert containsType(String expected) {
        Assertions.assertThat(events())
                .extracting(Event::type)
                .as("types of the events")
                .contains(expected);
        return this;
    }

    /** Assertions of the event at a position, from 0. */
    public EventAssert event(int position) {
        List<Event> events = events();
        Assertions.assertThat(events).as("events").hasSizeGreaterThan(position);
        return new EventAssert(events.get(position)).as("event " + position);
    }

    /** Assertions of the newest event. */
    public EventAssert last() {
        return event(Math.max(0, events().size() - 1));
    }

    private List<Event> events() {
        isNotNull();
        EventPage page = actual.read();
        Assertions.assertThat(page.hasMore()).as("more than 1,000 events").isFalse();
        return page.events();
    }
}

package dev.nvent.store.subscription;

import dev.nvent.store.stream.Event;
import dev.nvent.store.subject.StreamSubject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a subscription delivers.
 *
 * @param subject the stream of the event
 * @param event the event
 */
public record SubscribedEvent(StreamSubject<?> subject, Event event) {

    /** The id, which increases within a partition. */
    public long id() {
        return event.id();
    }

    /** The time of the append by the database clock. */
    public Instant ts() {
        return event.ts();
    }

    /** The event type. */
    public String type() {
        return event.type();
    }

    /** The payload as plain Java; null for JSON null. */
    public @Nullable Object data() {
        return event.data();
    }

    /** The payload as an instance of {@code type}; null for JSON null. */
    public <T> @Nullable T data(Class<T> type) {
        return event.data(type);
    }
}

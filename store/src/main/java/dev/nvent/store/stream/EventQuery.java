package dev.nvent.store.stream;

import static dev.nvent.store.internal.Arguments.elements;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.StoredText;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query for events of a stream: conditions, an order and a limit. Immutable.
 *
 * @param types only events of any of these types; empty for every type
 * @param from only events appended at this time or later, or null
 * @param to only events appended at this time or earlier, or null
 * @param after only events with a greater id, or null
 * @param before only events with a smaller id, or null
 * @param order the order of the events
 * @param limit the maximum number of events
 */
public record EventQuery(
        Set<String> types,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long after,
        @Nullable Long before,
        Order order,
        OptionalInt limit) {

    /** The maximum number of events of a read whose query has no limit. */
    public static final int DEFAULT_LIMIT = 1_000;

    private static final EventQuery ALL =
            new EventQuery(Set.of(), null, null, null, null, Order.OLDEST_FIRST, OptionalInt.empty());

    /** The order of events by their ids, which is the order of appends. */
    public enum Order {
        /** In the order of appends. */
        OLDEST_FIRST,
        /** The latest append first. */
        NEWEST_FIRST
    }

    /** Checks the types, the order and the limit. */
    public EventQuery {
        if (order == null) {
            throw new InvalidInputException("order", "OLDEST_FIRST or NEWEST_FIRST", "null");
        }
        types = checkTypes(types);
        if (limit == null) {
            throw new InvalidInputException("limit", "a number, or empty for the default", "null");
        }
        if (limit.isPresent() && limit.getAsInt() < 1) {
            throw new InvalidInputException("limit", "at least 1", String.valueOf(limit.getAsInt()));
        }
    }

    /** Every event in the order of appends. */
    public static EventQuery all() {
        return ALL;
    }

    /** Only events of any of these types. */
    public EventQuery withTypes(Collection<String> types) {
        return new EventQuery(checkTypes(types), from, to, after, before, order, limit);
    }

    /** Only events of any of these types. */
    public EventQuery withTypes(String... types) {
        return new EventQuery(
                checkTypes(types == null ? null : Arrays.asList(types)), from, to, after, before, order, limit);
    }

    /** Only events appended at this time or later; null for no limit. */
    public EventQuery withFrom(@Nullable Instant from) {
        return new EventQuery(types, from, to, after, before, order, limit);
    }

    /** Only events appended at this time or earlier; null for no limit. */
    public EventQuery withTo(@Nullable Instant to) {
        return new EventQuery(types, from, to, after, before, order, limit);
    }

    /** Only events with a greater id. */
    public EventQuery withAfter(long id) {
        return new EventQuery(types, from, to, id, before, order, limit);
    }

    /** Only events with a smaller id. */
    public EventQuery withBefore(long id) {
        return new EventQuery(types, from, to, after, id, order, limit);
    }

    /** In this order; {@link Order#OLDEST_FIRST} by default. */
    public EventQuery withOrder(Order order) {
        return new EventQuery(types, from, to, after, before, order, limit);
    }

    /** Limits the number of events. */
    public EventQuery withLimit(int limit) {
        return new EventQuery(types, from, to, after, before, order, OptionalInt.of(limit));
    }

    private static Set<String> checkTypes(@Nullable Collection<String> types) {
        List<String> texts = elements(types, String.class, "types");
        texts.forEach(type -> StoredText.checkKey(type, "types"));
        return Set.copyOf(texts);
    }
}

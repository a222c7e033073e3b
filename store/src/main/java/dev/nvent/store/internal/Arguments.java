package dev.nvent.store.internal;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Validation of arguments. */
public final class Arguments {

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(1);
    private static final Duration LONGEST_LEASE = Duration.ofDays(36_500);

    private Arguments() {}

    /** Runs {@code work}, and names the operation in the error if it finds invalid input. */
    public static <T> T validate(Operation operation, Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidInputException e) {
            throw e.in(operation);
        }
    }

    /** A list of the elements, all of one class. Callers with unchecked types may have put others in. */
    public static <T> List<T> elements(@Nullable Collection<?> given, Class<T> type, String where) {
        var elements = new ArrayList<T>();
        for (Object element : required(given, where)) {
            if (!type.isInstance(element)) {
                throw new InvalidInputException(
                        where + "[" + elements.size() + "]",
                        "an instance of " + type.getSimpleName(),
                        element == null ? "null" : element.getClass().getName());
            }
            elements.add(type.cast(element));
        }
        return List.copyOf(elements);
    }

    /** Refuses null. */
    public static <T> T required(@Nullable T argument, String where) {
        if (argument == null) {
            throw new InvalidInputException(where, "a value", "null");
        }
        return argument;
    }

    /** Refuses what cannot be the duration of a lease: a lease ends after whole milliseconds, and within 100 years. */
    public static Duration lease(Duration lease, String where) {
        if (lease == null || lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new InvalidInputException(
                    where,
                    "a duration of at least a millisecond, of at most " + LONGEST_LEASE.toDays() + " days",
                    String.valueOf(lease));
        }
        return lease;
    }
}

package dev.nvent.store.internal;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Validation of arguments. */
public final class Arguments {

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

    /** Refuses null. */
    public static <T> T required(@Nullable T argument, String where) {
        if (argument == null) {
            throw new InvalidInputException(where, "a value", "null");
        }
        return argument;
    }

    /** Refuses what cannot be the duration of a lease: a lease ends after whole milliseconds, and within 100 years. */
    public static Duration lease(Duration lease, String where) {
        if (lease == null || lease.toMillis() < 1 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new InvalidInputException(
                    where,
                    "a duration of at least a millisecond, of at most " + LONGEST_LEASE.toDays() + " days",
                    String.valueOf(lease));
        }
        return lease;
    }
}

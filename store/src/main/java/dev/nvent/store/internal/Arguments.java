package dev.nvent.store.internal;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Validation of arguments. */
public final class Arguments {

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
}

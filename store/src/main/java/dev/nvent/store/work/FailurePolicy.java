package dev.nvent.store.work;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.index.DueTime;
import java.time.Duration;
import java.util.Map;

/** Decides what becomes of an entry whose handler failed. */
@FunctionalInterface
public interface FailurePolicy {

    /** The field of the metadata in which {@link #backOff} counts the failures since the last success. */
    String FAILURES = "workerFailures";

    /**
     * The outcome for an entry whose handler failed.
     *
     * @param failure what the handler threw
     */
    Outcome after(Task<?> task, Throwable failure);

    /**
     * Tries again after a delay that doubles with each failure. Counts them in the metadata, in the field {@value #FAILURES},
     * so that all workers see them, also after a restart; the table of the index must store any metadata.
     *
     * @param first the delay after the first failure
     * @param longest the longest delay
     */
    static FailurePolicy backOff(Duration first, Duration longest) {
        if (required(first, "first").isNegative()
                || required(longest, "longest").compareTo(first) < 0) {
            throw new InvalidInputException(
                    "backOff", "a first delay of at least 0, and a longest delay that is not shorter", "other delays");
        }
        DueTime.after(longest);
        return (task, failure) -> {
            int before = failures(task);
            // 2^20 times any delay but 0 exceeds every sensible limit.
            Duration delay = first.multipliedBy(1L << Math.min(before, 20));
            return Outcome.dueAgain(
                    DueTime.after(delay.compareTo(longest) < 0 ? delay : longest),
                    Map.of(FAILURES, Math.min(before, Integer.MAX_VALUE - 1) + 1));
        };
    }

    /** The number of failures of an entry since the last success, as {@link #backOff} counts them. */
    static int failures(Task<?> task) {
        return required(task, "task").entry().metadata().get(FAILURES) instanceof Number count
                ? (int) Math.clamp(count.doubleValue(), 0, Integer.MAX_VALUE)
                : 0;
    }
}

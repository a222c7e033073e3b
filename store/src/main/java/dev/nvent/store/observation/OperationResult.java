package dev.nvent.store.observation;

import java.time.Duration;
import java.util.Optional;

/**
 * How an operation ended.
 *
 * @param retries how often it was repeated after a conflict with a concurrent write
 * @param error what it threw; a conflict that the operation reports as a value is not an error
 */
public record OperationResult(Path path, int retries, Duration duration, Optional<Throwable> error) {

    /** How the statements of an operation were sent. */
    public enum Path {
        /** In one round trip. */
        FAST,
        /** In a transaction with the writes of other callers. */
        GROUPED,
        /** In several round trips: a transaction, the first append of a subject type, a retry. */
        SLOW
    }
}

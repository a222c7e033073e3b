package dev.nvent.store.work;

import dev.nvent.store.index.IndexEntry;
import java.time.Instant;
import org.jooq.Record;

/**
 * An entry that a worker holds for a handler. The worker extends its lease until the handler ends or calls {@link #fence}.
 * Thread-safe.
 *
 * @param <R> the record of the table
 */
public interface Task<R extends Record> {

    /** The entry as it was claimed. Extensions of the lease raise its version; {@link #fence} returns the current one. */
    IndexEntry<R> entry();

    /** The id of the entry. */
    default String id() {
        return entry().id();
    }

    /** When it was due before the claim. */
    Instant dueAt();

    /**
     * Whether the claim still holds. False once the lease could not be extended in time, or once the entry has been
     * changed, also by the handler. The outcome that the handler returns then has no effect.
     */
    boolean isHeld();

    /**
     * The version with which the handler itself can end the claim, for example in a transition that also writes the result.
     * The lease is no longer extended from then on. The handler returns {@link Outcome#ended()} if it did end the claim.
     */
    int fence();
}

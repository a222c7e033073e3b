package dev.nvent.store.index;

import java.time.Instant;
import org.jooq.Record;

/**
 * An entry that its claimant holds until the lease ends. Its version is the fencing token: an operation that expects this
 * version fails once the entry has been claimed or changed since.
 *
 * @param entry the entry as it is since the claim, with the version that the claim gave it
 * @param dueAt when it was due before the claim; for an entry whose lease ran out, the end of that lease, except for
 *     scheduler jobs, which remember the run that they were claimed for
 * @param leaseEnd when it is due again, by the clock of the database
 * @param <R> the record of the table
 */
public record Claim<R extends Record>(IndexEntry<R> entry, Instant dueAt, Instant leaseEnd) {

    /** The id of the entry. */
    public String id() {
        return entry.id();
    }

    /** The fencing token. */
    public int version() {
        return entry.version();
    }
}

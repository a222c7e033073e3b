package dev.nvent.store.internal.work;

import dev.nvent.store.index.Claim;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.work.Task;
import dev.nvent.store.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The claim of a worker on an entry: its current version, and until when it holds by the clock of this process. */
final class HeldTask<R extends Record> implements Task<R> {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Claim<R> claim;
    private final Duration lease;

    /** An extension changes the version, so none may be under way when the version is used to end the claim. */
    private final ReentrantLock extension = new ReentrantLock();

    private int version;
    private boolean isFenced;
    private volatile boolean isLost;
    private volatile long heldUntil;

    /** @param since {@link System#nanoTime} before the claim was sent, so that this process never believes in it too long */
    HeldTask(Claim<R> claim, Duration lease, long since) {
        this.claim = claim;
        this.lease = lease;
        this.version = claim.version();
        this.heldUntil = since + lease.toNanos();
    }

    @Override
    public IndexEntry<R> entry() {
        return claim.entry();
    }

    @Override
    public Instant dueAt() {
        return claim.dueAt();
    }

    @Override
    public boolean isHeld() {
        return !isLost && heldUntil - System.nanoTime() > 0;
    }

    @Override
    public int fence() {
        extension.lock();
        try {
            isFenced = true;
            return version;
        } finally {
            extension.unlock();
        }
    }

    /** Extends the lease once half of it is over, unless the claim is about to end or is lost. */
    void extend(SortedIndex<R> index) {
        extension.lock();
        try {
            long now = System.nanoTime();
            if (isFenced || isLost || heldUntil - now > lease.toNanos() / 2) {
                return;
            }
            if (index.extend(id(), version, lease) instanceof UpdateResult.Updated(int extended)) {
                version = extended;
                heldUntil = now + lease.toNanos();
            } else {
                isLost = true;
            }
        } finally {
            extension.unlock();
        }
    }

    /** Logs that the claim did not last until its end. */
    void logLost(String subject) {
        LOG.warn("The claim of '{}' on '{}' was lost before its handler ended.", id(), subject);
    }
}

package dev.nvent.store.internal.subscription;

import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subscription.HintStatements.Hint;
import dev.nvent.store.schema.Namespace;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies the subscriptions of other processes that events have been committed: by NOTIFY from a thread of its own, never
 * within a transaction that appends, and at most once in ten milliseconds. Only a hint: polling finds what it misses. While
 * no other process runs a subscription, it looks for one on a connection of the store's pool, ever more rarely, and opens
 * no connection for hints. Thread-safe.
 */
public final class CommitHints {

    private static final Logger LOG = LoggerFactory.getLogger(CommitHints.class);
    private static final Operation NOTIFY = Operation.of("subscriptions.notify", null);
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long MIN_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MAX_LOOK_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Database database;
    private final Database forHints;
    private final Hint hint;
    /** Whether another process ran a subscription when this one looked last. */
    private boolean isHeard;

    private long look = MIN_LOOK_NANOS;
    private volatile boolean isDue;
    private volatile boolean isClosed;
    private volatile @Nullable Thread thread;

    /**
     * @param forHints for statements that must not wait for those of handlers
     * @param process the name of this process in the table of subscriptions
     */
    public CommitHints(Database database, Database forHints, Namespace namespace, String process) {
        this.database = database;
        this.forHints = forHints;
        this.hint = new Hint(payload(namespace), process);
    }

    /** Identifies the store of a hint: all stores of a database share the channel. */
    static String payload(Namespace namespace) {
        return namespace.schema() + "." + namespace.prefix();
    }

    /** Events may have been committed. Sends nothing itself. */
    public void appended() {
        if (!isDue && !isClosed) {
            isDue = true;
            LockSupport.unpark(startedThread());
        }
    }

    /** Sends no further hints. */
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }

    private Thread startedThread() {
        Thread present = thread;
        return present != null ? present : start();
    }

    private synchronized Thread start() {
        Thread present = thread;
        if (present == null) {
            present = Thread.ofPlatform().daemon().name("nvent-commit-hints").start(this::run);
            thread = present;
        }
        return present;
    }

    private void run() {
        while (!isClosed) {
            if (isDue) {
                isDue = false;
                pause(send() ? INTERVAL_NANOS : nextLook());
            } else {
                LockSupport.park(this);
            }
        }
    }

    /** Answers whether another process runs a subscription. */
    private boolean send() {
        try {
            boolean isFound = isHeard || database.read(NOTIFY, HintStatements.lookForOthers(hint));
            isHeard = isFound && forHints.read(NOTIFY, HintStatements.notifyOthers(hint));
            if (isHeard) {
                look = MIN_LOOK_NANOS;
            }
            return isHeard;
        } catch (StoreException e) {
            LOG.debug("Cannot notify other processes of new events; they find them by polling", e);
            return false;
        } catch (RuntimeException e) {
            LOG.warn("Cannot notify other processes of new events; they find them by polling", e);
            return false;
        }
    }

    private long nextLook() {
        long pause = look;
        look = Math.min(look * 2, MAX_LOOK_NANOS);
        return pause;
    }

    private void pause(long nanos) {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !isClosed; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }
}

package dev.nvent.store.internal.subscription;

import static dev.nvent.store.jooq.Tables.SUBSCRIPTIONS;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.schema.Namespace;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jooq.Query;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the subscriptions of other processes that events have been committed: by NOTIFY from a thread of its own, never
 * within a transaction that appends, and at most once in ten milliseconds. Only a hint: polling finds what it misses. While
 * no other process runs a subscription, one statement a second finds that out. Thread-safe.
 */
public final class CommitHints {

    static final String CHANNEL = "nvent_events";

    private static final Logger LOG = LoggerFactory.getLogger(CommitHints.class);
    private static final Operation NOTIFY = Operation.of("subscriptions.notify", null);
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long UNHEARD_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Template<Hint, Boolean> NOTIFY_OTHERS =
            Template.of(CommitHints::notifyOthers, Answer.exists());

    private final Database database;
    private final Hint hint;
    private volatile boolean isDue;
    private volatile boolean isClosed;
    private volatile @Nullable Thread thread;

    private record Hint(String namespace, String process) {}

    /**
     * @param database for statements that must not wait for those of handlers
     * @param process the name of this process in the table of subscriptions
     */
    public CommitHints(Database database, Namespace namespace, String process) {
        this.database = database;
        this.hint = new Hint(payload(namespace), process);
    }

    /** Which store a hint is about, since the channel is that of the database. */
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
                pause(send() ? INTERVAL_NANOS : UNHEARD_INTERVAL_NANOS);
            } else {
                LockSupport.park(this);
            }
        }
    }

    /** Answers whether another process runs a subscription. */
    private boolean send() {
        try {
            return database.read(NOTIFY, NOTIFY_OTHERS.with(hint));
        } catch (StoreException e) {
            LOG.debug("Other processes are not told about new events, and find them by polling", e);
            return false;
        } catch (RuntimeException e) {
            LOG.warn("Other processes are not told about new events, and find them by polling", e);
            return false;
        }
    }

    private void pause(long nanos) {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !isClosed; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private static Query notifyOthers(Binder<Hint> bind) {
        var others = selectOne()
                .from(SUBSCRIPTIONS)
                .where(SUBSCRIPTIONS.OWNER.ne(bind.value(SUBSCRIPTIONS.OWNER, Hint::process)))
                .and(SUBSCRIPTIONS.LEASE_UNTIL.gt(Routines.nventClockMillis()));
        return select(function(
                        name("pg_catalog", "pg_notify"),
                        SQLDataType.OTHER,
                        inline(CHANNEL),
                        bind.value(SQLDataType.CLOB, Hint::namespace)))
                .whereExists(others);
    }
}

package dev.nvent.store.internal.sql;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.PendingWrite.Reply;
import dev.nvent.store.observation.StoreStatistics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Lets the writes of concurrent callers share transactions. A caller returns when its own write is committed. While one
 * group is being committed, the next one gathers, in the order of arrival. A caller without competition sends its write
 * itself.
 *
 * <p>A statement that fails rolls back its group before anything is committed; each caller then sends its own statement
 * alone, so that no caller fails because of another. Only if a commit gets no answer does the whole group fail, since its
 * outcome is unknown.
 */
final class GroupCommit implements AutoCloseable {

    /** While one worker commits, the other gathers the next group, and sends it too if the group only appends. */
    private static final int WORKERS = 2;

    private static final int MAX_GROUP = 500;
    private static final int MAX_WAITING = 10_000;

    private final DataSource connections;
    private final boolean joinsTransactions;
    private final StatementExecutor executor;
    private final Observations observations;
    private final Duration patience;
    private final BlockingQueue<PendingWrite<?>> queue = new LinkedBlockingQueue<>(MAX_WAITING);
    private final List<Thread> workers = new ArrayList<>();
    /** Groups that lock rows are serialised, so that none waits for the locks of another; appends run in parallel. */
    private final ReadWriteLock rowLocks = new ReentrantReadWriteLock();

    private final AtomicInteger callers = new AtomicInteger();
    private final LongAdder committedGroups = new LongAdder();
    private final LongAdder committedWrites = new LongAdder();
    private volatile boolean closed;

    /** @param patience how long a write waits for a connection to be sent on */
    GroupCommit(DataSource connections, StatementExecutor executor, Observations observations, Duration patience) {
        this.connections = BoundTransactions.detached(connections);
        this.joinsTransactions = BoundTransactions.isJoinedBy(connections);
        this.executor = executor;
        this.observations = observations;
        this.patience = patience;
        for (int worker = 1; worker <= WORKERS; worker++) {
            workers.add(Thread.ofPlatform()
                    .daemon()
                    .name("nvent-store-group-commit-" + worker)
                    .start(this::run));
        }
    }

    /**
     * Sends a write together with those of other callers, and waits until it is committed. Blocks while the queue is full.
     *
     * @param alone sends the write by itself: without concurrent callers, in a transaction of the caller, after a group was
     *     rolled back, or because it is a batch, which saves commits by itself
     */
    <T> T send(Operation call, Statement<?, T> statement, Supplier<T> alone) {
        boolean isOnlyCaller = callers.incrementAndGet() == 1;
        try {
            boolean isGrouped = !isOnlyCaller && statement.template().isGroupable() && !isInTransaction();
            return isGrouped ? sendInGroup(call, statement, alone) : alone.get();
        } finally {
            callers.decrementAndGet();
        }
    }

    private boolean isInTransaction() {
        return joinsTransactions && BoundTransactions.isActive();
    }

    private <T> T sendInGroup(Operation call, Statement<?, T> statement, Supplier<T> alone) {
        var write = new PendingWrite<>(call, statement, System.nanoTime() + patience.toNanos());
        try {
            return switch (enqueue(write) ? write.await() : new Reply.Withdrawn<T>()) {
                case Reply.Committed<T>(T result) -> {
                    observations.grouped();
                    yield result;
                }
                case Reply.SendAlone<T>() -> {
                    observations.sent();
                    yield alone.get();
                }
                case Reply.Withdrawn<T>() -> throw noConnection(call);
            };
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private DatabaseException noConnection(Operation call) {
        return SqlStates.translateUnsent(
                call, new SQLException("none was available for a group within " + patience.toMillis() + " ms"));
    }

    /** Ends the workers. Refuses writes that wait for a group, of which there are none if all calls have ended. */
    @Override
    public void close() {
        closed = true;
        workers.forEach(Thread::interrupt);
        refuseWaiting();
    }

    private void refuseWaiting() {
        for (PendingWrite<?> write = queue.poll(); write != null; write = queue.poll()) {
            if (write.take()) {
                write.refuse();
            }
        }
    }

    StoreStatistics.Groups statistics() {
        return new StoreStatistics.Groups(committedGroups.sum(), committedWrites.sum(), queue.size());
    }

    /** @return false if the queue stayed full until the write's time was up */
    private boolean enqueue(PendingWrite<?> write) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    boolean isIn = queue.offer(write, write.remainingNanos(), TimeUnit.NANOSECONDS);
                    if (closed) {
                        refuseWaiting();
                    }
                    return isIn;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (!closed) {
            try {
                commitWith(queue.take());
            } catch (InterruptedException e) {
                // The thread is private; only close interrupts it.
            }
        }
    }

    /** A group gathers until it has a connection, so that a caller who waits for one in vain can give up. */
    private void commitWith(PendingWrite<?> first) {
        Connection connection;
        try {
            connection = connections.getConnection();
        } catch (SQLException | RuntimeException e) {
            gather(first).forEach(write -> write.failUnsent(e));
            return;
        }
        try (connection) {
            commit(connection, gather(first));
        } catch (SQLException e) {
            // The pool did not take the connection back. All writes have their replies.
        }
    }

    private List<PendingWrite<?>> gather(PendingWrite<?> first) {
        var group = new ArrayList<PendingWrite<?>>();
        group.add(first);
        queue.drainTo(group, MAX_GROUP - 1);
        group.removeIf(write -> !write.take());
        return group;
    }

    private void commit(Connection connection, List<PendingWrite<?>> writes) {
        if (writes.isEmpty()) {
            return;
        }
        try {
            send(connection, writes);
        } catch (Throwable e) {
            // Nothing is committed. The callers meet the error again if it is their own.
            writes.forEach(write -> write.retryAlone(e));
        }
    }

    /** @throws SQLException if nothing of the group is committed */
    private void send(Connection connection, List<PendingWrite<?>> writes) throws SQLException {
        var group = new Group(
                writes.stream().<Statement<?, ?>>map(PendingWrite::statement).toList());
        Lock lock = group.locksRows() ? rowLocks.writeLock() : rowLocks.readLock();
        if (!acquire(lock, writes.getFirst().remainingNanos())) {
            writes.forEach(write -> write.failUnsent(new SQLException("the previous group got no answer")));
            return;
        }
        try {
            if (group.isOneStatement()) {
                reply(writes, () -> group.sendAndCommit(executor, connection));
            } else {
                Object[] results = sendUncommitted(connection, group);
                reply(writes, () -> {
                    connection.commit();
                    return results;
                });
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean acquire(Lock lock, long nanos) {
        try {
            return lock.tryLock(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // The store is closing, and no longer waits for this group.
            return false;
        }
    }

    private Object[] sendUncommitted(Connection connection, Group group) throws SQLException {
        try {
            connection.setAutoCommit(false);
            return group.send(executor, connection);
        } catch (Throwable e) {
            Transactions.undo(connection::rollback, e);
            throw e;
        }
    }

    private interface Commit {
        Object[] run() throws SQLException;
    }

    private void reply(List<PendingWrite<?>> writes, Commit commit) throws SQLException {
        Object[] results;
        try {
            results = commit.run();
        } catch (Throwable e) {
            if (SqlStates.isRefused(e)) {
                throw e;
            }
            // The outcome is unknown, so the writes must not be sent again.
            writes.forEach(each -> each.fail(e));
            return;
        }
        // Before the callers return, who may read them.
        committedGroups.increment();
        committedWrites.add(results.length);
        for (int i = 0; i < results.length; i++) {
            writes.get(i).complete(results[i]);
        }
        observations.groupCommitted(
                results.length, patience.toNanos() - writes.getFirst().remainingNanos());
    }
}

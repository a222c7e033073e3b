package dev.nvent.store.internal.sql;

import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.observation.StoreStatistics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
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
    private static final long IDLE_MILLIS = 100;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final DataSource connections;
    private final boolean joinsTransactions;
    private final StatementExecutor executor;
    private final Observations observations;
    private final BlockingQueue<PendingWrite<?>> queue = new LinkedBlockingQueue<>(MAX_WAITING);
    private final List<Thread> workers = new ArrayList<>();
    /** Groups that lock rows are serialised, so that none waits for the locks of another; appends run in parallel. */
    private final ReadWriteLock rowLocks = new ReentrantReadWriteLock();

    private final AtomicInteger callers = new AtomicInteger();
    private final LongAdder committedGroups = new LongAdder();
    private final LongAdder committedWrites = new LongAdder();
    private volatile boolean closed;

    /** The reply to a waiting caller. */
    private sealed interface Reply<T> {
        /** Its write is committed. */
        record Committed<T>(T result) implements Reply<T> {}

        /** Its write is not committed, and no group will send it. */
        record SendAlone<T>() implements Reply<T> {}
    }

    /** A write whose caller waits. */
    private record PendingWrite<T>(
            Operation call, Statement<?, T> statement, CompletableFuture<Reply<T>> reply, long enqueuedNanos) {

        @SuppressWarnings("unchecked") // It is the result of this statement.
        void complete(Object result) {
            reply.complete(new Reply.Committed<>((T) result));
        }

        /** The caller retries on its own if that is safe. */
        void fail(Throwable e) {
            if (SqlStates.isSafeToRetry(e)) {
                sendAlone();
            } else {
                reply.completeExceptionally(e instanceof SQLException sql ? SqlStates.translate(call, sql) : e);
            }
        }

        void sendAlone() {
            reply.complete(new Reply.SendAlone<>());
        }
    }

    GroupCommit(DataSource connections, StatementExecutor executor, Observations observations) {
        this.connections = BoundTransactions.detached(connections);
        this.joinsTransactions = BoundTransactions.isJoinedBy(connections);
        this.executor = executor;
        this.observations = observations;
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
     *     rolled back, or because it is a pipeline or a batch, which saves commits by itself
     */
    <T> T send(Operation call, Executable<T> executable, Supplier<T> alone) {
        boolean isOnlyCaller = callers.incrementAndGet() == 1;
        try {
            return !isOnlyCaller
                            && !isInTransaction()
                            && executable instanceof Statement<?, T> statement
                            && statement.template().isGroupable()
                    ? sendInGroup(call, statement, alone)
                    : alone.get();
        } finally {
            callers.decrementAndGet();
        }
    }

    private boolean isInTransaction() {
        return joinsTransactions && BoundTransactions.isActive();
    }

    private <T> T sendInGroup(Operation call, Statement<?, T> statement, Supplier<T> alone) {
        var write = new PendingWrite<>(call, statement, new CompletableFuture<Reply<T>>(), System.nanoTime());
        enqueue(write);
        try {
            return switch (write.reply().join()) {
                case Reply.Committed<T>(T result) -> {
                    observations.grouped();
                    yield result;
                }
                case Reply.SendAlone<T>() -> {
                    observations.sent();
                    yield alone.get();
                }
            };
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Refuses new writes, and waits until the accepted ones are committed. */
    @Override
    public void close() {
        closed = true;
        workers.forEach(GroupCommit::join);
        // A write that entered the queue at the last moment is refused by the check at the start of each attempt.
        queue.forEach(PendingWrite::sendAlone);
        awaitCallers();
    }

    /** Bounded, since a caller may wait for a lock that the closing thread holds. */
    private void awaitCallers() {
        long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        boolean interrupted = false;
        while (callers.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    StoreStatistics.Groups statistics() {
        return new StoreStatistics.Groups(committedGroups.sum(), committedWrites.sum(), queue.size());
    }

    private void enqueue(PendingWrite<?> write) {
        boolean interrupted = false;
        while (true) {
            if (closed) {
                throw new StoreClosedException(write.call(), "store");
            }
            try {
                if (queue.offer(write, IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
                    refuseIfClosed(write);
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The workers may have ended between the check of {@code closed} and the entry into the queue. */
    private void refuseIfClosed(PendingWrite<?> write) {
        if (closed && queue.remove(write)) {
            throw new StoreClosedException(write.call(), "store");
        }
    }

    private void run() {
        while (!closed || !queue.isEmpty()) {
            try {
                PendingWrite<?> first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    var group = new ArrayList<PendingWrite<?>>();
                    group.add(first);
                    queue.drainTo(group, MAX_GROUP - 1);
                    commit(group);
                }
            } catch (InterruptedException e) {
                // The thread is private; an interrupt has no meaning for it.
            }
        }
    }

    private void commit(List<PendingWrite<?>> writes) {
        try (Connection connection = connections.getConnection()) {
            send(connection, writes);
        } catch (Throwable e) {
            // Writes without a reply are not committed. Their callers meet the error again if it is their own.
            writes.forEach(PendingWrite::sendAlone);
        }
    }

    /** @throws SQLException if nothing of the group is committed */
    private void send(Connection connection, List<PendingWrite<?>> writes) throws SQLException {
        var group = new Group(
                writes.stream().<Statement<?, ?>>map(PendingWrite::statement).toList());
        Lock lock = group.locksRows() ? rowLocks.writeLock() : rowLocks.readLock();
        lock.lock();
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

    private Object[] sendUncommitted(Connection connection, Group group) throws SQLException {
        try {
            connection.setAutoCommit(false);
            return group.send(executor, connection);
        } catch (Throwable e) {
            connection.rollback();
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
        for (int i = 0; i < results.length; i++) {
            writes.get(i).complete(results[i]);
        }
        committedGroups.increment();
        committedWrites.add(results.length);
        observations.groupCommitted(
                results.length, System.nanoTime() - writes.getFirst().enqueuedNanos());
    }
}

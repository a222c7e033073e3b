package dev.nvent.store.sql;

import dev.nvent.store.error.Call;
import dev.nvent.store.error.StoreClosedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Lets the writes of concurrent callers share transactions. A caller returns when its own write is committed. While one
 * group is on its way to the disk, the next one gathers; who waits longest goes first. Who writes alone sends alone.
 *
 * <p>A statement that fails takes its group back before anything of it was committed; each caller then sends its own
 * alone, so that nobody fails with another. Only where what commits got no answer does the whole group fail, since nobody
 * knows what became of it.
 */
final class GroupCommit implements AutoCloseable {

    /** Two: while one group is on its way, the next one gathers, and is sent too if it only appends. */
    private static final int LANES = 2;

    private static final int MAX_GROUP = 500;
    private static final int MAX_WAITING = 10_000;
    private static final long IDLE_MILLIS = 100;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final DataSource connections;
    private final PreparedExecution execution;
    private final BlockingQueue<Waiting<?>> queue = new LinkedBlockingQueue<>(MAX_WAITING);
    private final List<Thread> lanes = new ArrayList<>();
    /**
     * Groups that lock rows go one after the other, so that none waits for the locks of another; those that only append go
     * at once.
     */
    private final ReadWriteLock writing = new ReentrantReadWriteLock();

    private final AtomicInteger callers = new AtomicInteger();
    private volatile boolean closed;

    /** A write and the caller who waits for it. Completed with null where the caller is to send it alone. */
    private record Waiting<T>(Call call, SqlStatement<T> statement, CompletableFuture<Outcome<T>> outcome) {

        @SuppressWarnings("unchecked") // It is the outcome of this very statement.
        void complete(Outcome<?> made) {
            outcome.complete((Outcome<T>) made);
        }

        /** Alone it is tried again, if that is safe. */
        void fail(Throwable e) {
            if (SqlStates.isSafeToRetry(e)) {
                sendAlone();
            } else {
                outcome.completeExceptionally(e instanceof SQLException sql ? SqlStates.translate(call, sql) : e);
            }
        }

        void sendAlone() {
            outcome.complete(null);
        }
    }

    GroupCommit(DataSource connections, PreparedExecution execution) {
        this.connections = connections;
        this.execution = execution;
        for (int lane = 1; lane <= LANES; lane++) {
            lanes.add(Thread.ofPlatform()
                    .daemon()
                    .name("nvent-store-commits-" + lane)
                    .start(this::run));
        }
    }

    /**
     * Sends a write with those of others and waits until it is committed. Waits for a place in the queue too, if it is
     * full.
     *
     * @param alone sends it by itself: where nobody else is writing; if its group was taken back; if it is a pipeline, of
     *     which the server commits several at once by itself
     */
    <T> Outcome<T> send(Call call, SqlUnit<T> unit, Supplier<Outcome<T>> alone) {
        boolean isFirst = callers.incrementAndGet() == 1;
        try {
            return !isFirst && unit instanceof SqlStatement<T> statement
                    ? together(call, statement).orElseGet(alone)
                    : alone.get();
        } finally {
            callers.decrementAndGet();
        }
    }

    private <T> Optional<Outcome<T>> together(Call call, SqlStatement<T> statement) {
        var waiting = new Waiting<>(call, statement, new CompletableFuture<Outcome<T>>());
        enqueue(waiting);
        try {
            return Optional.ofNullable(waiting.outcome().join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Refuses new writes, and waits until those that wait, or are sent alone, are committed. */
    @Override
    public void close() {
        closed = true;
        lanes.forEach(GroupCommit::await);
        // Whoever came in at the last moment is told by the check that each statement begins with.
        queue.forEach(Waiting::sendAlone);
        awaitCallers();
    }

    /** Not for ever: one of them may wait for a lock that whoever closes holds. */
    private void awaitCallers() {
        long deadline = System.nanoTime() + LONGEST_CLOSE.toNanos();
        boolean interrupted = false;
        while (callers.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Thread lane) {
        boolean interrupted = false;
        while (lane.isAlive()) {
            try {
                lane.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void enqueue(Waiting<?> waiting) {
        boolean interrupted = false;
        while (true) {
            if (closed) {
                throw new StoreClosedException(waiting.call(), "store");
            }
            try {
                if (queue.offer(waiting, IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
                    refuseIfTooLate(waiting);
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

    /** The lanes may have ended between the look at {@code closed} and the place in the queue. */
    private void refuseIfTooLate(Waiting<?> waiting) {
        if (closed && queue.remove(waiting)) {
            throw new StoreClosedException(waiting.call(), "store");
        }
    }

    private void run() {
        while (!closed || !queue.isEmpty()) {
            try {
                Waiting<?> first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    var group = new ArrayList<Waiting<?>>();
                    group.add(first);
                    queue.drainTo(group, MAX_GROUP - 1);
                    commit(group);
                }
            } catch (InterruptedException e) {
                // Nobody has this thread to interrupt it.
            }
        }
    }

    private void commit(List<Waiting<?>> waiting) {
        try (Connection connection = connections.getConnection()) {
            send(connection, waiting);
        } catch (Throwable e) {
            // Who was not answered by now has nothing committed, and meets the error again if it is its own.
            waiting.forEach(Waiting::sendAlone);
        }
    }

    /** @throws SQLException if nothing of it is committed */
    private void send(Connection connection, List<Waiting<?>> waiting) throws SQLException {
        var group = new Group(
                waiting.stream().<SqlStatement<?>>map(Waiting::statement).toList());
        Lock lock = group.locks() ? writing.writeLock() : writing.readLock();
        lock.lock();
        try {
            if (group.isOneStatement()) {
                answer(waiting, () -> group.sendAndCommit(execution, connection));
            } else {
                List<Outcome<?>> outcomes = uncommitted(connection, group);
                answer(waiting, () -> {
                    connection.commit();
                    return outcomes;
                });
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Outcome<?>> uncommitted(Connection connection, Group group) throws SQLException {
        try {
            connection.setAutoCommit(false);
            return group.send(execution, connection);
        } catch (Throwable e) {
            connection.rollback();
            throw e;
        }
    }

    private interface Commit {
        List<Outcome<?>> run() throws SQLException;
    }

    private static void answer(List<Waiting<?>> waiting, Commit commit) throws SQLException {
        List<Outcome<?>> outcomes;
        try {
            outcomes = commit.run();
        } catch (Throwable e) {
            if (SqlStates.isRefused(e)) {
                throw e;
            }
            // Nobody knows what became of it, so nobody may send it again.
            waiting.forEach(each -> each.fail(e));
            return;
        }
        for (int i = 0; i < outcomes.size(); i++) {
            waiting.get(i).complete(outcomes.get(i));
        }
    }
}

package dev.nvent.store.sql;

import dev.nvent.store.error.Call;
import dev.nvent.store.error.StoreClosedException;
import java.sql.Connection;
import java.sql.SQLException;
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

    /** Two: one group can gather and be sent while another one is being committed. */
    private static final int LANES = 2;

    private static final int MAX_GROUP = 500;
    private static final int MAX_WAITING = 10_000;
    private static final long IDLE_MILLIS = 100;

    private final DataSource connections;
    private final PreparedExecution execution;
    private final BlockingQueue<Waiting<?>> queue = new LinkedBlockingQueue<>(MAX_WAITING);
    private final List<Thread> lanes = new ArrayList<>();
    /**
     * Groups write one after the other, so that they wait for a commit at most, and never for each other's locks; those that
     * take no locks write at once.
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
        if (!(unit instanceof SqlStatement<T> statement)) {
            return alone.get();
        }
        try {
            return callers.incrementAndGet() == 1
                    ? alone.get()
                    : together(call, statement).orElseGet(alone);
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

    /** Refuses new writes, and waits until those that wait are committed. */
    @Override
    public void close() {
        closed = true;
        lanes.forEach(GroupCommit::await);
        // Whoever came in at the last moment is told by the check that each statement begins with.
        queue.forEach(Waiting::sendAlone);
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

    private void commit(List<Waiting<?>> group) {
        try (Connection connection = connections.getConnection()) {
            if (group.size() == 1) {
                sendSingle(connection, group.getFirst());
            } else {
                sendGroup(connection, group);
            }
        } catch (Throwable e) {
            // Who was not answered by now has nothing committed, and meets the error again if it is its own.
            group.forEach(Waiting::sendAlone);
        }
    }

    /** Commits by itself, so that any error may come after that. */
    private <T> void sendSingle(Connection connection, Waiting<T> waiting) {
        try {
            waiting.complete(execution.send(connection, waiting.statement()));
        } catch (Throwable e) {
            waiting.fail(e);
        }
    }

    /** @throws SQLException if nothing of it is committed */
    private void sendGroup(Connection connection, List<Waiting<?>> waiting) throws SQLException {
        var group = new Group(
                waiting.stream().<SqlStatement<?>>map(Waiting::statement).toList());
        List<Outcome<?>> outcomes = group.isOneStatement() ? null : sent(connection, group);
        try {
            if (outcomes == null) {
                outcomes = sentAndCommitted(connection, group);
            } else {
                connection.commit();
            }
        } catch (Throwable e) {
            if (e instanceof SQLException sql && SqlStates.isRefused(sql)) {
                throw sql;
            }
            // Nobody knows what became of it, so nobody may send it again.
            waiting.forEach(each -> each.fail(e));
            return;
        }
        for (int i = 0; i < outcomes.size(); i++) {
            waiting.get(i).complete(outcomes.get(i));
        }
    }

    private List<Outcome<?>> sentAndCommitted(Connection connection, Group group) throws SQLException {
        Lock lock = lockFor(group);
        try {
            return group.sendAndCommit(execution, connection);
        } finally {
            lock.unlock();
        }
    }

    private List<Outcome<?>> sent(Connection connection, Group group) throws SQLException {
        Lock lock = lockFor(group);
        try {
            connection.setAutoCommit(false);
            return group.send(execution, connection);
        } catch (Throwable e) {
            connection.rollback();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private Lock lockFor(Group group) {
        Lock lock = group.locks() ? writing.writeLock() : writing.readLock();
        lock.lock();
        return lock;
    }
}

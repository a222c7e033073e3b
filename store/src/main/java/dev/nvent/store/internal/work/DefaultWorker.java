package dev.nvent.store.internal.work;

import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.index.Claim;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.TaskHandler;
import dev.nvent.store.work.Worker;
import dev.nvent.store.work.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jooq.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims due entries, and hands them to handlers. One thread claims, one extends leases, one deletes what was completed, and up
 * to {@code concurrency} threads run handlers.
 */
public final class DefaultWorker<R extends Record> implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

    private final String subject;
    private final SortedIndex<R> index;
    private final WorkerOptions options;
    private final HandlerCalls<R> calls;
    private final Consumer<DefaultWorker<?>> onClose;

    private final Set<HeldTask<R>> held = ConcurrentHashMap.newKeySet();
    private final CompletedTasks<R> completed;
    private final Signal hasRoom = new Signal();
    private final Signal hasWork = new Signal();
    private final Thread claims;
    private final ThreadPoolExecutor handlers;
    private final ScheduledExecutorService extensions;
    private volatile boolean isClosing;

    private DefaultWorker(
            String subject,
            SortedIndex<R> index,
            WorkerOptions options,
            TaskHandler<R> handler,
            Consumer<DefaultWorker<?>> onClose) {
        this.subject = subject;
        this.index = index;
        this.options = options;
        this.calls = new HandlerCalls<>(subject, handler, options.failures(), () -> isClosing);
        this.completed = new CompletedTasks<>(subject, index, this::remove, threads("deletions"));
        this.onClose = onClose;
        this.claims = threads("claims").newThread(this::claim);
        this.handlers = new ThreadPoolExecutor(
                options.concurrency(),
                options.concurrency(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads("handler"));
        this.extensions = Executors.newSingleThreadScheduledExecutor(threads("extensions"));
    }

    /**
     * Starts a worker.
     *
     * @param index of the store, not of a transaction
     * @param onClose is called when it is closed
     */
    public static <R extends Record> DefaultWorker<R> start(
            String subject,
            SortedIndex<R> index,
            WorkerOptions options,
            TaskHandler<R> handler,
            Consumer<DefaultWorker<?>> onClose) {
        var worker = new DefaultWorker<>(subject, index, options, handler, onClose);
        long period = options.lease().toNanos() / 8;
        worker.extensions.scheduleWithFixedDelay(worker::extend, period, period, TimeUnit.NANOSECONDS);
        worker.claims.start();
        return worker;
    }

    private static ThreadFactory threads(String name) {
        return Thread.ofVirtual().name("nvent-worker-" + name + "-", 0).factory();
    }

    @Override
    public void wakeUp() {
        hasWork.set();
    }

    @Override
    public int held() {
        return held.size();
    }

    // Claims

    private void claim() {
        IndexQuery<Record> due = IndexQuery.all().withFilter(options.filter());
        int capacity = options.concurrency() + options.prefetch();
        // Half of the prefetched entries, so that a claim brings several.
        int lowWater = options.concurrency() + options.prefetch() / 2 - 1;
        Duration idle = options.minIdle();
        while (!isClosing) {
            if (held.size() > lowWater) {
                hasRoom.await(options.maxIdle());
                continue;
            }
            int wanted = capacity - held.size();
            int found = claim(due.withLimit(wanted));
            if (found == wanted) {
                idle = options.minIdle();
                continue;
            }
            idle = found > 0 ? options.minIdle() : idle;
            if (hasWork.await(idle)) {
                idle = options.minIdle();
            } else {
                Duration next = idle.multipliedBy(2);
                idle = next.compareTo(options.maxIdle()) < 0 ? next : options.maxIdle();
            }
        }
    }

    private int claim(IndexQuery<Record> due) {
        long before = System.nanoTime();
        List<Claim<R>> found;
        try {
            found = index.claim(due, options.lease());
        } catch (StoreClosedException e) {
            isClosing = true;
            return 0;
        } catch (RuntimeException e) {
            LOG.warn("The worker on '{}' could not claim entries and tries again.", subject, e);
            return 0;
        }
        for (Claim<R> claim : found) {
            var task = new HeldTask<>(claim, options.lease(), before);
            held.add(task);
            try {
                handlers.execute(new Handling(task));
            } catch (RejectedExecutionException e) {
                release(task);
            }
        }
        return found.size();
    }

    private void extend() {
        for (HeldTask<R> task : held) {
            try {
                task.extend(index);
            } catch (RuntimeException e) {
                LOG.warn(
                        "The worker on '{}' could not extend the lease of '{}' and tries again.",
                        subject,
                        task.id(),
                        e);
            }
        }
    }

    // Handlers

    private final class Handling implements Runnable {

        private final HeldTask<R> task;

        Handling(HeldTask<R> task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (isClosing) {
                release(task);
            } else if (task.isHeld()) {
                end(task, calls.outcome(task));
            } else {
                LOG.warn("The lease of '{}' on '{}' ended before a handler was free.", task.id(), subject);
                remove(task);
            }
        }
    }

    private void end(HeldTask<R> task, Outcome outcome) {
        int version = task.fence();
        switch (outcome) {
            case Outcome.Completed() -> completed.delete(task);
            case Outcome.DueAgain(DueTime dueTime, Map<String, ?> patch) -> {
                try {
                    if (!index.reschedule(task.id(), version, dueTime, patch).isUpdated()) {
                        task.logLost(subject);
                    }
                } catch (RuntimeException e) {
                    LOG.warn("'{}' on '{}' is due again when its lease ends.", task.id(), subject, e);
                } finally {
                    remove(task);
                }
            }
            case Outcome.Ended() -> remove(task);
        }
    }

    private void release(HeldTask<R> task) {
        try {
            index.release(task.id(), task.fence());
        } catch (StoreException e) {
            LOG.debug("'{}' on '{}' is due again when its lease ends.", task.id(), subject, e);
        } finally {
            remove(task);
        }
    }

    private void remove(HeldTask<R> task) {
        held.remove(task);
        hasRoom.set();
    }

    // Close

    @Override
    public void close() {
        close(options.drainTimeout(), AFTER_INTERRUPT);
    }

    /** Closes it within a time in all: a fifth of it is for handlers that were interrupted, and for deletions. */
    public void close(Duration limit) {
        Duration rest = limit.isNegative() ? Duration.ZERO : limit.dividedBy(10);
        Duration drain = limit.minus(rest.multipliedBy(2));
        close(drain.compareTo(options.drainTimeout()) < 0 ? drain : options.drainTimeout(), rest);
    }

    private void close(Duration drainTimeout, Duration afterInterrupt) {
        long deadline = System.nanoTime() + drainTimeout.toNanos();
        isClosing = true;
        hasRoom.set();
        hasWork.set();
        boolean interrupted = !Threads.join(claims, drainTimeout);
        var waiting = new ArrayList<Runnable>();
        handlers.getQueue().drainTo(waiting);
        handlers.shutdown();
        waiting.forEach(Runnable::run);
        interrupted |= !Threads.terminate(handlers, Duration.ofNanos(deadline - System.nanoTime()), afterInterrupt);
        interrupted |= !completed.close(afterInterrupt);
        extensions.shutdownNow();
        onClose.accept(this);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

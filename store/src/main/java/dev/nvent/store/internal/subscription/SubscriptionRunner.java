package dev.nvent.store.internal.subscription;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subscription.Horizons.View;
import dev.nvent.store.subscription.EventSource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the subscriptions of a process. One thread polls the horizons of their tables and renews the leases of their
 * partitions; it sends at most two statements a second while nothing happens, however many subscriptions there are. Each
 * partition has a worker of its own. Thread-safe.
 */
public final class SubscriptionRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRunner.class);
    private static final long RENEWAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long EARLY_RENEWAL_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Database database;
    private final Horizons horizons;
    private final Optional<HintListener> hints;
    private final String process = process();
    private final LeaseRenewal renewal;
    private final OutageLog polling = new OutageLog("look for events");
    private final PositionSaves saves;
    private final Map<EventSource, SharedSource> sources = new ConcurrentHashMap<>();
    private final Map<String, RunningSubscription> running = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition signalled = lock.newCondition();
    private final Condition moved = lock.newCondition();
    private volatile boolean isSignalled;
    private boolean isRenewalDue;
    private @Nullable Thread thread;
    private boolean isClosed;

    /**
     * A runner of no subscription yet.
     *
     * @param database for statements that must not wait for those of handlers
     * @param events where events are read and positions saved
     * @param hints of other processes; if empty, polling alone finds their events
     */
    public SubscriptionRunner(Database database, Database events, String tablePrefix, Optional<HintListener> hints) {
        this.database = database;
        this.renewal = new LeaseRenewal(database, process);
        this.saves = new PositionSaves(events);
        this.hints = hints;
        this.horizons = new Horizons(database, tablePrefix);
    }

    private static String process() {
        return ManagementFactory.getRuntimeMXBean().getName() + "/"
                + UUID.randomUUID().toString().substring(0, 8);
    }

    /** The name of this process in the table of subscriptions. */
    public String processName() {
        return process;
    }

    Database database() {
        return database;
    }

    /** How positions are saved outside of transactions. */
    PositionSaves saves() {
        return saves;
    }

    /** The events of a source, for all partitions that follow it. */
    SharedSource events(Source source) {
        return sources.computeIfAbsent(source.events(), any -> new SharedSource(source));
    }

    /** Runs a subscription from now on. */
    void start(Operation call, RunningSubscription subscription) {
        horizons.watch(subscription.settings().source().table());
        lock.lock();
        try {
            if (isClosed) {
                throw new StoreClosedException(call, "store");
            }
            if (running.putIfAbsent(subscription.name(), subscription) != null) {
                throw new InvalidInputException(
                        "name",
                        "a subscription that this store does not run yet (withPartitions runs one in parallel)",
                        "'" + subscription.name() + "' for the second time");
            }
            if (thread == null) {
                thread =
                        Thread.ofPlatform().daemon().name("nvent-subscriptions").start(this::run);
            }
            isRenewalDue = true;
            isSignalled = true;
            signalled.signal();
        } finally {
            lock.unlock();
        }
        hints.ifPresent(listener -> listener.start(this::signal));
    }

    /** Stops to run a subscription. */
    void remove(RunningSubscription subscription) {
        running.remove(subscription.name(), subscription);
    }

    /** Events may have been committed: polls soon. */
    public void signal() {
        if (isSignalled || running.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            isSignalled = true;
            signalled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all workers, to look at what else they wait for. */
    void wakeWorkers() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How far the events of a subscription have settled. */
    View view(Settings settings) {
        return horizons.of(settings.source().table());
    }

    /**
     * Waits until a horizon meets a condition.
     *
     * @param cancelled ends the wait too
     * @return whether the condition is met
     */
    boolean await(Settings settings, Predicate<View> condition, BooleanSupplier cancelled, Duration limit)
            throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!condition.test(view(settings))) {
                if (left <= 0 || cancelled.getAsBoolean()) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Drains all subscriptions. */
    public void close(Duration limit) {
        List<RunningSubscription> all;
        lock.lock();
        try {
            isClosed = true;
            all = List.copyOf(running.values());
        } finally {
            lock.unlock();
        }
        long deadline = System.nanoTime() + limit.toNanos();
        all.forEach(RunningSubscription::stop);
        all.forEach(subscription -> subscription.close(Duration.ofNanos(deadline - System.nanoTime())));
        hints.ifPresent(HintListener::close);
        endThread();
    }

    private void endThread() {
        lock.lock();
        try {
            signalled.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long nextRenewal = System.nanoTime();
        var polls = new PollSchedule(nextRenewal);
        while (awaitWork(polls.earliest(), Math.min(nextRenewal, polls.latest()))) {
            boolean isEarly;
            boolean isPollDue;
            lock.lock();
            try {
                isEarly = isRenewalDue;
                isPollDue = isSignalled;
                isRenewalDue = false;
                isSignalled = false;
            } finally {
                lock.unlock();
            }
            if (isEarly || System.nanoTime() >= nextRenewal) {
                sources.values().forEach(SharedSource::expire);
                boolean isUnsettled = renewal.renew(List.copyOf(running.values()));
                nextRenewal = System.nanoTime() + (isUnsettled ? EARLY_RENEWAL_NANOS : RENEWAL_NANOS);
            }
            if (isPollDue || System.nanoTime() >= polls.latest()) {
                long before = horizons.drawn();
                boolean hasMoved = poll();
                polls.polled(System.nanoTime(), hasMoved, horizons.isPending(), horizons.drawn() - before);
            }
        }
    }

    /**
     * Waits until there is something to do. Answers false when closed.
     *
     * @param earliest when to do what is asked for, so that several signals in a row become one
     * @param until when to return without a signal
     */
    private boolean awaitWork(long earliest, long until) {
        lock.lock();
        try {
            while (!(isClosed && running.isEmpty())) {
                long left = (isSignalled || isRenewalDue ? Math.min(earliest, until) : until) - System.nanoTime();
                if (left <= 0) {
                    return true;
                }
                signalled.awaitNanos(left);
            }
            return false;
        } catch (InterruptedException e) {
            LOG.warn("The thread of the subscriptions was interrupted, and continues");
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean poll() {
        return !running.isEmpty() && polling.run(this::pollHorizons, false);
    }

    private boolean pollHorizons() {
        boolean hasMoved = horizons.poll();
        if (hasMoved) {
            wakeWorkers();
            running.values().forEach(subscription -> subscription.reportProblem(view(subscription.settings())));
        }
        return hasMoved;
    }
}

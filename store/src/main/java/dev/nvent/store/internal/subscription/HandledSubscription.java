package dev.nvent.store.internal.subscription;

import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subscription.BalanceStatements.Claimed;
import dev.nvent.store.internal.subscription.OwnedPartition.Sharing;
import dev.nvent.store.subscription.Subscriptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A subscription with a handler. Each partition has a thread of its own, which does not keep the process alive. */
final class HandledSubscription extends RunningSubscription {

    private final Database database;
    private final Processing processing;
    private final SharedSource events;
    private final PositionSaves saves;
    private final Map<OwnedPartition, Thread> threads = new ConcurrentHashMap<>();

    HandledSubscription(
            SubscriptionRunner runner, Settings settings, Subscriptions all, Database database, Processing processing) {
        super(runner, settings, all);
        this.database = database;
        this.processing = processing;
        this.events = runner.events(settings.source());
        this.saves = runner.saves();
    }

    @Override
    void started(OwnedPartition partition) {
        var worker = new PartitionWorker(runner(), database, settings(), partition, processing);
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("nvent-subscription-" + name() + "-" + partition.number())
                .unstarted(() -> {
                    try {
                        worker.run();
                    } finally {
                        events.leave(settings().partitions());
                        threads.remove(partition);
                        ended(partition);
                    }
                });
        synchronized (threads) {
            threads.put(partition, thread);
            events.follow(settings().partitions());
            thread.start();
        }
    }

    /** Only threads that have been started, for which alone one can wait. */
    private List<Thread> startedThreads() {
        synchronized (threads) {
            return List.copyOf(threads.values());
        }
    }

    @Override
    void awaitEnd(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        for (Thread thread : startedThreads()) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            try {
                thread.join(left.isPositive() ? left : Duration.ofMillis(1));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    OwnedPartition owned(int number, Claimed claimed) {
        return new OwnedPartition(database, settings(), number, claimed, Optional.of(new Sharing(events, saves)));
    }
}

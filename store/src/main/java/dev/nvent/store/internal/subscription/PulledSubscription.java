package dev.nvent.store.internal.subscription;

import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.Transaction;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.PartitionLostException;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subscription.BalanceStatements.Claimed;
import dev.nvent.store.internal.subscription.Horizons.View;
import dev.nvent.store.subscription.PullSubscription;
import dev.nvent.store.subscription.SubscribedEvent;
import dev.nvent.store.subscription.Subscriptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** A subscription without a handler. Its monitor guards its partitions, since any thread may poll and acknowledge. */
final class PulledSubscription extends RunningSubscription implements PullSubscription {

    /** Retries of parked events do not move the horizon. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Database database;
    private final Function<Transaction, Database> databases;
    private final Operation call;
    private final Set<OwnedPartition> outstanding = new HashSet<>();
    private int next;
    private volatile boolean isClosed;

    /** @param databases the database of a transaction of the store */
    PulledSubscription(
            SubscriptionRunner runner,
            Settings settings,
            Subscriptions all,
            Database database,
            Function<Transaction, Database> databases) {
        super(runner, settings, all);
        this.database = database;
        this.databases = databases;
        this.call = Operation.of("subscription.poll", settings.name());
    }

    @Override
    public Optional<Batch> poll(Duration maxWait) {
        validate(call, () -> Checks.duration(maxWait, "maxWait"));
        long deadline = System.nanoTime() + maxWait.toNanos();
        while (true) {
            View seen = runner().view(settings());
            Optional<Batch> batch = next();
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (batch.isPresent() || !left.isPositive()) {
                return batch;
            }
            int owned = partitions().size();
            try {
                runner().await(
                                settings(),
                                view -> !view.equals(seen),
                                () -> partitions().size() != owned,
                                left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    private synchronized Optional<Batch> next() {
        if (isClosed) {
            throw new StoreClosedException(call, "subscription");
        }
        View horizon = runner().view(settings());
        if (!horizon.problem().isEmpty() || horizon.settled() < 0) {
            return Optional.empty();
        }
        List<OwnedPartition> owned = owned();
        for (int i = 0; i < owned.size(); i++) {
            OwnedPartition partition = owned.get(Math.floorMod(next++, owned.size()));
            if (partition.isLost()) {
                outstanding.remove(partition);
                ended(partition);
            } else if (!partition.isStopping() && !outstanding.contains(partition)) {
                Optional<Batch> batch = next(partition, horizon);
                if (batch.isPresent()) {
                    return batch;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Batch> next(OwnedPartition partition, View horizon) {
        try {
            Optional<Batch> batch = partition
                    .nextRetry()
                    .<Batch>map(event -> retried(partition, event))
                    .or(() -> partition.next(horizon).map(found -> pulled(partition, found)));
            batch.ifPresent(any -> outstanding.add(partition));
            return batch;
        } catch (PartitionLostException e) {
            ended(partition);
            return Optional.empty();
        }
    }

    private Batch retried(OwnedPartition partition, SubscribedEvent event) {
        return new PulledBatch(partition, List.of(event), within -> partition.unpark(within, event.id()));
    }

    private Batch pulled(OwnedPartition partition, PartitionReads.Batch batch) {
        return new PulledBatch(partition, batch.events(), within -> {
            partition.saveProgress(within, batch, batch.events().getLast().id());
            if (within != database) {
                partition.reloadNext();
            }
        });
    }

    /** Saved on a database, or in a transaction of the caller. */
    private synchronized void save(OwnedPartition partition, Runnable save) {
        if (!outstanding.contains(partition)) {
            throw new PartitionLostException(call, partition.number());
        }
        save.run();
    }

    private synchronized void done(OwnedPartition partition) {
        outstanding.remove(partition);
        if (partition.isStopping()) {
            release(partition);
        }
    }

    /** A poll keeps the monitor for as long as its statement takes, which must hold up neither other partitions nor a close. */
    @Override
    void stop(OwnedPartition partition) {
        if (!partition.isStopping()) {
            super.stop(partition);
            inBackground(() -> releaseIdle(partition));
        }
    }

    private synchronized void releaseIdle(OwnedPartition partition) {
        if (!outstanding.contains(partition) && owned().contains(partition)) {
            release(partition);
        }
    }

    private Thread inBackground(Runnable work) {
        return Thread.ofPlatform()
                .daemon()
                .name("nvent-subscription-" + name() + "-release")
                .start(work);
    }

    private void release(OwnedPartition partition) {
        try {
            partition.release();
        } catch (StoreException e) {
            // It belongs to this process until its lease expires.
        }
        ended(partition);
    }

    @Override
    void started(OwnedPartition partition) {
        // The caller polls.
    }

    /** Batches that are not acknowledged by now are delivered again. */
    @Override
    void awaitEnd(Duration limit) {
        isClosed = true;
        Thread releasing = inBackground(this::releaseAll);
        try {
            releasing.join(limit.isPositive() ? limit : Duration.ofMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void releaseAll() {
        outstanding.clear();
        owned().forEach(this::release);
    }

    /** It shares nothing: the caller's thread may be in a transaction. */
    @Override
    OwnedPartition owned(int number, Claimed claimed) {
        return new OwnedPartition(database, settings(), number, claimed, Optional.empty());
    }

    /** The next events of a partition, or a parked event that is handled again. */
    private final class PulledBatch implements Batch {

        private final OwnedPartition partition;
        private final List<SubscribedEvent> events;
        private final Consumer<Database> save;

        /** @param save saves that the events are handled */
        PulledBatch(OwnedPartition partition, List<SubscribedEvent> events, Consumer<Database> save) {
            this.partition = partition;
            this.events = events;
            this.save = save;
        }

        @Override
        public int partition() {
            return partition.number();
        }

        @Override
        public List<SubscribedEvent> events() {
            return events;
        }

        @Override
        public boolean acknowledge() {
            try {
                save(partition, () -> save.accept(database));
                done(partition);
                return true;
            } catch (PartitionLostException e) {
                done(partition);
                return false;
            }
        }

        @Override
        public void acknowledge(Transaction transaction) {
            save(partition, () -> save.accept(databases.apply(transaction)));
            done(partition);
        }

        @Override
        public void release() {
            done(partition);
        }
    }
}

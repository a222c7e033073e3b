package dev.nvent.store.internal.subscription;

import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.Transaction;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.PartitionLostException;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subscription.Horizons.View;
import dev.nvent.store.subscription.PullSubscription;
import dev.nvent.store.subscription.SubscribedEvent;
import dev.nvent.store.subscription.Subscriptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A subscription without a handler. Its monitor guards its partitions, since any thread may poll and acknowledge. */
final class PulledSubscription extends RunningSubscription implements PullSubscription {

    private final Database database;
    private final Function<Transaction, Database> databases;
    private final Operation call;
    private final Set<OwnedPartition> outstanding = new HashSet<>();
    private int next;
    private boolean isClosed;

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
            runner().await(
                            settings(),
                            view -> !view.equals(seen),
                            () -> partitions().size() != owned,
                            left);
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
                    .<Batch>map(event -> new RetriedBatch(partition, event))
                    .or(() -> partition.next(horizon).map(found -> new PulledBatch(partition, found)));
            batch.ifPresent(any -> outstanding.add(partition));
            return batch;
        } catch (PartitionLostException e) {
            ended(partition);
            return Optional.empty();
        }
    }

    /** Saved on a database, or in a transaction of the caller's. */
    private synchronized void acknowledge(OwnedPartition partition, Runnable save) {
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

    @Override
    void stop(OwnedPartition partition) {
        synchronized (this) {
            super.stop(partition);
            if (!outstanding.contains(partition)) {
                release(partition);
            }
        }
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
    synchronized void awaitEnd(Duration limit) {
        isClosed = true;
        outstanding.clear();
        owned().forEach(this::release);
    }

    @Override
    Database eventDatabase() {
        return database;
    }

    /** The next events of a partition. */
    private final class PulledBatch implements Batch {

        private final OwnedPartition partition;
        private final OwnedPartition.Batch batch;

        PulledBatch(OwnedPartition partition, OwnedPartition.Batch batch) {
            this.partition = partition;
            this.batch = batch;
        }

        @Override
        public int partition() {
            return partition.number();
        }

        @Override
        public List<SubscribedEvent> events() {
            return batch.events();
        }

        @Override
        public boolean acknowledge() {
            try {
                PulledSubscription.this.acknowledge(
                        partition,
                        () -> partition.saveProgress(
                                database, batch, batch.events().getLast().id()));
                done(partition);
                return true;
            } catch (PartitionLostException e) {
                done(partition);
                return false;
            }
        }

        @Override
        public void acknowledge(Transaction transaction) {
            PulledSubscription.this.acknowledge(
                    partition,
                    () -> partition.saveProgress(
                            databases.apply(transaction),
                            batch,
                            batch.events().getLast().id()));
            partition.reloadNext();
            done(partition);
        }

        @Override
        public void release() {
            done(partition);
        }
    }

    /** A parked event that is handled again. */
    private final class RetriedBatch implements Batch {

        private final OwnedPartition partition;
        private final SubscribedEvent event;

        RetriedBatch(OwnedPartition partition, SubscribedEvent event) {
            this.partition = partition;
            this.event = event;
        }

        @Override
        public int partition() {
            return partition.number();
        }

        @Override
        public List<SubscribedEvent> events() {
            return List.of(event);
        }

        @Override
        public boolean acknowledge() {
            try {
                PulledSubscription.this.acknowledge(partition, () -> partition.unpark(database, event.id()));
                done(partition);
                return true;
            } catch (PartitionLostException e) {
                done(partition);
                return false;
            }
        }

        @Override
        public void acknowledge(Transaction transaction) {
            PulledSubscription.this.acknowledge(
                    partition, () -> partition.unpark(databases.apply(transaction), event.id()));
            done(partition);
        }

        @Override
        public void release() {
            done(partition);
        }
    }
}

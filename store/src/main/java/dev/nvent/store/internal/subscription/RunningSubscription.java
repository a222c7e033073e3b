package dev.nvent.store.internal.subscription;

import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.internal.subscription.BalanceStatements.Claimed;
import dev.nvent.store.internal.subscription.Horizons.View;
import dev.nvent.store.internal.subscription.PartitionStatements.Change;
import dev.nvent.store.subscription.Subscription;
import dev.nvent.store.subscription.SubscriptionStatus;
import dev.nvent.store.subscription.Subscriptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A subscription of this process: takes and gives up partitions. Subclasses handle their events. */
abstract class RunningSubscription implements Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(RunningSubscription.class);

    private final SubscriptionRunner runner;
    private final Settings settings;
    private final Subscriptions all;
    private final Operation call;
    private final Map<Integer, OwnedPartition> owned = new ConcurrentHashMap<>();
    /** Nothing is claimed any more once it has been stopped. */
    private final Lock claiming = new ReentrantLock();

    private volatile boolean isStopping;
    private String problem = "";
    private boolean isMissing;

    RunningSubscription(SubscriptionRunner runner, Settings settings, Subscriptions all) {
        this.runner = runner;
        this.settings = settings;
        this.all = all;
        this.call = Operation.of("subscription.balance", settings.name());
    }

    /** A partition belongs to this process from now on. */
    abstract void started(OwnedPartition partition);

    /** Waits until nothing is done with the events of its partitions any more. */
    abstract void awaitEnd(Duration limit);

    /** Stops to work on a partition; calls {@link #ended} once that is done. */
    void stop(OwnedPartition partition) {
        partition.stop();
    }

    /** A partition that was started is not used any more. */
    final void ended(OwnedPartition partition) {
        owned.remove(partition.number(), partition);
    }

    final SubscriptionRunner runner() {
        return runner;
    }

    final Settings settings() {
        return settings;
    }

    @Override
    public final String name() {
        return settings.name();
    }

    @Override
    public final Set<Integer> partitions() {
        return owned.values().stream()
                .filter(partition -> !partition.isStopping())
                .map(OwnedPartition::number)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public final SubscriptionStatus status() {
        return all.status(settings.name())
                .orElseThrow(() -> new StoreClosedException(
                        Operation.of("subscription.status", settings.name()), "deleted subscription"));
    }

    final List<OwnedPartition> owned() {
        return List.copyOf(owned.values());
    }

    /** Refuses further partitions, and lets go of the present ones. */
    final void stop() {
        claiming.lock();
        try {
            isStopping = true;
        } finally {
            claiming.unlock();
        }
        owned.values().forEach(this::stop);
        runner.wakeWorkers();
    }

    @Override
    public final void close() {
        close(settings.closeTimeout());
    }

    final void close(Duration limit) {
        Duration wait = limit.compareTo(settings.closeTimeout()) < 0 ? limit : settings.closeTimeout();
        stop();
        awaitEnd(wait);
        runner.remove(this);
    }

    /** Logs once that a table cannot be followed, and once that it can again. */
    final void reportProblem(View view) {
        if (!view.problem().equals(problem)) {
            problem = view.problem();
            if (problem.isEmpty()) {
                LOG.info("Subscription {} continues", name());
            } else {
                LOG.error("Subscription {} waits: {}", name(), DefaultSubscriptions.explain(problem));
            }
        }
    }

    /**
     * Brings the partitions of this process in line with what is stored.
     *
     * @param rows all partitions, with the leases of this process renewed
     * @return whether a partition is about to change hands
     */
    final boolean balance(List<PartitionRow> rows) {
        if (rows.isEmpty()) {
            if (!isMissing) {
                LOG.warn("Subscription {} was deleted; this process stops it", name());
                isMissing = true;
            }
            owned.values().forEach(OwnedPartition::lose);
            runner.wakeWorkers();
            return false;
        }
        for (PartitionRow row : rows) {
            Optional<OwnedPartition> mine = Optional.ofNullable(owned.get(row.number()));
            boolean isOwner = row.isOwnedBy(runner.processName());
            mine.filter(partition -> !isOwner || partition.fence() != row.fence())
                    .ifPresent(OwnedPartition::lose);
            mine.filter(partition -> row.retryRequested()).ifPresent(OwnedPartition::requestRetries);
            if (isOwner && mine.isEmpty()) {
                // The answer to its claim was lost, or its worker has ended with an error.
                var change = new Change(name(), row.number(), row.fence(), row.position(), "");
                runner.database().write(call, PartitionStatements.release(change));
            }
        }
        if (isStopping) {
            return false;
        }
        Balance balance = Balance.of(rows, runner.processName());
        balance.claims().forEach(this::claim);
        balance.requests().forEach(this::request);
        balance.handOvers()
                .forEach(number -> Optional.ofNullable(owned.get(number)).ifPresent(this::stop));
        runner.wakeWorkers();
        return !balance.claims().isEmpty()
                || !balance.requests().isEmpty()
                || rows.stream().anyMatch(row -> row.wantedBy().isPresent());
    }

    private void claim(int number) {
        claiming.lock();
        try {
            // Its former worker of this process may still be in a handler.
            if (!isStopping && !owned.containsKey(number)) {
                runner.database()
                        .write(call, BalanceStatements.claim(name(), number, runner.processName(), LeaseRenewal.LEASE))
                        .map(claimed -> owned(number, claimed))
                        .ifPresent(partition -> {
                            owned.put(number, partition);
                            started(partition);
                        });
            }
        } finally {
            claiming.unlock();
        }
    }

    private void request(int number) {
        runner.database()
                .write(call, BalanceStatements.request(name(), number, runner.processName(), LeaseRenewal.LEASE));
    }

    /** A partition that this process has claimed. */
    abstract OwnedPartition owned(int number, Claimed claimed);
}

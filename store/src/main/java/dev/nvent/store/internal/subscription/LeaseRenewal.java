package dev.nvent.store.internal.subscription;

import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subscription.PartitionStatements.Change;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Renews the leases of all partitions of this process with one statement, saves positions that have moved without an event to
 * handle, and balances the partitions between the processes. Used by one thread.
 */
final class LeaseRenewal {

    static final Duration LEASE = Duration.ofSeconds(5);

    private static final Operation RENEW = Operation.of("subscriptions.renew", null);
    private static final long IDLE_SAVE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Database database;
    private final String process;
    private final OutageLog outages = new OutageLog("renew their leases");
    private long nextIdleSave = System.nanoTime() + IDLE_SAVE_NANOS;

    LeaseRenewal(Database database, String process) {
        this.database = database;
        this.process = process;
    }

    /** Answers whether a partition is about to change hands, or may be, since the renewal failed. */
    boolean renew(List<RunningSubscription> subscriptions) {
        return !subscriptions.isEmpty() && outages.run(() -> renewAndBalance(subscriptions), true);
    }

    private boolean renewAndBalance(List<RunningSubscription> subscriptions) {
        List<String> names =
                subscriptions.stream().map(RunningSubscription::name).toList();
        Map<String, List<PartitionRow>> rows =
                database.write(RENEW, BalanceStatements.renew(process, names, LEASE)).stream()
                        .collect(Collectors.groupingBy(PartitionRow::name));
        saveIdle(subscriptions);
        boolean isUnsettled = false;
        for (RunningSubscription subscription : subscriptions) {
            isUnsettled |= subscription.balance(rows.getOrDefault(subscription.name(), List.of()));
        }
        return isUnsettled;
    }

    /** One statement for all partitions whose positions have moved over events of others. */
    private void saveIdle(List<RunningSubscription> subscriptions) {
        if (System.nanoTime() < nextIdleSave) {
            return;
        }
        nextIdleSave = System.nanoTime() + IDLE_SAVE_NANOS;
        Map<OwnedPartition, Change> moved = new HashMap<>();
        for (RunningSubscription subscription : subscriptions) {
            for (OwnedPartition partition : subscription.owned()) {
                partition.unsaved().ifPresent(change -> moved.put(partition, change));
            }
        }
        if (!moved.isEmpty()) {
            database.write(RENEW, PartitionStatements.saveIdle(List.copyOf(moved.values())));
            moved.forEach(OwnedPartition::savedWhileIdle);
        }
    }
}

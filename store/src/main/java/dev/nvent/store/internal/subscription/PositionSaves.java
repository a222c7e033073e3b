package dev.nvent.store.internal.subscription;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subscription.PartitionStatements.Change;
import dev.nvent.store.internal.subscription.PartitionStatements.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Saves the positions of partitions that are handled at the same time with one statement, so that they share its commit.
 * The first caller sends it for all that arrive until then. Each caller returns when its own position is committed, and
 * sends it alone if the common statement failed or found its row locked. Thread-safe.
 */
final class PositionSaves {

    /** How long the first caller waits for as many others as the last time. */
    private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Database database;
    private final ReentrantLock sending = new ReentrantLock();
    private final ReentrantLock gathering = new ReentrantLock();
    private final Condition joined = gathering.newCondition();
    private Optional<Group> next = Optional.empty();
    private int expected = 1;

    /** Positions that are saved together. */
    private static final class Group {
        private final Change first;
        private final List<Change> changes = new ArrayList<>();
        private final CompletableFuture<Set<PartitionId>> saved = new CompletableFuture<>();
        private boolean isUrgent;

        Group(Change first) {
            this.first = first;
        }
    }

    PositionSaves(Database database) {
        this.database = database;
    }

    /**
     * Saves a position.
     *
     * @param isUrgent whether further events wait for it
     * @return false if the partition has another owner, or the server has been restarted since
     */
    boolean save(Operation call, Change change, boolean isUrgent) {
        Group group = join(change, isUrgent);
        if (group.first == change) {
            send(call, group);
        }
        return group.saved.join().contains(change.id()) || database.write(call, PartitionStatements.save(change));
    }

    private Group join(Change change, boolean isUrgent) {
        gathering.lock();
        try {
            Group group = next.orElseGet(() -> new Group(change));
            next = Optional.of(group);
            group.changes.add(change);
            group.isUrgent |= isUrgent;
            joined.signal();
            return group;
        } finally {
            gathering.unlock();
        }
    }

    /** While one group is being committed, the next one gathers. */
    private void send(Operation call, Group group) {
        awaitOthers(group);
        sending.lock();
        try {
            List<Change> changes = complete(group);
            group.saved.complete(database.write(call, PartitionStatements.saveAll(changes)));
        } catch (DatabaseException e) {
            // Each caller meets the error again if it is its own; to save a position twice changes nothing.
            group.saved.complete(Set.of());
        } finally {
            sending.unlock();
            group.saved.complete(Set.of());
        }
    }

    private void awaitOthers(Group group) {
        long left = MAX_WAIT_NANOS;
        gathering.lock();
        try {
            while (!group.isUrgent && group.changes.size() < expected && left > 0) {
                left = joined.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Workers are stopped by a flag; the interrupt was meant for a handler.
        } finally {
            gathering.unlock();
        }
    }

    private List<Change> complete(Group group) {
        gathering.lock();
        try {
            next = Optional.empty();
            expected = group.changes.size();
            return group.changes;
        } finally {
            gathering.unlock();
        }
    }
}

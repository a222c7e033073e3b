package dev.nvent.store;

import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.WalPosition;
import java.time.Duration;
import java.util.Optional;

/** The operations on a read replica. */
final class OpenReplica extends DefaultOperations {

    private static final Operation REPLICA = Operation.of("replica");
    private static final Duration PAUSE = Duration.ofMillis(5);

    OpenReplica(Database database, Context context) {
        super(database, context);
    }

    /** Waits until the replica shows everything that is committed on the primary now. */
    boolean catchesUp(Database primary, Duration maxWait) {
        long deadline = System.nanoTime() + maxWait.toNanos();
        WalPosition target = primary.read(REPLICA, WalPosition.OF_PRIMARY);
        while (true) {
            Optional<WalPosition> replayed = database.read(REPLICA, WalPosition.OF_STANDBY);
            if (replayed.isPresent() && replayed.get().isAtLeast(target)) {
                return true;
            }
            // A server that is no standby will never show what the primary has.
            if (replayed.isEmpty() || System.nanoTime() >= deadline) {
                return false;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    void close(Duration limit) {
        database.end(limit);
    }
}

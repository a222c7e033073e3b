package dev.nvent.store.internal.kv;

import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.internal.sql.Database;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Removes expired keys that reads have found, in the background, so that no read waits for it or fails with it. It waits
 * for no lock. Keys that it does not remove are found again, or purged. One for each store; thread-safe.
 */
public final class ExpiredKeys {

    private static final int MAX_WAITING = 1_000;
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
    private static final Operation REMOVAL = Operation.of("kv.removeExpired");

    private final Database database;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long pausedUntil = System.nanoTime();

    /** @param database of the store, not of a transaction */
    public ExpiredKeys(Database database) {
        this.database = database;
    }

    void found(String key) {
        if (waiting.size() < MAX_WAITING && System.nanoTime() - pausedUntil >= 0) {
            waiting.add(key);
            start();
        }
    }

    private void start() {
        if (!waiting.isEmpty() && running.compareAndSet(false, true)) {
            Thread.ofVirtual().name("nvent-store-expired-keys").start(this::run);
        }
    }

    private void run() {
        List<String> keys = waiting.stream().sorted().toList();
        try {
            database.writeUnlessLocked(REMOVAL, KeySelectionStatements.deleteExpired(keys));
        } catch (StoreException e) {
            // Locked by a writer, on a standby, or without a connection.
            pausedUntil = System.nanoTime() + PAUSE_AFTER_ERROR.toNanos();
        } finally {
            keys.forEach(waiting::remove);
            running.set(false);
        }
        start();
    }
}

package dev.nvent.store.internal.sql;

import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StoreClosedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Counts the calls under way, so that closing refuses new ones and waits for these. Thread-safe. */
final class AcceptedCalls {

    private final String lifetime;
    private final AtomicInteger running = new AtomicInteger();
    private final ThreadLocal<Boolean> accepted = new ThreadLocal<>();
    private volatile boolean closed;

    /** @param lifetime what closing ends: {@code store} or {@code transaction} */
    AcceptedCalls(String lifetime) {
        this.lifetime = lifetime;
    }

    /** Must be followed by {@link #end}, unless it throws. */
    void begin(Operation call) {
        // Counted before the check: otherwise close might not wait for a call that has passed it.
        running.incrementAndGet();
        if (closed && accepted.get() == null) {
            end();
            throw closed(call);
        }
    }

    /** Runs work that begins several calls: if it is accepted, they are. */
    <T> T asOne(Operation call, Supplier<T> work) {
        begin(call);
        Boolean outer = accepted.get();
        accepted.set(true);
        try {
            return work.get();
        } finally {
            if (outer == null) {
                accepted.remove();
            }
            end();
        }
    }

    void end() {
        running.decrementAndGet();
    }

    boolean isClosed() {
        return closed;
    }

    StoreClosedException closed(Operation call) {
        return new StoreClosedException(call, lifetime);
    }

    /** Refuses further calls. */
    void close() {
        closed = true;
    }

    /** Waits for the calls under way, whatever interrupts. Some may remain when the time is up. */
    void awaitEnd(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        while (running.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.nvent.store.internal.sql;

import dev.nvent.store.error.Operation;
import dev.nvent.store.observation.OperationListener;
import dev.nvent.store.observation.OperationListener.Ongoing;
import dev.nvent.store.observation.OperationResult;
import dev.nvent.store.observation.OperationResult.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports operations to a listener. All statements of an operation are sent with the same {@link Operation} instance, on one
 * thread; the outermost call with it is reported. Without a listener every method returns at once. Thread-safe.
 */
public final class Observations {

    /** Reports nothing. */
    public static final Observations NONE = new Observations(List.of(), call -> "");

    private static final Logger LOG = LoggerFactory.getLogger(Observations.class);
    private static final Ongoing IGNORED = result -> {};

    private final @Nullable OperationListener listener;
    private final Function<Operation, String> targets;
    private final ThreadLocal<Running> current = new ThreadLocal<>();

    /** @param targets names the table or the subject type of an operation */
    public Observations(List<OperationListener> listeners, Function<Operation, String> targets) {
        this.listener = switch (listeners.size()) {
            case 0 -> null;
            case 1 -> listeners.getFirst();
            default -> new AllListeners(listeners);
        };
        this.targets = targets;
    }

    /** An operation that has not ended. */
    private static final class Running {
        private final Operation call;
        private final long began = System.nanoTime();
        private int roundTrips;
        private int retries;
        private boolean grouped;

        Running(Operation call) {
            this.call = call;
        }

        OperationResult result(@Nullable Throwable error) {
            Path path = roundTrips > 1 ? Path.SLOW : grouped ? Path.GROUPED : Path.FAST;
            return new OperationResult(
                    path, retries, Duration.ofNanos(System.nanoTime() - began), Optional.ofNullable(error));
        }
    }

    /** The work of an operation. */
    interface Work<T, X extends Exception> {
        T run() throws X;
    }

    <T, X extends Exception> T observe(Operation call, Work<T, X> work) throws X {
        if (listener == null) {
            return work.run();
        }
        @Nullable Running outer = current.get();
        return outer != null && outer.call == call ? work.run() : observe(listener, new Running(call), outer, work);
    }

    private <T, X extends Exception> T observe(
            OperationListener listener, Running running, @Nullable Running outer, Work<T, X> work) throws X {
        Ongoing ongoing = started(listener, running.call);
        current.set(running);
        @Nullable Throwable error = null;
        try {
            return work.run();
        } catch (Throwable e) {
            error = e;
            throw e;
        } finally {
            restore(outer);
            OperationResult result = running.result(error);
            notify(() -> ongoing.finished(result));
        }
    }

    private void restore(@Nullable Running outer) {
        if (outer == null) {
            current.remove();
        } else {
            current.set(outer);
        }
    }

    private Ongoing started(OperationListener listener, Operation call) {
        try {
            return listener.started(call.name(), targets.apply(call));
        } catch (Throwable e) {
            log(e);
            return IGNORED;
        }
    }

    /** A statement or a pipeline of the current operation is sent. */
    void sent() {
        update(running -> running.roundTrips++);
    }

    /** A conflict with a concurrent write is followed by another attempt. */
    void retried() {
        update(running -> running.retries++);
    }

    /** The write of the current operation has been committed with a group. */
    void grouped() {
        update(running -> running.grouped = true);
    }

    void groupCommitted(int writes, long waitNanos) {
        OperationListener notified = listener;
        if (notified != null) {
            notify(() -> notified.groupCommitted(writes, Duration.ofNanos(waitNanos)));
        }
    }

    private void update(Consumer<Running> change) {
        if (listener != null) {
            Running running = current.get();
            if (running != null) {
                change.accept(running);
            }
        }
    }

    /** Exceptions of a listener do not affect the operation. */
    static void notify(Runnable notification) {
        try {
            notification.run();
        } catch (Throwable e) {
            log(e);
        }
    }

    /** Errors too: a listener of another version of a library may fail to link. */
    private static void log(Throwable e) {
        LOG.warn("An OperationListener failed; the operation is not affected", e);
    }
}

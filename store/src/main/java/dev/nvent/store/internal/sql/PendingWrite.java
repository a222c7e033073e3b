package dev.nvent.store.internal.sql;

import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StoreClosedException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A write that waits for a group, and whose caller waits for the reply. */
final class PendingWrite<T> {

    private final Operation call;
    private final Statement<?, T> statement;
    private final long deadline;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<Reply<T>> reply = new CompletableFuture<>();

    /** The reply of a group to a write that did not fail. */
    sealed interface Reply<T> {
        /** It is committed. */
        record Committed<T>(T result) implements Reply<T> {

            /** Without the result. */
            @Override
            public String toString() {
                return "Committed";
            }
        }

        /** It is not committed, and no group will send it. */
        record SendAlone<T>() implements Reply<T> {}

        /** Its time was up before a group took it. */
        record Withdrawn<T>() implements Reply<T> {}
    }

    /** @param deadline until when it waits for a group, in {@link System#nanoTime()} */
    PendingWrite(Operation call, Statement<?, T> statement, long deadline) {
        this.call = call;
        this.statement = statement;
        this.deadline = deadline;
    }

    Operation call() {
        return call;
    }

    Statement<?, T> statement() {
        return statement;
    }

    long remainingNanos() {
        return deadline - System.nanoTime();
    }

    /**
     * Whether the caller of this method may decide about the write: a worker that sends it, or its own caller who gives up.
     */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    /** Waits for the reply, whatever interrupts. Once a group has taken the write, for as long as the group needs. */
    Reply<T> await() throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return taken.get() ? reply.get() : reply.get(remainingNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    if (take()) {
                        return new Reply.Withdrawn<>();
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @SuppressWarnings("unchecked") // It is the result of this statement.
    void complete(Object result) {
        reply.complete(new Reply.Committed<>((T) result));
    }

    /** Its outcome is unknown, unless the error says that nothing changed; then the caller tries again alone. */
    void fail(Throwable e) {
        if (SqlStates.isSafeToRetry(e)) {
            sendAlone();
        } else {
            reply.completeExceptionally(e instanceof SQLException sql ? SqlStates.translate(call, sql) : e);
        }
    }

    /** Nothing of it was sent. */
    void failUnsent(Exception e) {
        reply.completeExceptionally(SqlStates.translateUnsent(call, e));
    }

    /** It was certainly not committed. Its caller sends it alone, unless that would wait for a dead connection again. */
    void retryAlone(Throwable e) {
        if (e instanceof SQLException sql && SqlStates.isBroken(sql) && remainingNanos() <= 0) {
            reply.completeExceptionally(SqlStates.translateUncommitted(call, sql));
        } else {
            sendAlone();
        }
    }

    /** The store is closed. */
    void refuse() {
        reply.completeExceptionally(new StoreClosedException(call, "store"));
    }

    private void sendAlone() {
        reply.complete(new Reply.SendAlone<>());
    }
}

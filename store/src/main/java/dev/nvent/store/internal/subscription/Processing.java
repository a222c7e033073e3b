package dev.nvent.store.internal.subscription;

import dev.nvent.store.RetryPolicy;
import dev.nvent.store.Transaction;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.subscription.SubscribedEvent;
import dev.nvent.store.subscription.SubscriptionBuilder.BatchHandler;
import dev.nvent.store.subscription.SubscriptionBuilder.Handler;
import dev.nvent.store.subscription.SubscriptionBuilder.TransactionBatchHandler;
import dev.nvent.store.subscription.SubscriptionBuilder.TransactionHandler;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** How a handler and the position of a partition go together. */
@FunctionalInterface
interface Processing {

    /** Saves that the events up to an id are handled, on a database or in its transaction. */
    @FunctionalInterface
    interface Progress {
        /** @throws dev.nvent.store.error.PartitionLostException if the partition has another owner */
        void save(Database database, long eventId);
    }

    /**
     * Handles events and saves the progress.
     *
     * @param stopping whether to stop between two events
     */
    void process(List<SubscribedEvent> events, Progress progress, BooleanSupplier stopping)
            throws HandlerFailedException;

    /** Serialization failures and deadlocks are no failures of a handler. */
    RetryPolicy RETRIES = new RetryPolicy(10, Duration.ofMillis(5), Duration.ofMillis(200));

    /** How long at most a handled event is not saved, while others of its batch are handled. */
    Duration SAVE_INTERVAL = Duration.ofSeconds(1);

    /** At least once, one event at a time. */
    static Processing each(Database database, Handler handler) {
        return (events, progress, stopping) -> {
            long savedAt = System.nanoTime();
            long handled = 0;
            for (SubscribedEvent event : events) {
                if (stopping.getAsBoolean()) {
                    break;
                }
                try {
                    handler.handle(event);
                } catch (Throwable e) {
                    if (handled > 0) {
                        progress.save(database, handled);
                    }
                    throw new HandlerFailedException(event.id(), true, e);
                }
                handled = event.id();
                boolean isLast = event == events.getLast();
                if (!isLast && System.nanoTime() - savedAt > SAVE_INTERVAL.toNanos()) {
                    progress.save(database, handled);
                    savedAt = System.nanoTime();
                }
            }
            if (handled > 0) {
                progress.save(database, handled);
            }
        };
    }

    /** At least once, a batch at a time. */
    static Processing batches(Database database, BatchHandler handler) {
        return (events, progress, stopping) -> {
            try {
                handler.handle(events);
            } catch (Throwable e) {
                throw new HandlerFailedException(events.getLast().id(), events.size() == 1, e);
            }
            progress.save(database, events.getLast().id());
        };
    }

    /** Exactly once, one event at a time, with a transaction for all of them. */
    static Processing eachInTransaction(
            Operation call, Database database, Function<Database, Transaction> open, TransactionHandler handler) {
        return (events, progress, stopping) ->
                Processing.<HandlerFailedException>inTransaction(call, database, within -> {
                    Transaction transaction = open.apply(within);
                    long handled = 0;
                    for (SubscribedEvent event : events) {
                        if (stopping.getAsBoolean()) {
                            break;
                        }
                        try {
                            handler.handle(transaction, event);
                        } catch (Throwable e) {
                            throw new HandlerFailedException(event.id(), handled == 0, e);
                        }
                        handled = event.id();
                    }
                    if (handled > 0) {
                        progress.save(within, handled);
                    }
                });
    }

    /** Exactly once, a batch at a time. */
    static Processing batchesInTransaction(
            Operation call, Database database, Function<Database, Transaction> open, TransactionBatchHandler handler) {
        return (events, progress, stopping) ->
                Processing.<HandlerFailedException>inTransaction(call, database, within -> {
                    try {
                        handler.handle(open.apply(within), events);
                    } catch (Throwable e) {
                        throw new HandlerFailedException(events.getLast().id(), events.size() == 1, e);
                    }
                    progress.save(within, events.getLast().id());
                });
    }

    /** Work in a transaction. */
    @FunctionalInterface
    interface Work<X extends Exception> {
        void run(Database within) throws X;
    }

    /** Runs work in a transaction. */
    static <X extends Exception> void inTransaction(Operation call, Database database, Work<X> work) throws X {
        database.<Boolean, X>inTransaction(call, RETRIES, within -> {
            work.run(within);
            return true;
        });
    }
}

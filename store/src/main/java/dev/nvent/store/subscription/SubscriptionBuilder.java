package dev.nvent.store.subscription;

import dev.nvent.store.Transaction;
import dev.nvent.store.subject.StreamSubject;
import java.time.Duration;
import java.util.List;

/**
 * Describes a subscription and starts it: {@code store.subscribe("invoices").to("shop:order:17").handle(event -> …)}.
 * For one thread. Methods that start it send a few statements and return once the subscription exists;
 * events are then handled by threads of the store, one for each partition that this process owns.
 *
 * <p>A new subscription begins at its start position. An existing one continues at its stored position, and ignores the start
 * position.
 */
public interface SubscriptionBuilder {

    /** Handles one event, outside of a transaction. */
    @FunctionalInterface
    interface Handler {
        /** Handles the event. If it throws, the event is handled again, later. */
        void handle(SubscribedEvent event) throws Exception;
    }

    /** Handles several events at once, outside of a transaction. */
    @FunctionalInterface
    interface BatchHandler {
        /** Handles the events. If it throws, they are handled again one at a time, also those that it has handled. */
        void handle(List<SubscribedEvent> events) throws Exception;
    }

    /** Handles one event, in a transaction of the store. */
    @FunctionalInterface
    interface TransactionHandler {
        /** Handles the event; its changes in the transaction are committed together with the position. */
        void handle(Transaction transaction, SubscribedEvent event) throws Exception;
    }

    /** Handles several events at once, in a transaction of the store. */
    @FunctionalInterface
    interface TransactionBatchHandler {
        /** Handles the events; its changes in the transaction are committed together with the position. */
        void handle(Transaction transaction, List<SubscribedEvent> events) throws Exception;
    }

    /** Follows the stream of a subject. */
    SubscriptionBuilder to(String subject);

    /** Follows the stream of a typed subject. */
    SubscriptionBuilder to(StreamSubject<?> subject);

    /** Follows the events of a source. */
    SubscriptionBuilder to(EventSource source);

    /** The start position of a new subscription. Defaults to the beginning. */
    SubscriptionBuilder from(StartPosition start);

    /**
     * Splits the events into partitions by a hash of their stream key (the run, the trigger, the subject). Each partition is
     * handled by one process at a time, in the order of ids. The number cannot be changed later. Defaults to 1.
     *
     * @param partitions from 1 to 64
     */
    SubscriptionBuilder withPartitions(int partitions);

    /** The maximum number of events that are read, and passed to handlers of batches, at once. Defaults to 100. */
    SubscriptionBuilder withBatchSize(int size);

    /** How long to wait for a batch to fill. Defaults to zero. */
    SubscriptionBuilder withMaxWait(Duration wait);

    /**
     * The delays between attempts on an event whose handler fails, which grow exponentially, with jitter. Defaults to 100 ms,
     * and at most 1 minute.
     *
     * @param initial the first delay
     * @param max the upper bound of all delays
     */
    SubscriptionBuilder withBackoff(Duration initial, Duration max);

    /**
     * Parks an event after this number of failed attempts, and continues with the next. By default the handler is called
     * until it succeeds. Attempts that failed because the database was not available do not count.
     *
     * @see Subscriptions#parked
     */
    SubscriptionBuilder withParkingAfter(int attempts);

    /** How long closing waits for handlers to return. Defaults to 30 seconds. */
    SubscriptionBuilder withCloseTimeout(Duration timeout);

    /** Starts it: at least once. The position is saved after the events of a batch, and at least every second. */
    Subscription handle(Handler handler);

    /** Starts it: at least once. The position is saved when the handler has returned. */
    Subscription handleBatches(BatchHandler handler);

    /** Starts it: exactly once, for effects in the transaction. The events of a batch share a transaction. */
    Subscription handleInTransaction(TransactionHandler handler);

    /** Starts it: exactly once, for effects in the transaction. */
    Subscription handleBatchesInTransaction(TransactionBatchHandler handler);

    /** Starts it without a handler: the caller polls for events and acknowledges them. */
    PullSubscription pull();
}

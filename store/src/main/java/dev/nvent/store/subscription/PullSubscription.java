package dev.nvent.store.subscription;

import dev.nvent.store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A subscription whose caller polls for events. Thread-safe. */
public interface PullSubscription extends Subscription {

    /**
     * The next events of one of the partitions that this process owns. A partition returns no further events until its last
     * batch is acknowledged or released.
     *
     * @param maxWait how long to wait for events; an interrupt ends the wait, and the flag of the thread is then set
     */
    Optional<Batch> poll(Duration maxWait);

    /** Events of one partition, in the order of their ids. */
    interface Batch {

        /** The partition. */
        int partition();

        /** The events; at least one. */
        List<SubscribedEvent> events();

        /**
         * Saves the position after the last of the events.
         *
         * @return false if another process has taken the partition over and handles these events too
         */
        boolean acknowledge();

        /**
         * Saves the position in a transaction of the caller, so that it commits together with the caller's changes.
         *
         * @throws dev.nvent.store.error.PartitionLostException if another process has taken the partition over; the
         *     transaction must be rolled back, as it is when the exception leaves it
         */
        void acknowledge(Transaction transaction);

        /** Gives the events back: the next poll returns them again. */
        void release();
    }
}

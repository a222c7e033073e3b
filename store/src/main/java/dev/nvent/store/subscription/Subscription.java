package dev.nvent.store.subscription;

import java.util.Set;

/** A subscription that this process runs. Thread-safe. */
public interface Subscription extends AutoCloseable {

    /** The name. */
    String name();

    /** The partitions that this process owns at the moment; the others belong to other processes. */
    Set<Integer> partitions();

    /**
     * The state of the whole subscription, in all processes.
     *
     * @throws dev.nvent.store.error.StoreClosedException if it was deleted
     */
    SubscriptionStatus status();

    /**
     * Stops: waits for handlers under way to return, saves the positions and gives the partitions to other processes. No
     * handler is interrupted; one that has not returned within the time limit continues, and its events are handled
     * again. May be called again; must not be called by a handler.
     */
    @Override
    void close();
}

package dev.nvent.store.subscription;

import java.util.List;

/**
 * Follows events without a stored position. It holds no resources, so it need not be closed. For one thread.
 *
 * @see Subscriptions#follow
 */
public interface EventFollower {

    /**
     * The next events in the order of their ids, at most 1,000; empty if there are none yet. No event with a smaller id is
     * committed later, so an event waits for the open transactions that may still commit one. Sends two statements; one
     * while nothing has happened.
     *
     * @throws dev.nvent.store.error.SchemaException if the events cannot be followed any more: the server has become a
     *     standby, or the ids have begun again
     */
    List<SubscribedEvent> poll();
}

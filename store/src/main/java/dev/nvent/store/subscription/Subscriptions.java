package dev.nvent.store.subscription;

import java.util.List;
import java.util.Optional;

/** The subscriptions of all processes. Thread-safe. */
public interface Subscriptions {

    /** The names of all subscriptions, sorted. One statement. */
    List<String> names();

    /** The state of a subscription; empty if there is none of this name. A few statements. */
    Optional<SubscriptionStatus> status(String name);

    /** The parked events of a subscription in the order of their ids, at most 1,000. One statement. */
    List<ParkedEvent> parked(String name);

    /**
     * Asks the owner of its partition to handle a parked event again, within seconds. It stays parked until its handler
     * succeeds. It may be handled after later events of its stream. One statement.
     *
     * @return whether there is such an event
     */
    boolean retry(String name, long eventId);

    /** As {@link #retry}, for all parked events of a subscription. Returns how many there are. */
    int retryAll(String name);

    /** Deletes a parked event, which is then never handled. One statement; returns whether there was one. */
    boolean discard(String name, long eventId);

    /**
     * Moves a subscription to another position, so that events are handled again, or never. Processes that run it continue
     * there within seconds; a batch under way is not saved. Parked events stay parked.
     *
     * @return whether there is such a subscription
     */
    boolean reset(String name, StartPosition position);

    /** Deletes the position and the parked events of a subscription. Returns whether there was one. */
    boolean delete(String name);

    /**
     * Follows events without a stored position: to watch them, or if each process needs all of them. Sends one or two
     * statements.
     */
    EventFollower follow(EventSource source, StartPosition start);
}

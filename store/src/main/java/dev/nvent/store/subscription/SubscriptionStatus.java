package dev.nvent.store.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of a subscription.
 *
 * @param name the name
 * @param source the events that it follows
 * @param partitions its partitions, in the order of their numbers
 * @param lag the events that it has not handled yet
 * @param parked the number of parked events
 * @param writers open transactions that may still commit events, and so delay the later ones; the oldest first
 */
public record SubscriptionStatus(
        String name, EventSource source, List<Partition> partitions, Lag lag, long parked, List<OpenWriter> writers) {

    /** Copies the lists. */
    public SubscriptionStatus {
        partitions = List.copyOf(partitions);
        writers = List.copyOf(writers);
    }

    /**
     * A partition.
     *
     * @param number from 0
     * @param position all its events up to this id are handled or parked
     * @param owner the process that handles it, if any
     * @param failure why its first event is not handled yet, if its handler has failed
     */
    public record Partition(int number, long position, Optional<String> owner, Optional<Failure> failure) {}

    /**
     * A failure of a handler.
     *
     * @param eventId the event
     * @param attempts the number of failed attempts
     * @param error class and message of the exception
     * @param at when the last attempt failed
     */
    public record Failure(long eventId, int attempts, String error, Instant at) {}

    /**
     * Committed events that are not handled yet.
     *
     * @param events how many, at most {@value #MAX_EVENTS}
     * @param age the age of the oldest one; zero if there is none
     */
    public record Lag(long events, Duration age) {

        /** Greatest number of events that is counted. */
        public static final long MAX_EVENTS = 1_000_000;
    }

    /**
     * An open transaction that has written to the table of the events.
     *
     * @param pid its server process; empty if it is prepared
     * @param name its application, or its name if it is prepared; empty if the role may not see it
     * @param age since it began; empty if the role may not see it
     */
    public record OpenWriter(Optional<Integer> pid, Optional<String> name, Optional<Duration> age) {}
}

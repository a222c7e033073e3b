package dev.nvent.store.internal.subscription;

import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.SubscriptionStatus.Failure;
import java.util.Optional;

/**
 * The stored state of a partition.
 *
 * @param owner the process that holds its lease, if any does
 * @param wantedBy the process that asks for it, if any does
 * @param failure the last failure of its handler, unless an event has been handled since
 * @param retryRequested whether a parked event is to be handled again
 */
record PartitionRow(
        String name,
        int number,
        int partitions,
        String stream,
        EventSource source,
        long position,
        long fence,
        Optional<String> owner,
        Optional<String> wantedBy,
        Optional<Failure> failure,
        boolean retryRequested) {

    boolean isOwnedBy(String process) {
        return owner.filter(process::equals).isPresent();
    }

    /** Whether a process may take it: no other one owns it or has asked for it. */
    boolean isFreeFor(String process) {
        return owner.isEmpty()
                && wantedBy.filter(other -> !other.equals(process)).isEmpty();
    }
}

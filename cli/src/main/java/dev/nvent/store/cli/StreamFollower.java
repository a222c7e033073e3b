package dev.nvent.store.cli;

import dev.nvent.store.stream.Event;
import dev.nvent.store.subscription.EventFollower;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.StartPosition;
import dev.nvent.store.subscription.SubscribedEvent;
import dev.nvent.store.subscription.Subscriptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Follows a stream from before the events that are known, so that one that commits late among them is delivered too. */
final class StreamFollower {

    /** The number of latest events that are read before following begins; of a shorter stream, all are. */
    static final int KNOWN = 1_000;

    private final EventFollower follower;
    private final Set<Long> known = new HashSet<>();

    /** @param last the last events of the stream, which are not delivered */
    StreamFollower(Subscriptions subscriptions, String subject, List<Event> last) {
        last.forEach(event -> known.add(event.id()));
        var start = last.size() < KNOWN
                ? StartPosition.beginning()
                : StartPosition.after(last.getFirst().id());
        follower = subscriptions.follow(EventSource.subject(subject), start);
    }

    /** Delivers the events that have settled since the last poll. */
    void poll(Consumer<Event> consumer) {
        List<SubscribedEvent> next;
        do {
            next = follower.poll();
            next.stream()
                    .map(SubscribedEvent::event)
                    .filter(event -> !known.remove(event.id()))
                    .forEach(consumer);
        } while (!next.isEmpty());
    }
}

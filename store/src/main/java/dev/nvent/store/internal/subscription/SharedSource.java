package dev.nvent.store.internal.subscription;

import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subscription.Horizons.View;
import dev.nvent.store.internal.subscription.PartitionReads.Batch;
import dev.nvent.store.subscription.SubscribedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads the newest events of a source once for all partitions of this process that follow it. It keeps what was read for a
 * moment, as long as events follow one another without a gap. A partition that is farther behind, or the only one, reads its
 * own events. Thread-safe: one thread reads, others wait for it and take what they need.
 */
final class SharedSource {

    /** Ids between a position and the horizon, beyond which a statement could take long. */
    private static final long MAX_RANGE = 5_000;

    private static final long MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MAX_CHARACTERS = 4_000_000;
    private static final long CHARACTERS_PER_EVENT = 200;

    private final Source source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Range> ranges = new ArrayDeque<>();
    private long characters;
    private View seen = Horizons.NONE;
    private volatile Followers followers = new Followers(0, 0);

    /**
     * All events of the source in a range of ids.
     *
     * @param after before the first id of the range
     * @param through the last id of the range
     * @param readAt a time of {@link System#nanoTime()}
     */
    private record Range(long after, long through, List<SubscribedEvent> events, long characters, long readAt) {

        static Range of(long after, long through, List<SubscribedEvent> events, long readAt) {
            long characters = events.stream()
                    .mapToLong(event -> event.event().json().length() + CHARACTERS_PER_EVENT)
                    .sum();
            return new Range(after, through, events, characters, readAt);
        }
    }

    /**
     * The partitions of this process that follow the source.
     *
     * @param share how often they read an event if each reads its own
     */
    private record Followers(int number, double share) {

        Followers plus(int more, int partitions) {
            return new Followers(number + more, share + (double) more / partitions);
        }

        /** Whether reading together means fewer statements, and no more events. */
        boolean areToShare() {
            return number > 1 && share > 0.99;
        }
    }

    SharedSource(Source source) {
        this.source = source;
    }

    /** One partition more follows the source. */
    synchronized void follow(int partitions) {
        followers = followers.plus(1, partitions);
    }

    /** Undoes {@link #follow}. */
    synchronized void leave(int partitions) {
        followers = followers.plus(-1, partitions);
    }

    /** Forgets events that are too old to be shared, unless they are in use. Does not wait. */
    void expire() {
        if (lock.tryLock()) {
            try {
                trim(System.nanoTime());
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * The next events of a partition.
     *
     * @param limit the greatest number of events to read at once and to answer
     * @return empty if the partition has to read its own events
     */
    Optional<Batch> next(
            Database database, Operation call, View horizon, long position, int partitions, int number, int limit) {
        if (!followers.areToShare() || horizon.settled() - position > MAX_RANGE) {
            return Optional.empty();
        }
        lock.lock();
        try {
            if (!startsAt(horizon, position)) {
                return Optional.empty();
            }
            long settled = horizon.settled();
            Batch batch = batch(position, settled, partitions, number, limit);
            while (batch.events().size() < limit && batch.through() < settled && characters <= MAX_CHARACTERS) {
                read(database, call, through(position), settled, limit);
                batch = batch(position, settled, partitions, number, limit);
            }
            return Optional.of(batch);
        } finally {
            lock.unlock();
        }
    }

    /** Whether what is kept goes on from a position without a gap, or nothing is kept. */
    private boolean startsAt(View horizon, long position) {
        if (!horizon.server().equals(seen.server()) || horizon.resets() != seen.resets()) {
            forget();
            seen = horizon;
        }
        trim(System.nanoTime());
        if (position > through(position)) {
            forget();
        }
        return ranges.isEmpty() || ranges.getFirst().after() <= position;
    }

    private long through(long position) {
        return ranges.isEmpty() ? position : ranges.getLast().through();
    }

    private void read(Database database, Operation call, long after, long to, int limit) {
        List<SubscribedEvent> events = database.read(call, SourceStatements.read(source, 1, 0, after, to, limit));
        long through = events.size() < limit ? to : events.getLast().id();
        Range range = Range.of(after, through, events, System.nanoTime());
        ranges.add(range);
        characters += range.characters();
    }

    private Batch batch(long position, long settled, int partitions, int number, int limit) {
        var events = new ArrayList<SubscribedEvent>();
        for (Range range : ranges) {
            if (range.through() > position) {
                for (SubscribedEvent event : range.events()) {
                    if (event.id() > settled) {
                        break;
                    }
                    if (event.id() > position && isIn(event, partitions, number)) {
                        events.add(event);
                        if (events.size() == limit) {
                            return new Batch(events, event.id());
                        }
                    }
                }
            }
        }
        return new Batch(events, Math.min(settled, through(position)));
    }

    private static boolean isIn(SubscribedEvent event, int partitions, int number) {
        return partitions == 1 || KeyHash.of(event.subject().key()) % partitions == number;
    }

    private void trim(long now) {
        while (!ranges.isEmpty() && (now - ranges.getFirst().readAt() > MAX_AGE_NANOS || characters > MAX_CHARACTERS)) {
            characters -= ranges.removeFirst().characters();
        }
    }

    private void forget() {
        ranges.clear();
        characters = 0;
    }
}

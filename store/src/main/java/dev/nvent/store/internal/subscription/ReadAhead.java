package dev.nvent.store.internal.subscription;

import dev.nvent.store.internal.subscription.Horizons.View;
import dev.nvent.store.internal.subscription.PartitionReads.Batch;
import dev.nvent.store.subscription.SubscribedEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Events of a partition far behind, read together with the batch before them: a statement for several batches costs less than
 * one for each. They are kept for a moment only, because events can be deleted. Used by one thread.
 */
final class ReadAhead {

    private static final int BATCHES = 4;
    private static final long MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MAX_CHARACTERS = 4_000_000;

    private final LongSupplier clock;
    private List<SubscribedEvent> events = List.of();
    private View readUnder = Horizons.NONE;
    private long after;
    private long through;
    private long readAt;
    private boolean isFullAndSmall;

    /** @param clock {@link System#nanoTime()} */
    ReadAhead(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * How many events to read for a batch. There are two possible answers, since each is a statement of its own.
     *
     * @param idsLeft from the position to the horizon
     */
    int limit(int batchSize, long idsLeft) {
        boolean isFast = clock.getAsLong() - readAt < MAX_AGE_NANOS;
        return isFullAndSmall && isFast && idsLeft > batchSize ? batchSize * BATCHES : batchSize;
    }

    /** The batch after a position, if it was read ahead a moment ago. */
    Optional<Batch> next(View horizon, long position, int batchSize) {
        boolean isCurrent = position == after
                && horizon.server().equals(readUnder.server())
                && horizon.resets() == readUnder.resets()
                && clock.getAsLong() - readAt < MAX_AGE_NANOS;
        return events.isEmpty() || !isCurrent ? Optional.empty() : Optional.of(take(batchSize));
    }

    /**
     * Keeps what was read beyond the first batch, which it answers.
     *
     * @param upTo no other event of the partition has an id up to this one
     */
    Batch keep(View horizon, List<SubscribedEvent> read, long upTo, int batchSize) {
        long characters =
                read.stream().mapToLong(event -> event.event().json().length()).sum();
        isFullAndSmall = read.size() >= batchSize && characters / read.size() * batchSize * BATCHES < MAX_CHARACTERS;
        readAt = clock.getAsLong();
        readUnder = horizon;
        events = read;
        through = upTo;
        return take(batchSize);
    }

    private Batch take(int batchSize) {
        if (events.size() <= batchSize) {
            var batch = new Batch(events, through);
            events = List.of();
            return batch;
        }
        List<SubscribedEvent> first = List.copyOf(events.subList(0, batchSize));
        events = events.subList(batchSize, events.size());
        after = first.getLast().id();
        return new Batch(first, after);
    }
}

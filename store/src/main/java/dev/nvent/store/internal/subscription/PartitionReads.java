package dev.nvent.store.internal.subscription;

import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subscription.Horizons.View;
import dev.nvent.store.subscription.SubscribedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads the next events of a partition, together with other partitions of this process where that pays. Limits the range of
 * ids of a statement, so that one that finds few events does not take long. Used by one thread.
 */
final class PartitionReads {

    private static final Duration SLOW_READ = Duration.ofMillis(200);
    private static final long MIN_RANGE = 1_000;
    private static final long MAX_RANGE = 1L << 40;

    private final Database database;
    private final Operation call;
    private final Settings settings;
    private final int number;
    private final Optional<SharedSource> shared;
    private final ReadAhead ahead = new ReadAhead(System::nanoTime);
    private long range = 100_000;
    private long isolateUpTo;

    /**
     * Events to handle.
     *
     * @param events in the order of ids
     * @param through no other event of the partition has an id up to this one
     */
    record Batch(List<SubscribedEvent> events, long through) {}

    PartitionReads(Database database, Operation call, Settings settings, int number, Optional<SharedSource> shared) {
        this.database = database;
        this.call = call;
        this.settings = settings;
        this.number = number;
        this.shared = shared;
    }

    /** Reads the events up to an id one by one, since the handler has failed on one of them. */
    void isolateUpTo(long eventId) {
        isolateUpTo = Math.max(isolateUpTo, eventId);
    }

    /** Reads events after a position; may find none although there are some before the horizon. */
    Batch next(View horizon, long position) {
        if (position < isolateUpTo) {
            return readAlone(horizon, position, 1);
        }
        int limit = settings.batchSize();
        return shared.flatMap(
                        source -> source.next(database, call, horizon, position, settings.partitions(), number, limit))
                .orElseGet(() -> readAlone(horizon, position, limit));
    }

    private Batch readAlone(View horizon, long position, int batchSize) {
        return ahead.next(horizon, position, batchSize).orElseGet(() -> read(horizon, position, batchSize));
    }

    private Batch read(View horizon, long position, int batchSize) {
        int limit = ahead.limit(batchSize, horizon.settled() - position);
        long to = Math.min(horizon.settled(), position + range);
        long began = System.nanoTime();
        List<SubscribedEvent> events = database.read(
                call, SourceStatements.read(settings.source(), settings.partitions(), number, position, to, limit));
        boolean isSlow = System.nanoTime() - began > SLOW_READ.toNanos();
        range = isSlow ? Math.max(MIN_RANGE, range / 2) : Math.min(MAX_RANGE, range * 2);
        return ahead.keep(
                horizon, events, events.size() < limit ? to : events.getLast().id(), batchSize);
    }
}

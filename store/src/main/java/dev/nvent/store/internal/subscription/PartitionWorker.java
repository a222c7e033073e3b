package dev.nvent.store.internal.subscription;

import dev.nvent.store.error.PartitionLostException;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.SqlStates;
import dev.nvent.store.internal.subscription.Horizons.View;
import dev.nvent.store.internal.subscription.PartitionReads.Batch;
import dev.nvent.store.subscription.SubscribedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles the events of one partition, on a thread of its own, until it is stopped or loses the partition. */
final class PartitionWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionWorker.class);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);

    private final SubscriptionRunner runner;
    private final Database database;
    private final Settings settings;
    private final OwnedPartition partition;
    private final Processing processing;

    PartitionWorker(
            SubscriptionRunner runner,
            Database database,
            Settings settings,
            OwnedPartition partition,
            Processing processing) {
        this.runner = runner;
        this.database = database;
        this.settings = settings;
        this.partition = partition;
        this.processing = processing;
    }

    @Override
    public void run() {
        while (!partition.isStopping()) {
            try {
                step();
            } catch (PartitionLostException e) {
                partition.lose();
            } catch (StoreClosedException e) {
                partition.stop();
            } catch (StoreException e) {
                LOG.warn("Subscription {}, partition {}: {}", settings.name(), partition.number(), e.getMessage());
                partition.reloadNext();
                pause(PAUSE_AFTER_ERROR);
            } catch (RuntimeException e) {
                LOG.error("Subscription {}, partition {} failed", settings.name(), partition.number(), e);
                partition.reloadNext();
                pause(PAUSE_AFTER_ERROR);
            }
        }
        try {
            partition.release();
        } catch (StoreException e) {
            LOG.debug("Partition {} of {} remains until its lease expires", partition.number(), settings.name(), e);
        }
    }

    private void step() {
        retryParked();
        View horizon = runner.view(settings);
        if (!partition.isBehind(horizon)) {
            await(partition::isBehind, PAUSE_AFTER_ERROR);
            horizon = runner.view(settings);
        }
        if (!horizon.problem().isEmpty() || horizon.settled() < 0) {
            pause(Duration.ofMillis(10));
            return;
        }
        Optional<Batch> next = partition.next(horizon);
        if (next.isPresent()) {
            Batch batch = filled(next.get());
            try {
                processing.process(
                        batch.events(),
                        (within, eventId) -> partition.saveProgress(within, batch, eventId),
                        partition::isStopping);
                partition.committed();
            } catch (HandlerFailedException e) {
                failed(e);
            }
        } else if (partition.isSetBack()) {
            pause(PAUSE_AFTER_ERROR);
        }
    }

    /** Waits for a batch to fill. */
    private Batch filled(Batch first) {
        Batch batch = first;
        long deadline = System.nanoTime() + settings.maxWait().toNanos();
        while (batch.events().size() < settings.batchSize() && !partition.isStopping()) {
            long through = batch.through();
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive() || !await(horizon -> horizon.settled() > through, left)) {
                return batch;
            }
            batch = partition.next(runner.view(settings)).orElse(batch);
        }
        return batch;
    }

    private boolean await(Predicate<View> condition, Duration limit) {
        try {
            return runner.await(settings, condition, partition::isStopping, limit);
        } catch (InterruptedException e) {
            // A flag stops this thread; the interrupt was meant for a handler.
            return false;
        }
    }

    private void failed(HandlerFailedException failure) {
        LOG.warn(
                "Subscription {}: the handler failed on event {}",
                settings.name(),
                failure.eventId(),
                failure.failure());
        int attempts = partition.fail(failure, !SqlStates.isUnavailable(failure.failure()));
        if (failure.isFirst()) {
            if (settings.parkAfter().isPresent()
                    && attempts >= settings.parkAfter().getAsInt()) {
                partition.park(failure);
            } else {
                pause(backoff(attempts));
            }
        }
    }

    /** With jitter over the upper half, so that partitions that failed together are not tried together. */
    private Duration backoff(int attempts) {
        int doublings = Math.min(Math.max(attempts - 1, 0), 20);
        long longest = settings.maxBackoff().toNanos();
        long initial = settings.initialBackoff().toNanos();
        long limit = initial > longest >> doublings ? longest : initial << doublings;
        return Duration.ofNanos(limit / 2 + ThreadLocalRandom.current().nextLong(limit / 2 + 1));
    }

    private void retryParked() {
        Optional<SubscribedEvent> parked = partition.nextRetry();
        while (parked.isPresent() && !partition.isStopping()) {
            try {
                processing.process(List.of(parked.get()), partition::unpark, () -> false);
            } catch (HandlerFailedException e) {
                LOG.warn(
                        "Subscription {}: the handler failed on parked event {}",
                        settings.name(),
                        e.eventId(),
                        e.getCause());
                partition.parkAgain(e);
            }
            parked = partition.nextRetry();
        }
    }

    private void pause(Duration duration) {
        long deadline = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0 && !partition.isStopping(); left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(this, Math.min(left, 50_000_000));
            // A handler may have left the flag behind, with which the thread would not park.
            Thread.interrupted();
        }
    }
}

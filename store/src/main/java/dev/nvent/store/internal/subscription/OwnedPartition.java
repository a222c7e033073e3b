package dev.nvent.store.internal.subscription;

import dev.nvent.store.error.Operation;
import dev.nvent.store.error.PartitionLostException;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subscription.BalanceStatements.Claimed;
import dev.nvent.store.internal.subscription.Horizons.View;
import dev.nvent.store.internal.subscription.PartitionReads.Batch;
import dev.nvent.store.internal.subscription.PartitionStatements.Change;
import dev.nvent.store.subscription.SubscribedEvent;
import java.util.Optional;

/**
 * A partition that this process owns: its position, and the failures of the event after it. The fence makes sure that
 * nothing is saved once another process owns it. Used by one thread, except for the flags.
 */
final class OwnedPartition {

    private final Database database;
    private final Operation call;
    private final Settings settings;
    private final int number;
    private final long fence;
    private final PartitionReads reads;
    private final Optional<PositionSaves> sharedSaves;
    private long position;
    private String server = "";
    private long pending;
    private long saved;
    private long failedEvent;
    private int attempts;
    private boolean isSetBack;
    private volatile boolean isStopping;
    private volatile boolean isLost;
    private volatile boolean hasRetries;
    private volatile Optional<Change> unsaved = Optional.empty();
    private volatile long savedWhileIdle;

    /**
     * The parts that it shares with other partitions of this process.
     *
     * @param events of its source
     * @param saves of positions outside of transactions
     */
    record Sharing(SharedSource events, PositionSaves saves) {}

    OwnedPartition(Database database, Settings settings, int number, Claimed claimed, Optional<Sharing> sharing) {
        this.database = database;
        this.call = Operation.of("subscription.run", settings.name());
        this.settings = settings;
        this.number = number;
        this.fence = claimed.fence();
        this.reads = new PartitionReads(database, call, settings, number, sharing.map(Sharing::events));
        this.sharedSaves = sharing.map(Sharing::saves);
        this.position = claimed.position();
        this.saved = claimed.position();
        this.failedEvent = claimed.failedEvent();
        this.attempts = claimed.attempts();
    }

    int number() {
        return number;
    }

    long fence() {
        return fence;
    }

    long position() {
        return position;
    }

    /** Stop between two events. */
    void stop() {
        isStopping = true;
    }

    /** Another process owns it. */
    void lose() {
        isLost = true;
    }

    boolean isStopping() {
        return isStopping || isLost;
    }

    /** Whether the ids of events begin again before the position. */
    boolean isSetBack() {
        return isSetBack;
    }

    boolean isLost() {
        return isLost;
    }

    /** A parked event is to be handled again. */
    void requestRetries() {
        hasRetries = true;
    }

    /** Whether the horizon is beyond the position. */
    boolean isBehind(View horizon) {
        return horizon.settled() > position || !horizon.server().equals(server);
    }

    /** The next events, if there are any up to the horizon. */
    Optional<Batch> next(View horizon) {
        if (!horizon.server().equals(server)) {
            reload(horizon);
        }
        if (horizon.lastId() < position) {
            reportSetBack(horizon);
            return Optional.empty();
        }
        while (position < horizon.settled() && !isStopping()) {
            Batch batch = reads.next(horizon, position);
            if (!batch.events().isEmpty()) {
                return Optional.of(batch);
            }
            position = batch.through();
        }
        if (position > Math.max(saved, savedWhileIdle)) {
            unsaved = Optional.of(change(position));
        }
        return Optional.empty();
    }

    /**
     * A position that has moved over events of other partitions and sources. The process saves those of all partitions
     * together.
     */
    Optional<Change> unsaved() {
        return unsaved;
    }

    /** The unsaved position is saved now, or the partition has another owner. */
    void savedWhileIdle(Change change) {
        savedWhileIdle = change.position();
        if (unsaved.filter(change::equals).isPresent()) {
            unsaved = Optional.empty();
        }
    }

    /** Positions that were not saved may be beyond ids that the server gives out again after a crash or a failover. */
    private void reload(View horizon) {
        // Waits for a transaction that has saved a position.
        if (!database.write(call, PartitionStatements.confirm(change(position)))) {
            throw lost();
        }
        PartitionRow row = database.read(call, SubscriptionStatements.partitions(settings.name())).stream()
                .filter(stored -> stored.number() == number && stored.fence() == fence)
                .findFirst()
                .orElseThrow(this::lost);
        position = row.position();
        pending = row.position();
        saved = row.position();
        savedWhileIdle = row.position();
        unsaved = Optional.empty();
        server = horizon.server();
    }

    /**
     * Reads the position from the database next time: it was saved in a transaction of the caller, which may roll back, or in
     * one whose commit got no answer.
     */
    void reloadNext() {
        server = "";
    }

    private void reportSetBack(View horizon) {
        if (!isSetBack) {
            isSetBack = true;
            String problem = "the sequence of the event ids was set back to " + horizon.lastId()
                    + ", before the position " + position + "; reset the subscription";
            database.write(call, PartitionStatements.fail(change(position), position, 0, problem));
        }
    }

    /** Saves that the events of a batch are handled up to an id. */
    void saveProgress(Database within, Batch batch, long eventId) {
        boolean isComplete = eventId == batch.events().getLast().id();
        boolean isLast = batch.events().size() < settings.batchSize();
        save(within, isComplete ? batch.through() : eventId, !(isComplete && isLast));
    }

    /**
     * Within a transaction, the position moves once that has committed.
     *
     * @param isUrgent whether events wait for it
     */
    private void save(Database within, long newPosition, boolean isUrgent) {
        Change change = change(newPosition);
        boolean isSaved = sharedSaves.isPresent() && within == database
                ? sharedSaves.get().save(call, change, isUrgent)
                : within.write(call, PartitionStatements.save(change));
        if (!isSaved) {
            throw lost();
        }
        pending = newPosition;
        if (within == database) {
            committed();
        }
    }

    /** The last save has been committed. A worker that stops before the first event of a batch has saved nothing. */
    void committed() {
        if (pending > saved) {
            position = Math.max(position, pending);
            saved = pending;
            attempts = 0;
            failedEvent = 0;
        }
    }

    /** Records a failure; answers the number of failed attempts on this event. */
    int fail(HandlerFailedException failure, boolean counts) {
        reads.isolateUpTo(failure.eventId());
        if (!failure.isFirst()) {
            return 0;
        }
        if (failedEvent != failure.eventId()) {
            failedEvent = failure.eventId();
            attempts = 0;
        }
        attempts += counts && attempts < Integer.MAX_VALUE ? 1 : 0;
        if (!database.write(
                call, PartitionStatements.fail(change(position), failedEvent, attempts, failure.description()))) {
            throw lost();
        }
        return attempts;
    }

    /** Continues without an event. */
    void park(HandlerFailedException failure) {
        Processing.<RuntimeException>inTransaction(call, database, within -> {
            save(within, failure.eventId(), true);
            within.write(
                    call, ParkedStatements.park(change(position), failure.eventId(), attempts, failure.description()));
        });
        committed();
    }

    /** A parked event that is to be handled again, if there is one. */
    Optional<SubscribedEvent> nextRetry() {
        if (!hasRetries) {
            return Optional.empty();
        }
        for (long id : database.read(call, ParkedStatements.retries(change(position)))) {
            Optional<SubscribedEvent> event = database.read(call, SourceStatements.readOne(settings.source(), id));
            if (event.isPresent()) {
                return event;
            }
            // Retention has deleted it.
            database.write(call, ParkedStatements.discard(settings.name(), id));
        }
        hasRetries = false;
        return Optional.empty();
    }

    /**
     * Saves that a parked event is handled. In the transaction of its effects it must still be parked: it may have been
     * discarded, or handled by an earlier commit whose answer was lost.
     */
    void unpark(Database within, long eventId) {
        if (!within.write(call, PartitionStatements.confirm(change(position)))) {
            throw lost();
        }
        boolean wasParked = within.write(call, ParkedStatements.discard(settings.name(), eventId));
        if (!wasParked && within != database) {
            throw lost();
        }
    }

    /** Saves that a parked event failed again. */
    void parkAgain(HandlerFailedException failure) {
        database.write(call, ParkedStatements.park(change(position), failure.eventId(), 1, failure.description()));
    }

    /** Gives it to other processes. */
    void release() {
        if (!isLost) {
            // To save a position clears the failure of its next event.
            if (position > saved && failedEvent == 0) {
                save(database, position, true);
            }
            database.write(call, PartitionStatements.release(change(position)));
        }
    }

    private Change change(long newPosition) {
        return new Change(settings.name(), number, fence, newPosition, server);
    }

    private PartitionLostException lost() {
        isLost = true;
        return new PartitionLostException(call, number);
    }
}

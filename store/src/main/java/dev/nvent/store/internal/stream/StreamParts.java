package dev.nvent.store.internal.stream;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.stream.StreamPartStatements.Events;
import dev.nvent.store.internal.stream.StreamPartStatements.FirstEvent;
import dev.nvent.store.stream.StreamTypes.SplitPeriod;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/**
 * The parts of split subject types: ranges of ids, each a table. The newest part takes all new events; the older ones do not
 * change any more. Sends statements that each are a transaction, and so must not be part of another. Thread-safe.
 */
public final class StreamParts {

    /**
     * A part.
     *
     * @param from its first id
     * @param to the first id after it
     * @param isOwner whether the role may drop it, and add another
     */
    public record Part(String name, long from, long to, boolean isOwner) {}

    private final Database database;
    private final String tablePrefix;

    /**
     * On a database outside of transactions.
     *
     * @param tablePrefix the beginning of the names of tables
     */
    public StreamParts(Database database, String tablePrefix) {
        this.database = database;
        this.tablePrefix = tablePrefix;
    }

    /** The period by which a type is split, if it is. */
    public Optional<SplitPeriod> period(Operation call, String type) {
        return database.read(call, StreamPartStatements.period(type));
    }

    /** The parts of a type, the oldest first; none if it is not split. */
    public List<Part> parts(Operation call, String type) {
        return database.read(call, StreamPartStatements.parts(tablePrefix, type));
    }

    /**
     * Splits a type whose table exists, or changes its period.
     *
     * @return whether it was not split before
     */
    boolean split(Operation call, String type, SplitPeriod period) {
        if (!parts(call, type).isEmpty()) {
            database.write(call, StreamPartStatements.setPeriod(type, period));
            return false;
        }
        addPart(call, type, period);
        return true;
    }

    /** Copies the events of all parts into one table again. */
    boolean join(Operation call, String type) {
        return database.write(call, StreamPartStatements.join(tablePrefix, type));
    }

    /** Begins a new part if the period of the newest one is over. */
    public void roll(Operation call, String type, SplitPeriod period, Part newest) {
        Optional<FirstEvent> first = database.read(call, StreamPartStatements.firstEvent(type, newest));
        if (first.isEmpty()) {
            // The ids have not reached it if the sweep that added it failed before its last step.
            begin(call, type);
        } else if (!start(period, first.get().ts())
                .equals(start(period, first.get().now()))) {
            addPart(call, type, period);
        }
    }

    /**
     * The number of events of a part all of whose events are older than an age; empty if one is not, or has not been seen by all
     * subscriptions.
     */
    public Optional<Long> oldEvents(Operation call, String type, Part part, Duration age, long seenUpTo) {
        boolean isKept = database.read(call, StreamPartStatements.lastEvent(type, part, age))
                .filter(last -> last.id() > seenUpTo || !last.isOld())
                .isPresent();
        if (isKept) {
            return Optional.empty();
        }
        // The times of events do not always ascend with their ids.
        Events events = database.read(call, StreamPartStatements.events(type, part, age));
        return events.recent() > 0 ? Optional.empty() : Optional.of(events.all());
    }

    /**
     * Drops a part with its events.
     *
     * @return whether there was one that takes no new events
     */
    public boolean drop(Operation call, String type, Part part) {
        return database.write(call, StreamPartStatements.drop(tablePrefix, type, part));
    }

    private void addPart(Operation call, String type, SplitPeriod period) {
        try {
            for (String table : database.write(call, StreamPartStatements.bound(tablePrefix, type))) {
                database.write(call, StreamPartStatements.validate(table));
            }
            database.write(call, StreamPartStatements.split(tablePrefix, type, period));
        } catch (DatabaseException e) {
            removeBounds(call, e);
            throw e;
        }
        begin(call, type);
    }

    private void removeBounds(Operation call, DatabaseException failure) {
        try {
            database.write(call, StreamPartStatements.unbound(tablePrefix));
        } catch (DatabaseException e) {
            failure.addSuppressed(e);
        }
    }

    private void begin(Operation call, String type) {
        database.write(call, StreamPartStatements.begin(tablePrefix, type));
    }

    private static LocalDate start(SplitPeriod period, Instant time) {
        LocalDate date = time.atOffset(ZoneOffset.UTC).toLocalDate();
        return switch (period) {
            case DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case YEAR -> date.withDayOfYear(1);
        };
    }
}

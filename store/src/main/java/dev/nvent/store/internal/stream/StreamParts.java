package dev.nvent.store.internal.stream;

import static dev.nvent.store.jooq.Tables.NVENT_STREAM_PARTS;
import static dev.nvent.store.jooq.Tables.STREAM;
import static dev.nvent.store.jooq.Tables.STREAM_TYPES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.update;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.stream.StreamTypes.SplitPeriod;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

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

    private record Type(String tablePrefix, String name) {}

    private record Split(String tablePrefix, String type, SplitPeriod period) {}

    private record Named(String tablePrefix, String type, String part) {}

    private record Range(String type, Part part, long ageMillis) {}

    /** The newest event of a part. */
    private record LastEvent(long id, boolean isOld) {}

    /** The first event of a part, and the time of the database. */
    private record FirstEvent(Instant ts, Instant now) {}

    private record Events(long all, long recent) {}

    private static final Template<String, Optional<SplitPeriod>> PERIOD = Template.of(
            bind -> select(STREAM_TYPES.SPLIT_BY)
                    .from(STREAM_TYPES)
                    .where(STREAM_TYPES.SUBJECT_TYPE.eq(bind.value(STREAM_TYPES.SUBJECT_TYPE, type -> type)))
                    .and(STREAM_TYPES.SPLIT_BY.isNotNull()),
            Answer.optionalRow(row -> period(row.getString(1))));

    private static final Template<Split, Integer> SET_PERIOD = Template.of(
            bind -> update(STREAM_TYPES)
                    .set(STREAM_TYPES.SPLIT_BY, bind.value(STREAM_TYPES.SPLIT_BY, split -> text(split.period())))
                    .where(STREAM_TYPES.SUBJECT_TYPE.eq(bind.value(STREAM_TYPES.SUBJECT_TYPE, Split::type))),
            Answer.changedRows());

    private static final Template<Type, List<Part>> PARTS = Template.of(
            bind -> selectFrom(NVENT_STREAM_PARTS(
                            bind.value(SQLDataType.CLOB, Type::tablePrefix), bind.value(SQLDataType.CLOB, Type::name)))
                    .orderBy(NVENT_STREAM_PARTS.FROM_ID),
            Answer.rows(row -> new Part(row.getString(1), row.getLong(2), row.getLong(3), row.getBoolean(4))));

    private static final Template<Range, Optional<FirstEvent>> FIRST_EVENT = Template.of(
            bind -> select(STREAM.TS, field(select(Routines.nventClockMillis())))
                    .from(STREAM)
                    .where(isIn(bind))
                    .orderBy(STREAM.ID)
                    .limit(inline(1)),
            Answer.optionalRow(
                    row -> new FirstEvent(Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2)))));

    private static final Template<Range, Optional<LastEvent>> LAST_EVENT = Template.of(
            bind -> select(STREAM.ID, field(STREAM.TS.lt(longAgo(bind))))
                    .from(STREAM)
                    .where(isIn(bind))
                    .orderBy(STREAM.ID.desc())
                    .limit(inline(1)),
            Answer.optionalRow(row -> new LastEvent(row.getLong(1), row.getBoolean(2))));

    private static final Template<Range, Events> COUNT = Template.of(
            bind -> select(count(), count().filterWhere(STREAM.TS.ge(longAgo(bind))))
                    .from(STREAM)
                    .where(isIn(bind)),
            Answer.row(row -> new Events(row.getLong(1), row.getLong(2))));

    private static final Template<Type, String[]> BOUND = Template.<Type, String[]>of(
                    bind -> select(Routines.nventBoundStreamPart(
                            bind.value(SQLDataType.CLOB, Type::tablePrefix), bind.value(SQLDataType.CLOB, Type::name))),
                    Answer.row(row -> (String[]) row.getArray(1).getArray()))
            .asBatch();

    private static final Template<String, Boolean> VALIDATE = Template.<String, Boolean>of(
                    bind -> select(Routines.nventValidateStreamPart(bind.value(SQLDataType.CLOB, part -> part))),
                    Answer.row(row -> true))
            .asBatch();

    private static final Template<Split, Boolean> SPLIT = Template.<Split, Boolean>of(
                    bind -> select(Routines.nventSplitStreamType(
                            bind.value(SQLDataType.CLOB, Split::tablePrefix),
                            bind.value(SQLDataType.CLOB, Split::type),
                            bind.value(SQLDataType.CLOB, split -> text(split.period())))),
                    Answer.row(row -> true))
            .asBatch();

    private static final Template<String, Boolean> UNBOUND = Template.<String, Boolean>of(
                    bind -> select(Routines.nventUnboundStreamParts(bind.value(SQLDataType.CLOB, prefix -> prefix))),
                    Answer.row(row -> true))
            .asBatch();

    private static final Template<Type, Boolean> BEGIN = Template.<Type, Boolean>of(
                    bind -> select(Routines.nventBeginStreamPart(
                            bind.value(SQLDataType.CLOB, Type::tablePrefix), bind.value(SQLDataType.CLOB, Type::name))),
                    Answer.row(row -> row.getBoolean(1)))
            .asBatch();

    private static final Template<Named, Boolean> DROP = Template.<Named, Boolean>of(
                    bind -> select(Routines.nventDropStreamPart(
                            bind.value(SQLDataType.CLOB, Named::tablePrefix),
                            bind.value(SQLDataType.CLOB, Named::type),
                            bind.value(SQLDataType.CLOB, Named::part))),
                    Answer.row(row -> row.getBoolean(1)))
            .asBatch();

    private static final Template<Type, Boolean> JOIN = Template.<Type, Boolean>of(
                    bind -> select(Routines.nventJoinStreamParts(
                            bind.value(SQLDataType.CLOB, Type::tablePrefix), bind.value(SQLDataType.CLOB, Type::name))),
                    Answer.row(row -> row.getBoolean(1)))
            .asBatch();

    private final Database database;
    private final String tablePrefix;

    /**
     * On a database outside of transactions.
     *
     * @param tablePrefix what the names of tables begin with
     */
    public StreamParts(Database database, String tablePrefix) {
        this.database = database;
        this.tablePrefix = tablePrefix;
    }

    /** The period by which a type is split, if it is. */
    public Optional<SplitPeriod> period(Operation call, String type) {
        return database.read(call, PERIOD.with(type));
    }

    /** The parts of a type, the oldest first; none if it is not split. */
    public List<Part> parts(Operation call, String type) {
        return database.read(call, PARTS.with(new Type(tablePrefix, type)));
    }

    /**
     * Splits a type whose table exists, or changes its period.
     *
     * @return whether it was not split before
     */
    boolean split(Operation call, String type, SplitPeriod period) {
        if (!parts(call, type).isEmpty()) {
            database.write(call, SET_PERIOD.with(new Split(tablePrefix, type, period)));
            return false;
        }
        addPart(call, type, period);
        return true;
    }

    /** Copies the events of all parts into one table again. */
    boolean join(Operation call, String type) {
        return database.write(call, JOIN.with(new Type(tablePrefix, type)));
    }

    /** Begins a new part if the period of the newest one is over. */
    public void roll(Operation call, String type, SplitPeriod period, Part newest) {
        Optional<FirstEvent> first = database.read(call, FIRST_EVENT.with(new Range(type, newest, 0)));
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
        var range = new Range(type, part, age.toMillis());
        boolean isKept = database.read(call, LAST_EVENT.with(range))
                .filter(last -> last.id() > seenUpTo || !last.isOld())
                .isPresent();
        if (isKept) {
            return Optional.empty();
        }
        // The times of events do not always ascend with their ids.
        Events events = database.read(call, COUNT.with(range));
        return events.recent() > 0 ? Optional.empty() : Optional.of(events.all());
    }

    /**
     * Drops a part with its events.
     *
     * @return whether there was one that takes no new events
     */
    public boolean drop(Operation call, String type, Part part) {
        return database.write(call, DROP.with(new Named(tablePrefix, type, part.name())));
    }

    private void addPart(Operation call, String type, SplitPeriod period) {
        try {
            for (String table : database.write(call, BOUND.with(new Type(tablePrefix, type)))) {
                database.write(call, VALIDATE.with(table));
            }
            database.write(call, SPLIT.with(new Split(tablePrefix, type, period)));
        } catch (DatabaseException e) {
            removeBounds(call, e);
            throw e;
        }
        begin(call, type);
    }

    private void removeBounds(Operation call, DatabaseException failure) {
        try {
            database.write(call, UNBOUND.with(tablePrefix));
        } catch (DatabaseException e) {
            failure.addSuppressed(e);
        }
    }

    private void begin(Operation call, String type) {
        database.write(call, BEGIN.with(new Type(tablePrefix, type)));
    }

    static SplitPeriod period(String text) {
        return SplitPeriod.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static String text(SplitPeriod period) {
        return period.name().toLowerCase(Locale.ROOT);
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

    private static Condition isIn(Binder<Range> bind) {
        return STREAM.SUBJECT_TYPE
                .eq(bind.value(STREAM.SUBJECT_TYPE, Range::type))
                .and(STREAM.ID.ge(bind.value(STREAM.ID, range -> range.part().from())))
                .and(STREAM.ID.lt(bind.value(STREAM.ID, range -> range.part().to())));
    }

    private static Field<Long> longAgo(Binder<Range> bind) {
        return field(select(Routines.nventClockMillis().minus(bind.value(STREAM.TS, Range::ageMillis))));
    }
}

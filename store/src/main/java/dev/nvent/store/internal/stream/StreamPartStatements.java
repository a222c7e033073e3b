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

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.stream.StreamParts.Part;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.stream.StreamTypes.SplitPeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/** The statements on the parts of split subject types. Those that change parts each are a transaction of their own. */
final class StreamPartStatements {

    private record Type(String tablePrefix, String name) {}

    private record Split(String tablePrefix, String type, SplitPeriod period) {}

    private record NewPeriod(String type, SplitPeriod period) {}

    private record Named(String tablePrefix, String type, String part) {}

    private record Range(String type, Part part, long ageMillis) {}

    /** The newest event of a part. */
    record LastEvent(long id, boolean isOld) {}

    /** The first event of a part, and the time of the database. */
    record FirstEvent(Instant ts, Instant now) {}

    /** The number of events of a part, and how many of them are younger than an age. */
    record Events(long all, long recent) {}

    private static final Template<String, Optional<SplitPeriod>> PERIOD = Template.of(
            bind -> select(STREAM_TYPES.SPLIT_BY)
                    .from(STREAM_TYPES)
                    .where(STREAM_TYPES.SUBJECT_TYPE.eq(bind.value(STREAM_TYPES.SUBJECT_TYPE, type -> type)))
                    .and(STREAM_TYPES.SPLIT_BY.isNotNull()),
            Answer.optionalRow(row -> parsePeriod(row.getString(1))));

    private static final Template<NewPeriod, Integer> SET_PERIOD = Template.of(
            bind -> update(STREAM_TYPES)
                    .set(STREAM_TYPES.SPLIT_BY, bind.value(STREAM_TYPES.SPLIT_BY, change -> text(change.period())))
                    .where(STREAM_TYPES.SUBJECT_TYPE.eq(bind.value(STREAM_TYPES.SUBJECT_TYPE, NewPeriod::type))),
            Answer.changedRows());

    private static final Template<Type, List<Part>> PARTS = Template.of(
            bind -> selectFrom(NVENT_STREAM_PARTS(
                            bind.value(SQLDataType.CLOB, Type::tablePrefix), bind.value(SQLDataType.CLOB, Type::name)))
                    .orderBy(NVENT_STREAM_PARTS.FROM_ID),
            Answer.rows(row -> new Part(row.getString(1), row.getLong(2), row.getLong(3), row.getBoolean(4))));

    private static final Template<Range, Optional<FirstEvent>> FIRST_EVENT = Template.of(
            bind -> select(STREAM.TS, Routines.nventStatementMillis())
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

    private StreamPartStatements() {}

    /** Reads the period by which a type is split, if it is. */
    static Statement<?, Optional<SplitPeriod>> period(String type) {
        return PERIOD.with(type);
    }

    /** Changes the period of a split type. */
    static Statement<?, Integer> setPeriod(String type, SplitPeriod period) {
        return SET_PERIOD.with(new NewPeriod(type, period));
    }

    /** Lists the parts of a type, the oldest first. */
    static Statement<?, List<Part>> parts(String tablePrefix, String type) {
        return PARTS.with(new Type(tablePrefix, type));
    }

    /** Reads the time of the first event of a part, and the clock. */
    static Statement<?, Optional<FirstEvent>> firstEvent(String type, Part part) {
        return FIRST_EVENT.with(new Range(type, part, 0));
    }

    /** Reads the last event of a part, and whether it is older than an age. */
    static Statement<?, Optional<LastEvent>> lastEvent(String type, Part part, Duration age) {
        return LAST_EVENT.with(new Range(type, part, age.toMillis()));
    }

    /** Counts the events of a part, and those younger than an age. */
    static Statement<?, Events> events(String type, Part part, Duration age) {
        return COUNT.with(new Range(type, part, age.toMillis()));
    }

    /** Adds the check constraint that bounds the newest part; answers the tables to validate. */
    static Statement<?, String[]> bound(String tablePrefix, String type) {
        return BOUND.with(new Type(tablePrefix, type));
    }

    /** Validates the check constraint of a table. */
    static Statement<?, Boolean> validate(String table) {
        return VALIDATE.with(table);
    }

    /** Adds a part after the bound. */
    static Statement<?, Boolean> split(String tablePrefix, String type, SplitPeriod period) {
        return SPLIT.with(new Split(tablePrefix, type, period));
    }

    /** Removes check constraints that a failed split has left. */
    static Statement<?, Boolean> unbound(String tablePrefix) {
        return UNBOUND.with(tablePrefix);
    }

    /** Lets the ids continue in the newest part. */
    static Statement<?, Boolean> begin(String tablePrefix, String type) {
        return BEGIN.with(new Type(tablePrefix, type));
    }

    /** Drops a part; answers whether there was one that takes no new events. */
    static Statement<?, Boolean> drop(String tablePrefix, String type, Part part) {
        return DROP.with(new Named(tablePrefix, type, part.name()));
    }

    /** Copies the events of all parts into one table; answers whether the type was split. */
    static Statement<?, Boolean> join(String tablePrefix, String type) {
        return JOIN.with(new Type(tablePrefix, type));
    }

    static SplitPeriod parsePeriod(String text) {
        return SplitPeriod.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static String text(SplitPeriod period) {
        return period.name().toLowerCase(Locale.ROOT);
    }

    private static Condition isIn(Binder<Range> bind) {
        return STREAM.SUBJECT_TYPE
                .eq(bind.value(STREAM.SUBJECT_TYPE, Range::type))
                .and(STREAM.ID.ge(bind.value(STREAM.ID, range -> range.part().from())))
                .and(STREAM.ID.lt(bind.value(STREAM.ID, range -> range.part().to())));
    }

    private static Field<Long> longAgo(Binder<Range> bind) {
        return Routines.nventStatementMillis().minus(bind.value(STREAM.TS, Range::ageMillis));
    }
}

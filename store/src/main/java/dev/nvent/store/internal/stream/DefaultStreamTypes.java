package dev.nvent.store.internal.stream;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;
import static dev.nvent.store.jooq.Tables.STREAM;
import static dev.nvent.store.jooq.Tables.STREAM_TYPES;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.stream.StreamTypes;
import dev.nvent.store.stream.StreamTypes.SplitPeriod;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The statements on the registry of subject types. */
public final class DefaultStreamTypes implements StreamTypes {

    private static final int BATCH = 5_000;

    private static final Statement<?, List<StreamType>> LIST = Template.withoutValues(
            () -> select(STREAM_TYPES.SUBJECT_TYPE, STREAM_TYPES.TABLE_NAME, STREAM_TYPES.SPLIT_BY)
                    .from(STREAM_TYPES)
                    .orderBy(STREAM_TYPES.SUBJECT_TYPE),
            Answer.rows(row -> new StreamType(
                    row.getString(1),
                    row.getString(2),
                    Optional.ofNullable(row.getString(3)).map(StreamParts::period))));

    private record Retention(String subjectType, long millis) {}

    private static final Template<Retention, Integer> DELETE_OLDER = Template.<Retention, Integer>of(
                    bind -> deleteFrom(STREAM)
                            .where(STREAM.SUBJECT_TYPE.eq(bind.value(STREAM.SUBJECT_TYPE, Retention::subjectType)))
                            .and(STREAM.ID.eq(any(array(select(STREAM.ID)
                                    .from(STREAM)
                                    .where(STREAM.SUBJECT_TYPE.eq(
                                            bind.value(STREAM.SUBJECT_TYPE, Retention::subjectType)))
                                    .and(STREAM.TS.lt(select(Routines.nventClockMillis()
                                            .minus(bind.value(STREAM.TS, Retention::millis)))))
                                    .limit(inline(BATCH)))))),
                    Answer.changedRows())
            .asBatch();

    private final Database database;
    private final StreamPartitions partitions;
    private final StreamParts parts;

    /** @param partitions the partitions of the store */
    public DefaultStreamTypes(Database database, StreamPartitions partitions) {
        this.database = database;
        this.partitions = partitions;
        this.parts = new StreamParts(database, partitions.tablePrefix());
    }

    @Override
    public List<StreamType> list() {
        return database.read(Operation.of("streams.list"), LIST);
    }

    @Override
    public boolean drop(String subjectType) {
        Operation call = Operation.of("streams.drop", subjectType);
        validate(call, () -> StoredText.checkKey(subjectType, "subjectType"));
        return partitions.drop(database, call, subjectType);
    }

    @Override
    public boolean split(String subjectType, SplitPeriod period) {
        Operation call = Operation.of("streams.split", subjectType);
        validate(call, () -> checkedSplit(call, subjectType, period));
        partitions.ensure(database, call, subjectType);
        return parts.split(call, subjectType, period);
    }

    @Override
    public boolean join(String subjectType) {
        Operation call = Operation.of("streams.join", subjectType);
        validate(call, () -> StoredText.checkKey(subjectType, "subjectType"));
        return parts.join(call, subjectType);
    }

    @Override
    public long deleteOlderThan(String subjectType, Duration age) {
        return deleteOlderThan(subjectType, age, deletedSoFar -> {});
    }

    @Override
    public long deleteOlderThan(String subjectType, Duration age, LongConsumer progress) {
        Operation call = Operation.of("streams.deleteOlderThan", subjectType);
        validate(call, () -> StoredText.checkKey(subjectType, "subjectType"));
        long millis = validate(call, () -> checkedMillis(age));
        validate(call, () -> required(progress, "progress"));
        long deleted = 0;
        int batch;
        do {
            batch = database.write(call, DELETE_OLDER.with(new Retention(subjectType, millis)));
            deleted += batch;
            progress.accept(deleted);
        } while (batch > 0);
        return deleted;
    }

    private SplitPeriod checkedSplit(Operation call, String subjectType, SplitPeriod period) {
        StoredText.checkKey(subjectType, "subjectType");
        if (!new GenericStream(subjectType).type().equals(subjectType)) {
            throw new InvalidInputException("subjectType", "at most two segments", "more");
        }
        required(period, "period");
        if (!database.autoCommits(call)) {
            throw new InvalidInputException("subjectType", "a split outside of transactions", "one in a transaction");
        }
        return period;
    }

    private static long checkedMillis(Duration age) {
        if (age == null || age.isNegative() || age.compareTo(Duration.ofDays(365_000)) > 0) {
            throw new InvalidInputException("age", "a duration from 0 to 365,000 days", String.valueOf(age));
        }
        return age.toMillis();
    }
}

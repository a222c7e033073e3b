package dev.nvent.store.internal.stream;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.stream.StreamTypes;
import dev.nvent.store.stream.StreamTypes.SplitPeriod;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/** Validates the arguments, and sends statements on subject types. */
public final class DefaultStreamTypes implements StreamTypes {

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
        return database.read(Operation.of("streams.list"), StreamTypeStatements.list());
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
            batch = database.write(call, StreamTypeStatements.deleteOlder(subjectType, millis));
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

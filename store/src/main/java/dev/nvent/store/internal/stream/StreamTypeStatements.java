package dev.nvent.store.internal.stream;

import static dev.nvent.store.jooq.Tables.STREAM;
import static dev.nvent.store.jooq.Tables.STREAM_TYPES;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.stream.StreamTypes.StreamType;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The statements on subject types: their registry, their partitions, and the age of their events. */
final class StreamTypeStatements {

    private static final int BATCH = 5_000;

    private static final Statement<?, List<StreamType>> LIST = Template.withoutValues(
            () -> select(STREAM_TYPES.SUBJECT_TYPE, STREAM_TYPES.TABLE_NAME, STREAM_TYPES.SPLIT_BY)
                    .from(STREAM_TYPES)
                    .orderBy(STREAM_TYPES.SUBJECT_TYPE),
            Answer.rows(row -> new StreamType(
                    row.getString(1),
                    row.getString(2),
                    Optional.ofNullable(row.getString(3)).map(StreamPartStatements::parsePeriod))));

    private record Retention(String subjectType, long millis) {}

    private static final Template<Retention, Integer> DELETE_OLDER = Template.<Retention, Integer>of(
                    bind -> deleteFrom(STREAM)
                            .where(STREAM.SUBJECT_TYPE.eq(bind.value(STREAM.SUBJECT_TYPE, Retention::subjectType)))
                            .and(STREAM.ID.eq(any(array(select(STREAM.ID)
                                    .from(STREAM)
                                    .where(STREAM.SUBJECT_TYPE.eq(
                                            bind.value(STREAM.SUBJECT_TYPE, Retention::subjectType)))
                                    .and(STREAM.TS.lt(Routines.nventStatementMillis()
                                            .minus(bind.value(STREAM.TS, Retention::millis))))
                                    .limit(inline(BATCH)))))),
                    Answer.changedRows())
            .asBatch();

    private record Partition(String tablePrefix, String type) {}

    private static final Template<Partition, Boolean> ENSURE =
            partition((prefix, type) -> Routines.nventCreateStreamPartition(prefix, type));

    private static final Template<Partition, Boolean> DROP =
            partition((prefix, type) -> Routines.nventDropStreamPartition(prefix, type));

    private static final Template<String, Boolean> EXISTS = Template.of(
            bind -> DSL.selectOne()
                    .from(STREAM_TYPES)
                    .where(STREAM_TYPES.SUBJECT_TYPE.eq(bind.value(STREAM_TYPES.SUBJECT_TYPE, type -> type))),
            Answer.exists());

    private StreamTypeStatements() {}

    /** Lists the subject types. */
    static Statement<?, List<StreamType>> list() {
        return LIST;
    }

    /** Deletes a batch of the events of a type that are older than an age; answers their number. */
    static Statement<?, Integer> deleteOlder(String subjectType, long millis) {
        return DELETE_OLDER.with(new Retention(subjectType, millis));
    }

    /**
     * Creates the partition of a type unless it exists; answers whether it existed before this transaction, so that a rollback
     * cannot remove it.
     */
    static Statement<?, Boolean> ensure(String tablePrefix, String type) {
        return ENSURE.with(new Partition(tablePrefix, type));
    }

    /** Drops the partition of a type; answers whether it existed. */
    static Statement<?, Boolean> drop(String tablePrefix, String type) {
        return DROP.with(new Partition(tablePrefix, type));
    }

    /** Answers whether a type is registered. */
    static Statement<?, Boolean> exists(String type) {
        return EXISTS.with(type);
    }

    private static Template<Partition, Boolean> partition(
            BiFunction<Field<String>, Field<String>, Field<Boolean>> routine) {
        return Template.<Partition, Boolean>of(
                        bind -> DSL.select(routine.apply(
                                bind.value(SQLDataType.CLOB, Partition::tablePrefix),
                                bind.value(SQLDataType.CLOB, Partition::type))),
                        Answer.row(row -> row.getBoolean(1)))
                .asBatch();
    }
}

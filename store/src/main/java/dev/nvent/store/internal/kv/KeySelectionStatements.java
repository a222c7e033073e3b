package dev.nvent.store.internal.kv;

import static dev.nvent.store.internal.kv.KeyConditions.EXPIRED;
import static dev.nvent.store.internal.kv.KeyConditions.HAS_VALUE;
import static dev.nvent.store.internal.kv.KeyConditions.LIVE;
import static dev.nvent.store.jooq.Tables.KV;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.sql.Templates;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/** The statements that list or delete keys by a pattern or because they have expired. */
final class KeySelectionStatements {

    /** A collation by code point, so that an index serves order and patterns in any database. */
    private static final String BY_CODE_POINT = "C";

    private static final Template<String[], Integer> DELETE_EXPIRED = Template.<String[], Integer>of(
                    bind -> deleteFrom(KV)
                            .where(KV.KEY.eq(any(bind.value(KV.KEY.getDataType().array(), keys -> keys))))
                            .and(EXPIRED),
                    Answer.changedRows())
            .asBatch();

    private static final Template<KeyPattern, Integer> CLEAR = Template.<KeyPattern, Integer>of(
                    bind -> deleteFrom(KV).where(matches(bind)), Answer.changedRows())
            .asBatch();

    private static final Templates<Boolean, KeyRange, List<String>> KEYS = new Templates<>(isFirst -> Template.of(
            bind -> select(KV.KEY)
                    .from(KV)
                    .where(matches(bind.of(KeyRange::pattern)))
                    .and(LIVE)
                    .and(HAS_VALUE)
                    .and(
                            isFirst
                                    ? noCondition()
                                    : byCodePoint()
                                            .gt(bind.value(
                                                    KV.KEY,
                                                    range -> range.after().orElseThrow())))
                    .orderBy(byCodePoint())
                    .limit(bind.value(SQLDataType.BIGINT, KeyRange::limit)),
            Answer.rows(row -> row.getString(1))));

    private static final Template<Integer, Integer> PURGE = Template.<Integer, Integer>of(
                    bind -> deleteFrom(KV)
                            .where(KV.KEY.eq(any(array(select(KV.KEY)
                                    .from(KV)
                                    .where(EXPIRED)
                                    .limit(bind.value(SQLDataType.INTEGER, batch -> batch))))))
                            .and(EXPIRED),
                    Answer.changedRows())
            .asBatch();

    private KeySelectionStatements() {}

    private record KeyRange(KeyPattern pattern, Optional<String> after, long limit) {}

    static Statement<?, Integer> deleteExpired(List<String> keys) {
        return DELETE_EXPIRED.with(keys.toArray(String[]::new));
    }

    static Statement<?, Integer> clear(KeyPattern pattern) {
        return CLEAR.with(pattern);
    }

    static Statement<?, List<String>> keys(KeyPattern pattern, Optional<String> after, long limit) {
        return KEYS.of(after.isEmpty()).with(new KeyRange(pattern, after, limit));
    }

    static Statement<?, Integer> purge(int batch) {
        return PURGE.with(batch);
    }

    private static Condition matches(Binder<KeyPattern> bind) {
        return byCodePoint().like(bind.value(KV.KEY, KeyPattern::like), KeyPattern.ESCAPE);
    }

    private static Field<String> byCodePoint() {
        return KV.KEY.collate(BY_CODE_POINT);
    }
}

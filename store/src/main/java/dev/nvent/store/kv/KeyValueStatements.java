package dev.nvent.store.kv;

import static dev.nvent.store.jooq.Tables.KV;
import static dev.nvent.store.jooq.Tables.NVENT_UNNEST_VALUES;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.nvent.store.jooq.Routines;
import dev.nvent.store.jooq.tables.records.KvRecord;
import dev.nvent.store.json.Json;
import dev.nvent.store.sql.Gate;
import dev.nvent.store.sql.SqlStatement;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertSetMoreStep;
import org.jooq.JSONB;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;
import tools.jackson.databind.JsonNode;

/** The SQL of the key-value store. */
final class KeyValueStatements {

    /** What orders and matches keys by their characters, so that an index serves both in any database. */
    private static final String BY_CHARACTER = "C";

    private static final Condition EXPIRED = KV.EXPIRES_AT.le(currentOffsetDateTime());
    private static final Condition LIVE = KV.EXPIRES_AT.isNull().or(KV.EXPIRES_AT.gt(currentOffsetDateTime()));

    /** What the original adapter leaves where it sets null: a key without a value. */
    private static final Condition NOTHING = KV.VALUE.eq(JSONB.valueOf("null"));

    private static final String[] NO_PATH = {};

    SqlStatement<StoredValue> get(String key) {
        return new SqlStatement<>(
                List.of("kv.get"),
                dsl -> dsl.select(KV.VALUE, field(LIVE)).from(KV).where(KV.KEY.eq(key)),
                List.of(key),
                row -> new StoredValue(Json.parse(JSONB.jsonb(row.getString(1))), !row.getBoolean(2)));
    }

    Map<String, JsonNode> getAll(DSLContext dsl, Collection<String> keys) {
        return dsl
                .select(KV.KEY, KV.VALUE)
                .from(KV)
                .where(KV.KEY.eq(any(keys.toArray(String[]::new))))
                .and(LIVE)
                .andNot(NOTHING)
                .fetch()
                .stream()
                .collect(Collectors.toMap(row -> row.value1(), row -> Json.parse(row.value2())));
    }

    static SqlStatement<Void> set(KeySetting setting, Gate gate) {
        return SqlStatement.withoutRows(
                List.of("kv.set", gate.shape()),
                dsl -> dsl.insertInto(KV, KV.KEY, KV.VALUE, KV.EXPIRES_AT)
                        .select(dsl.select(val(setting.key()), val(Json.jsonb(setting.value())), expiry(setting.ttl()))
                                .where(gate.condition()))
                        .onConflict(KV.KEY)
                        .doUpdate()
                        .set(KV.VALUE, excluded(KV.VALUE))
                        .set(KV.EXPIRES_AT, excluded(KV.EXPIRES_AT))
                        .set(KV.UPDATED_AT, currentOffsetDateTime()),
                Arrays.asList(setting.key(), Json.jsonb(setting.value()), interval(setting.ttl())));
    }

    int setAll(DSLContext dsl, SortedMap<String, JsonNode> values, Optional<Duration> ttl) {
        var rows = NVENT_UNNEST_VALUES.call(
                values.keySet().toArray(String[]::new),
                values.values().stream().map(Json::jsonb).toArray(JSONB[]::new));
        return dsl.insertInto(KV, KV.KEY, KV.VALUE, KV.EXPIRES_AT)
                .select(dsl.select(rows.KEY, rows.VALUE, expiry(ttl)).from(rows).orderBy(rows.KEY))
                .onConflict(KV.KEY)
                .doUpdate()
                .set(KV.VALUE, excluded(KV.VALUE))
                .set(KV.EXPIRES_AT, excluded(KV.EXPIRES_AT))
                .set(KV.UPDATED_AT, currentOffsetDateTime())
                .execute();
    }

    boolean setIfAbsent(DSLContext dsl, String key, JsonNode value, Optional<Duration> ttl) {
        return insert(dsl, key, value, ttl)
                        .onConflict(KV.KEY)
                        .doUpdate()
                        .set(KV.VALUE, excluded(KV.VALUE))
                        .set(KV.EXPIRES_AT, excluded(KV.EXPIRES_AT))
                        .set(KV.UPDATED_AT, currentOffsetDateTime())
                        .where(EXPIRED.or(NOTHING))
                        .execute()
                > 0;
    }

    boolean compareAndSet(DSLContext dsl, String key, JsonNode expected, JsonNode value, Optional<Duration> ttl) {
        return dsl.update(KV)
                        .set(KV.VALUE, Json.jsonb(value))
                        .set(KV.EXPIRES_AT, expiry(ttl))
                        .set(KV.UPDATED_AT, currentOffsetDateTime())
                        .where(KV.KEY.eq(key))
                        .and(KV.VALUE.eq(Json.jsonb(expected)))
                        .and(LIVE)
                        .execute()
                > 0;
    }

    BigDecimal increment(DSLContext dsl, String key, BigDecimal delta) {
        Field<JSONB> sum = Routines.nventJsonbIncrement(KV.VALUE, val(NO_PATH), val(delta));
        return dsl.insertInto(KV)
                .set(KV.KEY, key)
                .set(KV.VALUE, JSONB.valueOf(delta.toString()))
                .onConflict(KV.KEY)
                .doUpdate()
                .set(KV.VALUE, when(EXPIRED, excluded(KV.VALUE)).otherwise(sum))
                .set(KV.EXPIRES_AT, when(LIVE, KV.EXPIRES_AT))
                .set(KV.UPDATED_AT, currentOffsetDateTime())
                .returningResult(KV.VALUE)
                .fetchSingle(row -> Json.parse(row.value1()).decimalValue());
    }

    boolean delete(DSLContext dsl, String key) {
        return dsl.deleteFrom(KV)
                .where(KV.KEY.eq(key))
                .returningResult(field(LIVE.andNot(NOTHING)))
                .fetchOptional(row -> row.value1())
                .orElse(false);
    }

    int deleteExpired(DSLContext dsl, String key) {
        return dsl.deleteFrom(KV).where(KV.KEY.eq(key)).and(EXPIRED).execute();
    }

    int clear(DSLContext dsl, KeyPattern pattern) {
        return dsl.deleteFrom(KV).where(matches(pattern)).execute();
    }

    List<String> keys(DSLContext dsl, KeyPattern pattern, String after, long limit) {
        return dsl.select(KV.KEY)
                .from(KV)
                .where(matches(pattern))
                .and(LIVE)
                .and(after == null ? noCondition() : byCharacter().gt(after))
                .orderBy(byCharacter())
                .limit(limit)
                .fetch(KV.KEY);
    }

    int purge(DSLContext dsl, int batch) {
        return dsl.deleteFrom(KV)
                .where(KV.KEY.eq(any(array(dsl.select(KV.KEY)
                        .from(KV)
                        .where(EXPIRED)
                        .limit(batch)
                        .forUpdate()
                        .skipLocked()))))
                .and(EXPIRED)
                .execute();
    }

    private static InsertSetMoreStep<KvRecord> insert(
            DSLContext dsl, String key, JsonNode value, Optional<Duration> ttl) {
        return dsl.insertInto(KV)
                .set(KV.KEY, key)
                .set(KV.VALUE, Json.jsonb(value))
                .set(KV.EXPIRES_AT, expiry(ttl));
    }

    /** NULL, which is for ever, where there is no time to live. */
    private static Field<OffsetDateTime> expiry(Optional<Duration> ttl) {
        return currentOffsetDateTime().plus(val(interval(ttl), SQLDataType.INTERVALDAYTOSECOND));
    }

    private static DayToSecond interval(Optional<Duration> ttl) {
        return ttl.map(DayToSecond::valueOf).orElse(null);
    }

    private static Condition matches(KeyPattern pattern) {
        return byCharacter().like(pattern.like(), KeyPattern.ESCAPE);
    }

    private static Field<String> byCharacter() {
        return KV.KEY.collate(BY_CHARACTER);
    }
}

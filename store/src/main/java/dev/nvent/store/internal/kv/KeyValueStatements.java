package dev.nvent.store.internal.kv;

import static dev.nvent.store.internal.kv.KeyConditions.HAS_VALUE;
import static dev.nvent.store.internal.kv.KeyConditions.LIVE;
import static dev.nvent.store.internal.kv.KeyConditions.liveAt;
import static dev.nvent.store.jooq.Tables.KV;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The statements that read and write the values of given keys. */
final class KeyValueStatements {

    /** The clock in ON CONFLICT is the default of the new row: distributed engines refuse a function there. */
    private static final Field<OffsetDateTime> NOW_OF_ROW = excluded(KV.UPDATED_AT);

    private static final Template<String, Optional<StoredValue>> GET = Template.of(
            bind -> select(KV.VALUE, field(LIVE)).from(KV).where(key(bind)),
            Answer.optionalRow(row -> new StoredValue(json(row.getString(1)), !row.getBoolean(2))));

    private static final Template<String[], List<Map.Entry<String, JsonNode>>> GET_ALL = Template.of(
            bind -> select(KV.KEY, KV.VALUE)
                    .from(KV)
                    .where(KV.KEY.eq(any(bind.array(KV.KEY, keys -> keys))))
                    .and(LIVE)
                    .and(HAS_VALUE),
            Answer.rows(row -> Map.entry(row.getString(1), json(row.getString(2)))));

    private static final Template<KeySetting, Boolean> SET = Template.of(
            bind -> insertInto(KV)
                    .set(row(bind))
                    .onConflict(KV.KEY)
                    .doUpdate()
                    .set(replacement())
                    .returningResult(KV.KEY),
            Answer.row(row -> true));

    private static final Template<Batch, Integer> SET_ALL = Template.<Batch, Integer>of(
                    bind -> insertInto(KV, KV.KEY, KV.VALUE, KV.EXPIRES_AT)
                            .select(select(
                                    unnested(bind.array(KV.KEY, Batch::keys)),
                                    unnested(bind.array(KV.KEY, Batch::values)).cast(KV.VALUE.getDataType()),
                                    expiry(bind.value(
                                            SQLDataType.INTERVALDAYTOSECOND, batch -> interval(batch.ttl())))))
                            .onConflict(KV.KEY)
                            .doUpdate()
                            .set(replacement()),
                    Answer.changedRows())
            .asBatch();

    private static final Template<KeySetting, Boolean> SET_IF_ABSENT = Template.of(
            bind -> insertInto(KV)
                    .set(row(bind))
                    .onConflict(KV.KEY)
                    .doUpdate()
                    .set(replacement())
                    .where(liveAt(NOW_OF_ROW).and(HAS_VALUE).not())
                    .returningResult(KV.KEY),
            Answer.exists());

    private static final Template<Swap, Boolean> COMPARE_AND_SET = Template.of(
            bind -> DSL.update(KV)
                    .set(
                            KV.VALUE,
                            bind.value(
                                    KV.VALUE, swap -> Json.text(swap.setting().value())))
                    .set(
                            KV.EXPIRES_AT,
                            expiry(bind.value(
                                    SQLDataType.INTERVALDAYTOSECOND,
                                    swap -> interval(swap.setting().ttl()))))
                    .set(KV.UPDATED_AT, currentOffsetDateTime())
                    .where(KV.KEY.eq(bind.value(KV.KEY, swap -> swap.setting().key())))
                    .and(KV.VALUE.eq(bind.value(KV.VALUE, swap -> Json.text(swap.expected()))))
                    .and(LIVE)
                    .returningResult(KV.KEY),
            Answer.exists());

    private static final Template<Addition, BigDecimal> INCREMENT = Template.of(
            KeyValueStatements::increment,
            Answer.row(row -> json(row.getString(1)).decimalValue()));

    private static final Template<String, Optional<Boolean>> DELETE = Template.of(
            bind -> {
                // A clock in USING, since distributed engines refuse a function in RETURNING.
                var clock = select(currentOffsetDateTime().as("now")).asTable("clock");
                return deleteFrom(KV)
                        .using(clock)
                        .where(key(bind))
                        .returningResult(field(
                                liveAt(clock.field("now", OffsetDateTime.class)).and(HAS_VALUE)));
            },
            Answer.optionalRow(row -> row.getBoolean(1)));

    private KeyValueStatements() {}

    private record Batch(String[] keys, String[] values, Optional<Duration> ttl) {}

    private record Swap(KeySetting setting, JsonNode expected) {

        /** Without the values. */
        @Override
        public String toString() {
            return "Swap[setting=" + setting + "]";
        }
    }

    private record Addition(String key, BigDecimal delta) {}

    static Statement<?, Optional<StoredValue>> get(String key) {
        return GET.with(key);
    }

    static Statement<?, List<Map.Entry<String, JsonNode>>> getAll(List<String> keys) {
        return GET_ALL.with(keys.toArray(String[]::new));
    }

    static Statement<?, Boolean> set(KeySetting setting) {
        return SET.with(setting);
    }

    static Statement<?, Integer> setAll(SortedMap<String, JsonNode> values, Optional<Duration> ttl) {
        return SET_ALL.with(new Batch(
                values.keySet().toArray(String[]::new),
                values.values().stream().map(Json::text).toArray(String[]::new),
                ttl));
    }

    static Statement<?, Boolean> setIfAbsent(KeySetting setting) {
        return SET_IF_ABSENT.with(setting);
    }

    static Statement<?, Boolean> compareAndSet(KeySetting setting, JsonNode expected) {
        return COMPARE_AND_SET.with(new Swap(setting, expected));
    }

    static Statement<?, BigDecimal> increment(String key, BigDecimal delta) {
        return INCREMENT.with(new Addition(key, delta));
    }

    /** Answers whether the key had a value, where there was a row. */
    static Statement<?, Optional<Boolean>> delete(String key) {
        return DELETE.with(key);
    }

    private static Map<Field<?>, Object> row(Binder<KeySetting> bind) {
        var row = new LinkedHashMap<Field<?>, Object>();
        row.put(KV.KEY, bind.value(KV.KEY, KeySetting::key));
        row.put(KV.VALUE, bind.value(KV.VALUE, setting -> Json.text(setting.value())));
        row.put(KV.EXPIRES_AT, expiry(bind.value(SQLDataType.INTERVALDAYTOSECOND, setting -> interval(setting.ttl()))));
        return row;
    }

    private static Map<Field<?>, Field<?>> replacement() {
        var replacement = new LinkedHashMap<Field<?>, Field<?>>();
        replacement.put(KV.VALUE, excluded(KV.VALUE));
        replacement.put(KV.EXPIRES_AT, excluded(KV.EXPIRES_AT));
        replacement.put(KV.UPDATED_AT, NOW_OF_ROW);
        return replacement;
    }

    private static org.jooq.Query increment(Binder<Addition> bind) {
        Field<BigDecimal> delta = bind.value(SQLDataType.NUMERIC, Addition::delta);
        Field<JSONB> sum = Routines.nventJsonbIncrement(KV.VALUE, inline(new String[0]), delta);
        Condition isLive = liveAt(NOW_OF_ROW);
        return insertInto(KV)
                .set(KV.KEY, bind.value(KV.KEY, Addition::key))
                .set(KV.VALUE, bind.value(KV.VALUE, addition -> addition.delta().toString()))
                .onConflict(KV.KEY)
                .doUpdate()
                .set(KV.VALUE, when(isLive, sum).otherwise(excluded(KV.VALUE)))
                .set(KV.EXPIRES_AT, when(isLive, KV.EXPIRES_AT))
                .set(KV.UPDATED_AT, NOW_OF_ROW)
                .returningResult(KV.VALUE);
    }

    private static Condition key(Binder<String> bind) {
        return KV.KEY.eq(bind.value(KV.KEY, key -> key));
    }

    /** NULL, no expiry, where there is no time to live. */
    private static Field<OffsetDateTime> expiry(Field<DayToSecond> ttl) {
        return currentOffsetDateTime().plus(ttl);
    }

    private static @Nullable String interval(Optional<Duration> ttl) {
        return ttl.map(DayToSecond::valueOf).map(DayToSecond::toString).orElse(null);
    }

    private static Field<String> unnested(Field<String[]> array) {
        return function(name("unnest"), SQLDataType.CLOB, array);
    }

    private static JsonNode json(String stored) {
        return Json.parse(stored);
    }
}

package dev.nvent.store.index;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.defaultValue;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttribute;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import dev.nvent.store.catalog.IndexTable;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.json.Json;
import dev.nvent.store.routing.Patch;
import dev.nvent.store.routing.Route;
import dev.nvent.store.routing.Write;
import dev.nvent.store.routing.Write.Assign;
import dev.nvent.store.routing.Write.Merge;
import dev.nvent.store.subject.IndexSubject;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateStep;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectLimitStep;
import org.jooq.SortField;
import org.jooq.TableField;

/** The SQL of one index. */
final class IndexStatements<R extends Record> {

    private final IndexTable<R> table;
    private final Optional<String> scope;
    private final IndexFilter<R> filter;

    IndexStatements(IndexSubject<R> subject) {
        this.table = subject.table();
        this.scope = subject.scope();
        this.filter = new IndexFilter<>(table);
    }

    /** Inserts or replaces; returns the version. */
    int add(DSLContext dsl, String id, long score, Patch<R> fields) {
        var replacement = new LinkedHashMap<Field<?>, Object>();
        replacement.put(table.score(), excluded(table.score()));
        routed().forEach(field -> replacement.put(field, excluded(field)));
        replacement.putAll(touched());
        return insert(dsl, id, score, fields)
                .onConflict(key())
                .doUpdate()
                .set(replacement)
                .returningResult(table.version())
                .fetchSingle()
                .value1();
    }

    /** Inserts; returns whether there was no such entry. */
    boolean addIfAbsent(DSLContext dsl, String id, long score, Patch<R> fields) {
        return insert(dsl, id, score, fields).onConflict(key()).doNothing().execute() > 0;
    }

    /** Returns the new version; empty where no entry matched. */
    Optional<Integer> update(DSLContext dsl, String id, Patch<R> patch, Optional<Integer> expectedVersion) {
        var set = new LinkedHashMap<Field<?>, Object>();
        patch.writes().forEach(write -> set.put(write.field(), merged(write)));
        set.putAll(touched());
        return dsl.update(table.table())
                .set(set)
                .where(is(id))
                .and(expectedVersion.map(this::hasVersion).orElse(noCondition()))
                .returningResult(table.version())
                .fetchOptional()
                .map(row -> row.value1());
    }

    /** Returns the new value; empty where there is no entry. */
    <T> Optional<T> increment(DSLContext dsl, String id, TableField<R, T> column, T delta) {
        return dsl.update(table.table())
                .set(column, coalesce(column, inline(0)).plus(val(delta, column)))
                .set(touched())
                .where(is(id))
                .returningResult(column)
                .fetchOptional()
                .map(row -> row.value1());
    }

    /** Returns the new value; empty where there is no entry. */
    Optional<BigDecimal> increment(
            DSLContext dsl, String id, TableField<R, JSONB> document, List<String> path, BigDecimal delta) {
        Field<JSONB> value = document;
        for (String key : path) {
            value = jsonbGetAttribute(value, key);
        }
        return dsl.update(table.table())
                .set(document, Routines.jsonbIncrement(document, val(path.toArray(String[]::new)), val(delta)))
                .set(touched())
                .where(is(id))
                .returningResult(value)
                .fetchOptional()
                .map(row -> Json.parse(row.value1()).decimalValue());
    }

    Optional<Integer> version(DSLContext dsl, String id) {
        return dsl.select(version())
                .from(table.table())
                .where(is(id))
                .fetchOptional()
                .map(row -> row.value1());
    }

    Optional<R> get(DSLContext dsl, String id) {
        return dsl.selectFrom(table.table()).where(is(id)).fetchOptional();
    }

    List<R> get(DSLContext dsl, Collection<String> ids) {
        return dsl.selectFrom(table.table()).where(isAny(ids)).fetch();
    }

    int delete(DSLContext dsl, String id) {
        return dsl.deleteFrom(table.table()).where(is(id)).execute();
    }

    int delete(DSLContext dsl, Collection<String> ids) {
        return dsl.deleteFrom(table.table()).where(isAny(ids)).execute();
    }

    long count(DSLContext dsl, IndexQuery<? super R> query) {
        return dsl.selectCount()
                .from(table.table())
                .where(matching(query))
                .fetchSingle()
                .value1();
    }

    List<R> read(DSLContext dsl, IndexQuery<? super R> query, long limit) {
        Condition matching = matching(query);
        IndexCursor after = query.after();
        if (after == null) {
            return ordered(dsl, matching).limit(limit).offset(query.offset()).fetch();
        }
        // Two ranges of the index, each read no further than the page: ties of the cursor's score, and lower scores.
        long rows = limit + query.offset();
        var ties = ordered(
                dsl,
                matching.and(table.score().eq(after.score())).and(table.id().gt(after.id())));
        var lower = ordered(dsl, matching.and(table.score().lt(after.score())));
        return ties.limit(rows)
                .unionAll(lower.limit(rows))
                .orderBy(order())
                .limit(limit)
                .offset(query.offset())
                .fetch();
    }

    private SelectLimitStep<R> ordered(DSLContext dsl, Condition condition) {
        return dsl.selectFrom(table.table()).where(condition).orderBy(order());
    }

    private List<SortField<?>> order() {
        return List.of(table.score().desc(), table.id().asc());
    }

    private Condition matching(IndexQuery<? super R> query) {
        Condition condition = inScope().and(filter.of(query.filters()));
        if (query.minScore() > Long.MIN_VALUE) {
            condition = condition.and(table.score().ge(query.minScore()));
        }
        if (query.maxScore() < Long.MAX_VALUE) {
            condition = condition.and(table.score().le(query.maxScore()));
        }
        return condition;
    }

    private InsertOnDuplicateStep<R> insert(DSLContext dsl, String id, long score, Patch<R> fields) {
        var row = new LinkedHashMap<Field<?>, Object>();
        scope.ifPresent(value -> row.put(table.scope(), value));
        row.put(table.id(), id);
        row.put(table.score(), score);
        routed().forEach(field -> row.put(field, defaultValue(field)));
        for (Write<R> write : fields.writes()) {
            if (!write.field().equals(table.score())) {
                row.put(write.field(), whole(write));
            }
        }
        return dsl.insertInto(table.table()).set(row);
    }

    private List<? extends TableField<R, ?>> routed() {
        return table.fields().routes().stream()
                .map(Route::field)
                .distinct()
                .filter(field -> !field.equals(table.score()))
                .toList();
    }

    private static <R extends Record> Object whole(Write<R> write) {
        return switch (write) {
            case Assign<R, ?> assign -> val(assign.value(), assign.field());
            case Merge<R> merge -> val(Json.jsonb(merge.fragment()));
        };
    }

    private static <R extends Record> Object merged(Write<R> write) {
        return switch (write) {
            case Assign<R, ?> assign -> val(assign.value(), assign.field());
            case Merge<R> merge -> Routines.jsonbDeepMergePatch(merge.field(), val(Json.jsonb(merge.fragment())));
        };
    }

    /** What every change writes. */
    private Map<Field<?>, Object> touched() {
        var touched = new LinkedHashMap<Field<?>, Object>();
        touched.put(table.version(), version().plus(inline(1)));
        touched.put(table.updatedAt(), currentOffsetDateTime());
        return touched;
    }

    /** The column of an adopted table takes NULL. */
    private Field<Integer> version() {
        return coalesce(table.version(), inline(0));
    }

    private Condition hasVersion(int expected) {
        return version().eq(expected);
    }

    private Condition inScope() {
        return scope.map(value -> table.scope().eq(value)).orElse(noCondition());
    }

    private Condition is(String id) {
        return inScope().and(table.id().eq(id));
    }

    private Condition isAny(Collection<String> ids) {
        return inScope().and(table.id().eq(any(ids.toArray(String[]::new))));
    }

    private List<TableField<R, String>> key() {
        return scope.isPresent() ? List.of(table.scope(), table.id()) : List.of(table.id());
    }
}

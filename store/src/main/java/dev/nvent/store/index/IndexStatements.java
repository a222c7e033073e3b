package dev.nvent.store.index;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttribute;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import dev.nvent.store.catalog.IndexTable;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.json.Json;
import dev.nvent.store.routing.Patch;
import dev.nvent.store.routing.Write;
import dev.nvent.store.routing.Write.Assign;
import dev.nvent.store.routing.Write.Merge;
import dev.nvent.store.sql.RecordReader;
import dev.nvent.store.sql.RowReader;
import dev.nvent.store.sql.SqlStatement;
import dev.nvent.store.subject.IndexSubject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectLimitStep;
import org.jooq.SortField;
import org.jooq.TableField;
import org.jooq.UpdateSetMoreStep;

/** The SQL of one index. */
final class IndexStatements<R extends Record> {

    private static final RowReader<Integer> INTEGER = row -> row.getInt(1);

    private final IndexTable<R> table;
    private final Optional<String> scope;
    private final IndexFilter<R> filter;

    IndexStatements(IndexSubject<R> subject) {
        this.table = subject.table();
        this.scope = subject.scope();
        this.filter = new IndexFilter<>(table);
    }

    /** Inserts or replaces; returns the version. */
    SqlStatement<Integer> add(String id, long score, Patch<R> fields) {
        Map<Field<?>, Object> row = row(id, score, fields);
        return new SqlStatement<>(
                shape("add", fields),
                dsl -> dsl.insertInto(table.table())
                        .set(row)
                        .onConflict(keyColumns())
                        .doUpdate()
                        .set(replacement())
                        .set(touched())
                        .returningResult(table.version()),
                new ArrayList<>(row.values()),
                INTEGER);
    }

    /** Inserts unless there is such an entry. */
    SqlStatement<Void> addIfAbsent(String id, long score, Patch<R> fields) {
        Map<Field<?>, Object> row = row(id, score, fields);
        return SqlStatement.withoutRows(
                shape("addIfAbsent", fields),
                dsl -> dsl.insertInto(table.table())
                        .set(row)
                        .onConflict(keyColumns())
                        .doNothing(),
                new ArrayList<>(row.values()));
    }

    /** Returns the new version. */
    SqlStatement<Integer> update(String id, Patch<R> patch) {
        return new SqlStatement<>(
                shape("update", patch),
                dsl -> merging(dsl, patch).where(is(id)).returningResult(table.version()),
                onEntry(id, values(patch)),
                INTEGER);
    }

    /** Returns the new version, if the entry has the expected one. */
    SqlStatement<Integer> update(String id, Patch<R> patch, int expectedVersion) {
        return new SqlStatement<>(
                shape("updateVersion", patch),
                dsl -> merging(dsl, patch)
                        .where(version().eq(expectedVersion))
                        .and(is(id))
                        .returningResult(table.version()),
                onEntry(id, values(patch), List.of(expectedVersion)),
                INTEGER);
    }

    /** Returns the new value. */
    <T> SqlStatement<T> increment(String id, TableField<R, T> column, T delta) {
        return new SqlStatement<>(
                List.of("increment", table.table().getName(), column.getName()),
                dsl -> dsl.update(table.table())
                        .set(column, coalesce(column, inline(0)).plus(val(delta, column)))
                        .set(touched())
                        .where(is(id))
                        .returningResult(column),
                onEntry(id, List.of(delta)),
                row -> row.getObject(1, column.getType()));
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

    SqlStatement<Integer> version(String id) {
        return new SqlStatement<>(
                List.of("version", table.table().getName()),
                dsl -> dsl.select(version()).from(table.table()).where(is(id)),
                onEntry(id),
                INTEGER);
    }

    SqlStatement<R> get(String id) {
        return new SqlStatement<>(
                List.of("get", table.table().getName()),
                dsl -> dsl.selectFrom(table.table()).where(is(id)),
                onEntry(id),
                new RecordReader<>(table.newRecord()));
    }

    List<R> get(DSLContext dsl, Collection<String> ids) {
        return dsl.selectFrom(table.table()).where(isAny(ids)).fetch();
    }

    SqlStatement<Void> delete(String id) {
        return SqlStatement.withoutRows(
                List.of("delete", table.table().getName()),
                dsl -> dsl.deleteFrom(table.table()).where(is(id)),
                onEntry(id));
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
        long rows = Math.min(query.offset(), Long.MAX_VALUE - limit) + limit;
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

    /** A whole new row: what {@code fields} is silent about has its default. */
    private Map<Field<?>, Object> row(String id, long score, Patch<R> fields) {
        var row = new LinkedHashMap<Field<?>, Object>();
        scope.ifPresent(value -> row.put(table.scope(), value));
        row.put(table.id(), id);
        row.put(table.score(), score);
        for (Write<R> write : fields.writes()) {
            if (!write.field().equals(table.score())) {
                row.put(write.field(), value(write));
            }
        }
        return row;
    }

    /** Every column that metadata has, and the score, with what the new row has there. */
    private Map<Field<?>, Field<?>> replacement() {
        var replacement = new LinkedHashMap<Field<?>, Field<?>>();
        replacement.put(table.score(), excluded(table.score()));
        table.fields().routes().forEach(route -> replacement.put(route.field(), excluded(route.field())));
        return replacement;
    }

    private UpdateSetMoreStep<R> merging(DSLContext dsl, Patch<R> patch) {
        var set = new LinkedHashMap<Field<?>, Object>();
        for (Write<R> write : patch.writes()) {
            set.put(write.field(), write instanceof Merge<R> merge ? merged(merge) : value(write));
        }
        return dsl.update(table.table()).set(set).set(touched());
    }

    private static <R extends Record> Field<JSONB> merged(Merge<R> merge) {
        return Routines.jsonbDeepMergePatch(merge.field(), val(Json.jsonb(merge.fragment())));
    }

    private static <R extends Record> Object value(Write<R> write) {
        return switch (write) {
            case Assign<R, ?> assign -> assign.value();
            case Merge<R> merge -> Json.jsonb(merge.fragment());
        };
    }

    /** The columns of a patch, and which of them are merged, are what its statements differ in. */
    private List<String> shape(String operation, Patch<R> patch) {
        var shape = new ArrayList<String>(2 + 2 * patch.writes().size());
        shape.add(operation);
        shape.add(table.table().getName());
        for (Write<R> write : patch.writes()) {
            shape.add(write.field().getName());
            shape.add(write instanceof Merge<R> ? "merge" : "assign");
        }
        return shape;
    }

    private static <R extends Record> List<Object> values(Patch<R> patch) {
        var values = new ArrayList<Object>(patch.writes().size());
        patch.writes().forEach(write -> values.add(value(write)));
        return values;
    }

    /** The values of a statement on one entry, whose key comes last. */
    @SafeVarargs
    private List<Object> onEntry(String id, List<Object>... before) {
        var values = new ArrayList<Object>();
        for (List<Object> some : before) {
            values.addAll(some);
        }
        scope.ifPresent(values::add);
        values.add(id);
        return values;
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

    private Condition inScope() {
        return scope.map(value -> table.scope().eq(value)).orElse(noCondition());
    }

    private Condition is(String id) {
        return inScope().and(table.id().eq(id));
    }

    private Condition isAny(Collection<String> ids) {
        return inScope().and(table.id().eq(any(ids.toArray(String[]::new))));
    }

    private List<TableField<R, String>> keyColumns() {
        return scope.isPresent() ? List.of(table.scope(), table.id()) : List.of(table.id());
    }
}

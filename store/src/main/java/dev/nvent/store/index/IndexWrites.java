package dev.nvent.store.index;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttribute;
import static org.jooq.impl.DSL.val;

import dev.nvent.store.catalog.IndexTable;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.json.Json;
import dev.nvent.store.routing.Patch;
import dev.nvent.store.routing.Write;
import dev.nvent.store.routing.Write.Assign;
import dev.nvent.store.routing.Write.Merge;
import dev.nvent.store.sql.Folding;
import dev.nvent.store.sql.Gate;
import dev.nvent.store.sql.GatedInsert;
import dev.nvent.store.sql.RowReader;
import dev.nvent.store.sql.SqlStatement;
import dev.nvent.store.subject.IndexSubject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;

/** The SQL that changes one index. */
final class IndexWrites<R extends Record> {

    private static final RowReader<Integer> INTEGER = row -> row.getInt(1);

    private final IndexTable<R> table;
    private final IndexKey<R> key;

    IndexWrites(IndexSubject<R> subject) {
        this.table = subject.table();
        this.key = IndexKey.of(subject);
    }

    /** Inserts or replaces; returns the version. */
    SqlStatement<Integer> add(String id, long score, Patch<R> fields, Gate gate) {
        List<String> shape = shape("add", fields);
        shape.add(gate.shape());
        return new SqlStatement<>(
                shape,
                dsl -> GatedInsert.of(dsl, table.table(), row(id, score, fields), gate)
                        .onConflict(key.columns())
                        .doUpdate()
                        .set(replacement())
                        .set(touched())
                        .returningResult(table.version()),
                rowValues(id, score, fields),
                INTEGER);
    }

    /** Inserts unless there is such an entry. */
    SqlStatement<Void> addIfAbsent(String id, long score, Patch<R> fields) {
        return SqlStatement.withoutRows(
                shape("addIfAbsent", fields),
                dsl -> dsl.insertInto(table.table())
                        .set(row(id, score, fields))
                        .onConflict(key.columns())
                        .doNothing(),
                rowValues(id, score, fields));
    }

    /** Returns the new version. */
    SqlStatement<Integer> update(String id, Patch<R> patch) {
        return new SqlStatement<>(
                shape("update", patch),
                dsl -> dsl.update(table.table())
                        .set(merging(patch))
                        .set(touched())
                        .where(key.ofEntry(id))
                        .returningResult(table.version()),
                key.values(values(patch), id),
                INTEGER);
    }

    /** Returns the new version, if the entry has the expected one. */
    SqlStatement<Integer> update(String id, Patch<R> patch, int expectedVersion) {
        return new SqlStatement<>(
                shape("updateVersion", patch),
                dsl -> dsl.update(table.table())
                        .set(merging(patch))
                        .set(touched())
                        .where(version().eq(expectedVersion))
                        .and(key.ofEntry(id))
                        .returningResult(table.version()),
                key.values(
                        Stream.concat(values(patch).stream(), Stream.of(expectedVersion))
                                .toList(),
                        id),
                INTEGER);
    }

    /** Returns the new value. */
    <T> SqlStatement<T> increment(String id, TableField<R, T> column, T delta) {
        List<String> shape = List.of("increment", table.table().getName(), column.getName());
        var increment = new SqlStatement<>(
                shape,
                dsl -> dsl.update(table.table())
                        .set(column, sum(column, delta))
                        .set(touched())
                        .where(key.ofEntry(id))
                        .returningResult(column),
                key.values(List.of(delta), id),
                row -> row.getObject(1, column.getType()));
        boolean isNegative = ((Number) delta).longValue() < 0;
        return increment.withFolding(new Folding<>(
                true,
                List.of(shape, key.values(List.of(), id), isNegative),
                delta,
                deltas -> increments(id, column, deltas)));
    }

    /**
     * Adds the sum; returns what each increment by itself, in order, would have returned. All have the same sign, so that
     * each fits the column if the last one does.
     */
    private <T> SqlStatement<List<T>> increments(String id, TableField<R, T> column, List<T> deltas) {
        long[] sums =
                deltas.stream().mapToLong(delta -> ((Number) delta).longValue()).toArray();
        Arrays.parallelPrefix(sums, Math::addExact);
        long total = sums[sums.length - 1];
        SqlStatement<T> sum = increment(id, column, number(column, total));
        return new SqlStatement<>(sum.shape(), sum.text(), sum.values(), row -> {
            long before = row.getLong(1) - total;
            return Arrays.stream(sums)
                    .mapToObj(each -> number(column, before + each))
                    .toList();
        });
    }

    /** A number in the type of a column, which it must fit. */
    private static <T> T number(TableField<?, T> column, long value) {
        Class<T> type = column.getType();
        return type == Long.class ? type.cast(value) : type.cast(Math.toIntExact(value));
    }

    /** Returns the new value; empty where there is no entry. */
    Optional<BigDecimal> increment(
            DSLContext dsl, String id, TableField<R, JSONB> document, List<String> path, BigDecimal delta) {
        Field<JSONB> value = document;
        for (String key : path) {
            value = jsonbGetAttribute(value, key);
        }
        return dsl.update(table.table())
                .set(document, Routines.nventJsonbIncrement(document, val(path.toArray(String[]::new)), val(delta)))
                .set(touched())
                .where(key.ofEntry(id))
                .returningResult(value)
                .fetchOptional()
                .map(row -> Json.parse(row.value1()).decimalValue());
    }

    SqlStatement<Integer> version(String id) {
        return new SqlStatement<>(
                List.of("version", table.table().getName()),
                dsl -> dsl.select(version()).from(table.table()).where(key.ofEntry(id)),
                key.values(List.of(), id),
                INTEGER);
    }

    SqlStatement<Void> delete(String id) {
        return SqlStatement.withoutRows(
                List.of("delete", table.table().getName()),
                dsl -> dsl.deleteFrom(table.table()).where(key.ofEntry(id)),
                key.values(List.of(), id));
    }

    int delete(DSLContext dsl, Collection<String> ids) {
        return dsl.deleteFrom(table.table()).where(key.ofEntries(ids)).execute();
    }

    /** A whole new row: what {@code fields} is silent about has its default. */
    private Map<Field<?>, Object> row(String id, long score, Patch<R> fields) {
        var row = new LinkedHashMap<Field<?>, Object>();
        key.scope().ifPresent(value -> row.put(table.scope(), value));
        row.put(table.id(), id);
        row.put(table.score(), score);
        for (Write<R> write : fields.writes()) {
            if (!write.field().equals(table.score())) {
                row.put(write.field(), value(write));
            }
        }
        return row;
    }

    /** The values of {@link #row} in order. */
    private List<Object> rowValues(String id, long score, Patch<R> fields) {
        var values = new ArrayList<Object>(3 + fields.writes().size());
        key.scope().ifPresent(values::add);
        values.add(id);
        values.add(score);
        for (Write<R> write : fields.writes()) {
            if (!write.field().equals(table.score())) {
                values.add(value(write));
            }
        }
        return values;
    }

    /** Every column that metadata has, and the score, with what the new row has there. */
    private Map<Field<?>, Field<?>> replacement() {
        var replacement = new LinkedHashMap<Field<?>, Field<?>>();
        replacement.put(table.score(), excluded(table.score()));
        table.fields().routes().forEach(route -> replacement.put(route.field(), excluded(route.field())));
        return replacement;
    }

    /** What a patch writes: documents merged, everything else as it is. */
    Map<Field<?>, Object> merging(Patch<R> patch) {
        var set = new LinkedHashMap<Field<?>, Object>();
        for (Write<R> write : patch.writes()) {
            set.put(write.field(), write instanceof Merge<R> merge ? merged(merge) : value(write));
        }
        return set;
    }

    private static <R extends Record> Field<JSONB> merged(Merge<R> merge) {
        return Routines.nventJsonbDeepMerge(merge.field(), val(Json.jsonb(merge.fragment())));
    }

    private static <R extends Record> Object value(Write<R> write) {
        return switch (write) {
            case Assign<R, ?> assign -> assign.value();
            case Merge<R> merge -> Json.jsonb(merge.fragment());
        };
    }

    /** The columns of a patch, and which of them are merged, are what its statements differ in. */
    List<String> shape(String operation, Patch<R> patch) {
        var shape = new ArrayList<String>(2 + 2 * patch.writes().size());
        shape.add(operation);
        shape.add(table.table().getName());
        for (Write<R> write : patch.writes()) {
            shape.add(write.field().getName());
            shape.add(write instanceof Merge<R> ? "merge" : "assign");
        }
        return shape;
    }

    List<Object> values(Patch<R> patch) {
        var values = new ArrayList<Object>(patch.writes().size());
        patch.writes().forEach(write -> values.add(value(write)));
        return values;
    }

    <T> Field<T> sum(TableField<R, T> column, T delta) {
        return coalesce(column, inline(0)).plus(val(delta, column));
    }

    /** What every change writes. */
    Map<Field<?>, Object> touched() {
        var touched = new LinkedHashMap<Field<?>, Object>();
        touched.put(table.version(), version().plus(inline(1)));
        touched.put(table.updatedAt(), currentOffsetDateTime());
        return touched;
    }

    /** The column of an adopted table takes NULL. */
    Field<Integer> version() {
        return coalesce(table.version(), inline(0));
    }
}

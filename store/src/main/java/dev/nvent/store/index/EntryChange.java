package dev.nvent.store.index;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;

import dev.nvent.store.catalog.IndexTable;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.json.Json;
import dev.nvent.store.routing.FieldPath;
import dev.nvent.store.routing.Patch;
import dev.nvent.store.routing.Route.Column;
import dev.nvent.store.routing.Route.Counter;
import dev.nvent.store.sql.Gate;
import dev.nvent.store.sql.SqlStatement;
import dev.nvent.store.subject.IndexSubject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.TableField;
import tools.jackson.databind.JsonNode;

/**
 * What a transition does to one entry that must be there: expects, merges, counts. Built up by one thread.
 *
 * @param <R> the record of the table
 */
public final class EntryChange<R extends Record> {

    private final String id;
    private final IndexTable<R> table;
    private final IndexKey<R> key;
    private final IndexWrites<R> writes;
    private final Map<TableField<R, ?>, Object> expected = new LinkedHashMap<>();
    private final Map<String, Count<R>> counts = new TreeMap<>();
    private Patch<R> patch = Patch.empty();
    private Integer expectedVersion;
    private boolean isChanged;

    private record Count<R extends Record>(TableField<R, Integer> field, int delta) {}

    /** Nothing yet, but that the entry must be there. */
    public EntryChange(IndexSubject<R> subject, String id) {
        this.table = subject.table();
        this.key = IndexKey.of(subject);
        this.id = key.checkedId(id);
        this.writes = new IndexWrites<>(subject);
    }

    /** The values of a patch too, none of which may differ from what was given before. */
    public void merge(Patch<R> more) {
        key.checkedPatch(more)
                .writes()
                .forEach(write -> checkOnce(counts.containsKey(write.field().getName()), write.field()));
        patch = patch.and(more);
        isChanged = true;
    }

    /** As {@link #merge(Patch)}, of a map. */
    public void merge(Map<String, ?> metadata) {
        merge(table.patch(id, metadata));
    }

    /** Adds to a counter. */
    public void count(Counter<R> counter, int delta) {
        TableField<R, Integer> field = counter.field();
        checkOnce(patch.writes().stream().anyMatch(write -> write.field().equals(field)), field);
        long sum = counts.containsKey(field.getName())
                ? counts.get(field.getName()).delta()
                : 0;
        if (sum + delta != (int) (sum + delta)) {
            throw new InvalidInputException(counter.path().toString(), "a sum that fits its column", "a larger one");
        }
        counts.put(field.getName(), new Count<>(field, (int) sum + delta));
        isChanged = true;
    }

    private static void checkOnce(boolean isGiven, TableField<?, ?> field) {
        if (isGiven) {
            throw new InvalidInputException(field.getName(), "a value to set or a number to add", "both");
        }
    }

    /** As {@link #count(Counter, int)}, by the path of the field. */
    public void count(String field, int delta) {
        FieldPath path = FieldPath.parse(field);
        if (!(table.routeOf(path).route() instanceof Counter<R> counter)) {
            throw new InvalidInputException(field, "a field with a counter's column", "another");
        }
        count(counter, delta);
    }

    /** Only if the entry has this version. */
    public void expectVersion(int version) {
        checkExpectedOnce(expectedVersion != null && expectedVersion != version, IndexTable.VERSION);
        expectedVersion = version;
    }

    /** As {@link #expect(Column, Object)}, by the path of the field. */
    public void expect(String field, Object value) {
        FieldPath path = FieldPath.parse(field);
        if (!(table.routeOf(path).route() instanceof Column<R, ?, ?> column)) {
            throw new InvalidInputException(field, "a field with a column", "another");
        }
        JsonNode json = Json.of(value, field);
        expect(column.field(), path, json.isNull() ? null : column.codec().parse(json, path));
    }

    /** Only if a column has this value. */
    public <T, J> void expect(Column<R, T, J> column, J value) {
        expect(
                column.field(),
                column.path(),
                value == null ? null : column.codec().encode(value, column.path()));
    }

    private void expect(TableField<R, ?> field, FieldPath path, Object stored) {
        checkExpectedOnce(expected.containsKey(field) && !Objects.equals(expected.get(field), stored), path.toString());
        expected.put(field, stored);
    }

    private static void checkExpectedOnce(boolean differs, String where) {
        if (differs) {
            throw new InvalidInputException(where, "one value to expect", "two that differ");
        }
    }

    /** Whether it does more than to expect something. */
    public boolean isChange() {
        return isChanged;
    }

    /**
     * Locks the entry and notes whether it is there and as expected.
     *
     * @param isFirst whether it is the first of its transition
     */
    public SqlStatement<LockedEntry> lock(boolean isFirst) {
        List<String> shape = new ArrayList<>(List.of("lock", table.table().getName(), String.valueOf(isFirst)));
        expected.keySet().forEach(column -> shape.add(column.getName()));
        var values = new ArrayList<Object>(expected.values());
        if (expectedVersion != null) {
            shape.add("version");
            values.add(expectedVersion);
        }
        return new SqlStatement<>(
                shape,
                dsl -> lock(dsl, isFirst),
                key.values(values, id),
                row -> new LockedEntry(row.getBoolean(1), row.getObject(2, Integer.class)));
    }

    /** A row in any case, so that what is not there is noted too. */
    private Select<?> lock(DSLContext dsl, boolean isFirst) {
        Table<?> locked = dsl.select(
                        field(isAsExpected()).as("as_expected"),
                        writes.version().as(table.version()))
                .from(table.table())
                .where(key.ofEntry(id))
                .forNoKeyUpdate()
                .asTable("locked");
        Field<Boolean> asExpected = locked.field("as_expected", Boolean.class);
        return dsl.select(asExpected, locked.field(table.version()), Gate.note(isFirst, asExpected))
                .from(selectOne().asTable("one_row").leftJoin(locked).on(trueCondition()));
    }

    /** Makes the change, if all is as expected. */
    public SqlStatement<EntryState> change() {
        List<String> shape = writes.shape("change", patch);
        counts.keySet().forEach(name -> shape.addAll(List.of(name, "count")));
        var values = new ArrayList<Object>(writes.values(patch));
        counts.values().forEach(count -> values.add(count.delta()));
        return new SqlStatement<>(shape, this::change, key.values(values, id), this::state);
    }

    private Query change(DSLContext dsl) {
        var set = new LinkedHashMap<Field<?>, Object>(writes.merging(patch));
        counts.values().forEach(count -> set.put(count.field(), writes.sum(count.field(), count.delta())));
        var returned = new ArrayList<Field<?>>(List.of(table.version()));
        counts.values().forEach(count -> returned.add(count.field()));
        return dsl.update(table.table())
                .set(set)
                .set(writes.touched())
                .where(key.ofEntry(id))
                .and(Gate.IF_EXPECTED.condition())
                .returningResult(returned);
    }

    private EntryState state(ResultSet row) throws SQLException {
        var now = new LinkedHashMap<String, Integer>();
        for (String name : counts.keySet()) {
            now.put(name, row.getInt(now.size() + 2));
        }
        return new EntryState(row.getInt(1), now);
    }

    private Condition isAsExpected() {
        Condition condition = trueCondition();
        for (Map.Entry<TableField<R, ?>, Object> column : expected.entrySet()) {
            condition = condition.and(isExpected(column.getKey(), column.getValue()));
        }
        return expectedVersion == null
                ? condition
                : condition.and(writes.version().eq(expectedVersion));
    }

    private static <R extends Record, T> Condition isExpected(TableField<R, T> column, Object value) {
        return column.isNotDistinctFrom(column.getType().cast(value));
    }
}

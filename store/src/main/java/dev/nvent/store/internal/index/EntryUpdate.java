package dev.nvent.store.internal.index;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.FieldPath;
import dev.nvent.store.internal.field.FieldWrites;
import dev.nvent.store.internal.field.Write;
import dev.nvent.store.internal.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.Record;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The part of a transition that is about one entry, which must exist: expectations, merged values and increments. Not
 * thread-safe.
 *
 * @param <R> the record of the table
 */
public final class EntryUpdate<R extends Record> {

    private final String id;
    private final IndexTable<R> table;
    private final TableIndex<R> index;
    private final Map<TableField<R, ?>, @Nullable Object> expected = new LinkedHashMap<>();
    private final Map<String, Count<R>> counts = new TreeMap<>();
    private FieldWrites<R> patch = FieldWrites.none();
    private Optional<Integer> expectedVersion = Optional.empty();
    private boolean isChanged;
    private boolean isDeleted;

    private record Count<R extends Record>(TableField<R, Integer> field, int delta) {}

    /** Expects nothing yet but that the entry exists. */
    public EntryUpdate(TableIndex<R> index, String id) {
        this.index = index;
        this.table = index.table();
        this.id = index.checkedId(id);
    }

    /** Merges a patch, none of whose values may differ from what was given before. */
    public void merge(Patch<R> more) {
        index.checkedPatch(more)
                .writes()
                .forEach(write -> checkOnce(counts.containsKey(write.field().getName()), write.field()));
        patch = patch.and(more);
        markChanged();
    }

    /** As {@link #merge(Patch)}, of a map. */
    public void merge(Map<String, ?> metadata) {
        merge(index.patch(id, metadata));
    }

    /** Adds to a counter. */
    public void count(CounterField<R> counter, int delta) {
        TableField<R, Integer> field = required(counter, "counter").field();
        table.fields().checkRouted(field);
        checkOnce(patch.has(field), field);
        long sum = counts.containsKey(field.getName())
                ? counts.get(field.getName()).delta()
                : 0;
        if (sum + delta != (int) (sum + delta)) {
            throw new InvalidInputException(counter.path(), "a sum that fits its column", "one out of range");
        }
        counts.put(field.getName(), new Count<>(field, (int) sum + delta));
        markChanged();
    }

    private static void checkOnce(boolean isGiven, TableField<?, ?> field) {
        if (isGiven) {
            throw new InvalidInputException(field.getName(), "a value to set or a number to add", "both");
        }
    }

    /** As {@link #count(CounterField, int)}, by the path of the field. */
    public void count(String field, int delta) {
        if (!(table.routeOf(FieldPath.parse(field)).route() instanceof CounterField<R> counter)) {
            throw new InvalidInputException(field, "a field with a counter's column", "another");
        }
        count(counter, delta);
    }

    /** Makes the entry due at a time. */
    public void reschedule(DueTime dueTime) {
        patch = patch.with(index.due(dueTime));
        markChanged();
    }

    /** Deletes the entry. */
    public void delete() {
        checkOneKind(isChanged);
        isDeleted = true;
    }

    private void markChanged() {
        checkOneKind(isDeleted);
        isChanged = true;
    }

    private static void checkOneKind(boolean isGiven) {
        if (isGiven) {
            throw new InvalidInputException("id", "changes of an entry or its deletion", "both");
        }
    }

    /** Only if the entry has this version. */
    public void expectVersion(int version) {
        checkExpectedOnce(expectedVersion.filter(other -> other != version).isPresent(), IndexTable.VERSION);
        expectedVersion = Optional.of(version);
    }

    /** As {@link #expect(ColumnField, Object)}, by the path of the field. */
    public void expect(String field, @Nullable Object value) {
        if (!(table.routeOf(FieldPath.parse(field)).route() instanceof ColumnField<R, ?, ?> column)) {
            throw new InvalidInputException(field, "a field with a column", "another");
        }
        JsonNode json = index.json().toJson(value, field);
        expect(column.field(), field, json.isNull() ? null : column.codec().parse(json, field));
    }

    /** Only if a column has this value. */
    public <T, J> void expect(ColumnField<R, T, J> column, @Nullable J value) {
        table.fields().checkRouted(required(column, "field").field());
        expect(
                column.field(),
                column.path(),
                value == null ? null : column.codec().encode(value, column.path()));
    }

    private void expect(TableField<R, ?> field, String path, @Nullable Object stored) {
        checkExpectedOnce(expected.containsKey(field) && !Objects.equals(expected.get(field), stored), path);
        expected.put(field, stored);
    }

    private static void checkExpectedOnce(boolean differs, String where) {
        if (differs) {
            throw new InvalidInputException(where, "one value to expect", "two that differ");
        }
    }

    /** Whether it changes the entry, and does not only expect something of it. */
    public boolean isChange() {
        return isChanged;
    }

    /** Whether it deletes the entry. */
    public boolean isDeletion() {
        return isDeleted;
    }

    /** The statement that deletes the entry. */
    public Statement<?, Boolean> deletion() {
        return index.statements().entries().delete(index.entry(id));
    }

    /**
     * The statement that locks the entry, and fails the transition unless the entry exists and is as expected. Answers its
     * version.
     *
     * @param place identifies the entry in the error
     */
    public Statement<?, Integer> guard(int place) {
        return index.statements()
                .entries()
                .guard(new EntryStatements.Guard<>(index.entry(id), place, expectedVersion, expected));
    }

    /** The statement that makes the change. The lock of the guard makes it certain to find the entry. */
    public Statement<?, Optional<UpdatedEntry>> change() {
        var writes = new ArrayList<Write<R>>(patch.writes());
        counts.values().forEach(count -> writes.add(new Write.Add<>(count.field(), count.delta())));
        return index.statements().updates().update(new EntryChange<>(index.entry(id), writes));
    }
}

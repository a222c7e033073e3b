package dev.nvent.store.internal.field;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.json.JsonConverter;
import java.util.List;
import java.util.Map;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A patch as one write for each column that has a value, in the order of the columns' names. */
public final class FieldWrites<R extends Record> implements Patch<R> {

    private static final String FIELD = "field";
    private static final FieldWrites<?> NONE = new FieldWrites<>(Map.of());

    private final Map<String, Write<R>> byColumn;
    private final List<Write<R>> writes;

    FieldWrites(Map<String, Write<R>> byColumn) {
        this.byColumn = byColumn;
        this.writes = List.copyOf(byColumn.values());
    }

    /** No writes. */
    @SuppressWarnings("unchecked") // It has no value of any table.
    public static <R extends Record> FieldWrites<R> none() {
        return (FieldWrites<R>) NONE;
    }

    /** The writes of a patch. */
    public static <R extends Record> FieldWrites<R> of(Patch<R> patch) {
        return (FieldWrites<R>) patch;
    }

    /** The writes, in the order of the columns' names. */
    public List<Write<R>> writes() {
        return writes;
    }

    /** Whether there is a write of a column. */
    public boolean has(TableField<R, ?> column) {
        return byColumn.containsKey(column.getName());
    }

    Map<String, Write<R>> byColumn() {
        return byColumn;
    }

    @Override
    public <J> FieldWrites<R> and(ColumnField<R, ?, J> field, @Nullable J value) {
        return with(assign(required(field, FIELD), value));
    }

    @Override
    public FieldWrites<R> and(CounterField<R> field, int value) {
        return with(new Write.Assign<>(required(field, FIELD).field(), value));
    }

    @Override
    public FieldWrites<R> and(DocumentField<R> field, @Nullable Object value) {
        return with(document(required(field, FIELD), Json.of(value, field.path())));
    }

    @Override
    public FieldWrites<R> and(OverflowField<R> field, Map<String, ?> value) {
        return with(new Write.Merge<>(
                required(field, FIELD).field(),
                JsonConverter.DEFAULT.toJson(value, field.field().getName())));
    }

    @Override
    public FieldWrites<R> and(Patch<R> other) {
        FieldWrites<R> more = of(required(other, "patch"));
        if (writes.isEmpty()) {
            return more;
        }
        var both = new PatchBuilder<>(this);
        more.writes.forEach(both::add);
        return both.build();
    }

    /**
     * These and another one.
     *
     * @throws InvalidInputException if the column has another value already
     */
    public FieldWrites<R> with(Write<R> write) {
        return writes.isEmpty()
                ? new FieldWrites<>(Map.of(write.field().getName(), write))
                : new PatchBuilder<>(this).add(write).build();
    }

    private static <R extends Record, T, J> Write<R> assign(ColumnField<R, T, J> column, @Nullable J value) {
        if (value == null) {
            return setNull(column.field(), column.path());
        }
        return new Write.Assign<>(column.field(), column.codec().encode(value, column.path()));
    }

    static <R extends Record, T> Write<R> setNull(TableField<R, T> field, String path) {
        if (!field.getDataType().nullable()) {
            throw new InvalidInputException(path, "a value: the column is NOT NULL", "null");
        }
        return new Write.Assign<>(field, null);
    }

    static <R extends Record> Write<R> document(DocumentField<R> document, JsonNode value) {
        if (value.isNull()) {
            return setNull(document.field(), document.path());
        }
        return value instanceof ObjectNode fragment
                ? new Write.Merge<>(document.field(), fragment)
                : new Write.Assign<R, JSONB>(document.field(), Json.jsonb(value));
    }

    /** The names of the columns, without the values. */
    @Override
    public String toString() {
        return "Patch" + byColumn.keySet();
    }
}

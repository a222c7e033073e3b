package dev.nvent.store.field;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.Json;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.jooq.JSONB;
import org.jooq.Record;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values for fields of one table, each already at its column: what {@code update} merges and {@code add} puts in the
 * place of everything. Immutable. A field that is given twice with different values is an error.
 *
 * @param <R> the record of the table, so that a field of another table does not compile
 */
public final class Patch<R extends Record> {

    private final Map<String, Write<R>> writes;

    Patch(Map<String, Write<R>> writes) {
        this.writes = writes;
    }

    /** No values: {@code update} raises the version only, {@code add} puts every default. */
    public static <R extends Record> Patch<R> empty() {
        return new Patch<>(Map.of());
    }

    /** One column. Null writes NULL, and is an error where the column takes none. */
    public static <R extends Record, J> Patch<R> of(ColumnField<R, ?, J> field, J value) {
        return Patch.<R>empty().and(field, value);
    }

    /** One counter, set to a number. To count, use {@code increment}. */
    public static <R extends Record> Patch<R> of(CounterField<R> field, int value) {
        return Patch.<R>empty().and(field, value);
    }

    /**
     * One document: a map is merged into it at every level, where null deletes a key; anything else replaces it; null
     * writes NULL.
     */
    public static <R extends Record> Patch<R> of(DocumentField<R> field, Object value) {
        return Patch.<R>empty().and(field, value);
    }

    /** Fields without a column, merged at every level. Keys are names here, not paths: a dot is part of the name. */
    public static <R extends Record> Patch<R> of(OverflowField<R> field, Map<String, ?> value) {
        return Patch.<R>empty().and(field, value);
    }

    /** As {@link #of(ColumnField, Object)}, added to the values of this patch. */
    public <J> Patch<R> and(ColumnField<R, ?, J> field, J value) {
        return with(assign(field, value));
    }

    /** As {@link #of(CounterField, int)}, added to the values of this patch. */
    public Patch<R> and(CounterField<R> field, int value) {
        return with(new Write.Assign<>(field.field(), value));
    }

    /** As {@link #of(DocumentField, Object)}, added to the values of this patch. */
    public Patch<R> and(DocumentField<R> field, Object value) {
        return with(document(field, Json.of(value, field.path().toString())));
    }

    /** As {@link #of(OverflowField, Map)}, added to the values of this patch. */
    public Patch<R> and(OverflowField<R> field, Map<String, ?> value) {
        return with(
                new Write.Merge<>(field.field(), Json.ofMap(value, field.field().getName())));
    }

    /** The values of both. */
    public Patch<R> and(Patch<R> other) {
        var both = new PatchBuilder<>(this);
        other.writes().forEach(both::add);
        return both.build();
    }

    /** One write for each column that has a value. */
    public Collection<Write<R>> writes() {
        return Collections.unmodifiableCollection(writes.values());
    }

    Map<String, Write<R>> byColumn() {
        return writes;
    }

    private Patch<R> with(Write<R> write) {
        return new PatchBuilder<>(this).add(write).build();
    }

    private static <R extends Record, T, J> Write<R> assign(ColumnField<R, T, J> column, J value) {
        if (value == null) {
            return setNull(column.field(), column.path());
        }
        return new Write.Assign<>(column.field(), column.codec().encode(value, column.path()));
    }

    static <R extends Record, T> Write<R> setNull(org.jooq.TableField<R, T> field, FieldPath path) {
        if (!field.getDataType().nullable()) {
            throw new InvalidInputException(path.toString(), "a value: the column is NOT NULL", "null");
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
}

package dev.nvent.store.field;

import dev.nvent.store.internal.field.FieldWrites;
import java.util.Map;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * Values for fields of one table: {@code update} merges them, {@code add} replaces the entry with them. Immutable. A
 * field that is given twice with different values is an error.
 *
 * @param <R> the record of the table, so that a field of another table does not compile
 */
public interface Patch<R extends Record> {

    /** No values: {@code update} raises the version only, {@code add} puts every default. */
    static <R extends Record> Patch<R> empty() {
        return FieldWrites.none();
    }

    /** One column. Null writes NULL, and is an error where the column takes none. */
    static <R extends Record, J> Patch<R> of(ColumnField<R, ?, J> field, @Nullable J value) {
        return Patch.<R>empty().and(field, value);
    }

    /** One counter, set to a number. To count, use {@code increment}. */
    static <R extends Record> Patch<R> of(CounterField<R> field, int value) {
        return Patch.<R>empty().and(field, value);
    }

    /**
     * One document: a map is merged into it at every level, where null deletes a key; anything else replaces it; null
     * writes NULL.
     */
    static <R extends Record> Patch<R> of(DocumentField<R> field, @Nullable Object value) {
        return Patch.<R>empty().and(field, value);
    }

    /** Fields without a column, merged at every level. Keys are names here, not paths: a dot is part of the name. */
    static <R extends Record> Patch<R> of(OverflowField<R> field, Map<String, ?> value) {
        return Patch.<R>empty().and(field, value);
    }

    /** As {@link #of(ColumnField, Object)}, added to the values of this patch. */
    <J> Patch<R> and(ColumnField<R, ?, J> field, @Nullable J value);

    /** As {@link #of(CounterField, int)}, added to the values of this patch. */
    Patch<R> and(CounterField<R> field, int value);

    /** As {@link #of(DocumentField, Object)}, added to the values of this patch. */
    Patch<R> and(DocumentField<R> field, @Nullable Object value);

    /** As {@link #of(OverflowField, Map)}, added to the values of this patch. */
    Patch<R> and(OverflowField<R> field, Map<String, ?> value);

    /** The values of both. */
    Patch<R> and(Patch<R> other);
}

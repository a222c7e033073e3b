package dev.nvent.store.index;

import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.field.Patch;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an index, as it was when it was read. Immutable.
 *
 * @param <R> the record of the table
 */
public interface IndexEntry<R extends Record> {

    /** Its id, unique within the index. */
    String id();

    /** The number that the index is sorted by. */
    long score();

    /** The number of changes since it was added. */
    int version();

    /** Its position in the order, for {@link IndexQuery#withAfter}. */
    IndexCursor cursor();

    /**
     * Its metadata as plain Java, with exact numbers, and times as ISO-8601 text. Columns that are NULL are left
     * out. In addition to the stored fields: {@code version}, and for flows and triggers {@code name}, for jobs
     * {@code id}.
     */
    Map<String, Object> metadata();

    /**
     * Its metadata as an instance of {@code type}, a record for instance, as Jackson reads it.
     *
     * @throws dev.nvent.store.error.StoredValueException if it does not have the shape of the class
     */
    <T> T metadata(Class<T> type);

    /**
     * A field of its metadata as an instance of {@code type}, as Jackson reads it.
     *
     * @param path the keys that lead to the field, dots between them
     * @return empty where the field is absent or null
     * @throws dev.nvent.store.error.StoredValueException if it does not have the shape of the class
     */
    <T> Optional<T> get(String path, Class<T> type);

    /** A field with a column; null where it is NULL. */
    <T, J> @Nullable J get(ColumnField<R, T, J> field);

    /** A counter; 0 where it is NULL. */
    int get(CounterField<R> field);

    /** A document as plain Java; null where it is NULL. */
    @Nullable
    Object get(DocumentField<R> field);

    /** A document as an instance of {@code type}, as Jackson reads it; null where it is NULL. */
    <T> @Nullable T get(DocumentField<R> field, Class<T> type);

    /** The fields without a column as plain Java, in the order of their keys. */
    Map<String, Object> get(OverflowField<R> field);

    /** A patch for this entry, of a map as {@link SortedIndex#update(String, Map)} takes it. */
    Patch<R> patch(Map<String, ?> metadata);
}

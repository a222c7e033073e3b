package dev.nvent.store.field;

import dev.nvent.store.internal.field.FieldPath;
import dev.nvent.store.internal.field.OwnFields;
import dev.nvent.store.subject.IndexSubject;
import org.jooq.Record;
import org.jooq.TableField;

/**
 * A number with a column of its own, which can be incremented.
 *
 * @param path its path in metadata, with dots between the keys
 * @param field the column
 */
public record CounterField<R extends Record>(String path, TableField<R, Integer> field) implements MetadataField<R> {

    /** Checks the path. */
    public CounterField {
        FieldPath.parse(path);
    }

    /** A counter at a dotted path. */
    public static <R extends Record> CounterField<R> of(String path, TableField<R, Integer> field) {
        return new CounterField<>(path, field);
    }

    /** As {@link ColumnField#own(Class, String, TableField, Codec)}, for a column that counts. */
    public static <R extends Record> CounterField<R> own(
            Class<? extends IndexSubject<R>> kind, String path, TableField<?, Integer> column) {
        return OwnFields.counter(kind, path, column);
    }
}

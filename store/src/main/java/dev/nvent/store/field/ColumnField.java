package dev.nvent.store.field;

import dev.nvent.store.internal.field.FieldPath;
import org.jooq.Record;
import org.jooq.TableField;

/**
 * A field with a column of its own.
 *
 * @param path where metadata has it, dots between the keys
 * @param field the column
 * @param codec how values go in and out
 * @param <T> what the column holds
 * @param <J> what Java code sees
 */
public record ColumnField<R extends Record, T, J>(String path, TableField<R, T> field, Codec<J, T> codec)
        implements MetadataField<R> {

    /** Checks the path. */
    public ColumnField {
        FieldPath.parse(path);
    }

    /** A column at a dotted path. */
    public static <R extends Record, T, J> ColumnField<R, T, J> of(
            String path, TableField<R, T> field, Codec<J, T> codec) {
        return new ColumnField<>(path, field, codec);
    }
}

package dev.nvent.store.field;

import dev.nvent.store.internal.field.FieldPath;
import dev.nvent.store.internal.field.OwnFields;
import dev.nvent.store.subject.IndexSubject;
import org.jooq.Record;
import org.jooq.TableField;

/**
 * A field with a column of its own.
 *
 * @param path its path in metadata, with dots between the keys
 * @param field the column
 * @param codec the conversion of its values
 * @param <T> the type of the column
 * @param <J> the type in Java
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

    /**
     * A column of the caller, which a migration has added to the table of a kind of index, at a dotted path; to be given to
     * {@link dev.nvent.store.StoreOptions#withFields}.
     *
     * @param kind such as {@code FlowRuns.class}
     * @param column as {@code nvent-store-maven-plugin} generates it
     * @throws dev.nvent.store.error.InvalidInputException if the column belongs to another table
     */
    public static <R extends Record, T, J> ColumnField<R, T, J> own(
            Class<? extends IndexSubject<R>> kind, String path, TableField<?, T> column, Codec<J, T> codec) {
        return OwnFields.column(kind, path, column, codec);
    }
}

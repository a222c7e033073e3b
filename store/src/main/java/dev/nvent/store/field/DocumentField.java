package dev.nvent.store.field;

import dev.nvent.store.internal.field.FieldPath;
import dev.nvent.store.internal.field.OwnFields;
import dev.nvent.store.subject.IndexSubject;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;

/**
 * A field whose whole subtree is one JSONB column.
 *
 * @param path its path in metadata, with dots between the keys
 * @param field the column
 */
public record DocumentField<R extends Record>(String path, TableField<R, JSONB> field) implements MetadataField<R> {

    /** Checks the path. */
    public DocumentField {
        FieldPath.parse(path);
    }

    /** A document at a dotted path. */
    public static <R extends Record> DocumentField<R> of(String path, TableField<R, JSONB> field) {
        return new DocumentField<>(path, field);
    }

    /** As {@link ColumnField#own(Class, String, TableField, Codec)}, for a column of documents. */
    public static <R extends Record> DocumentField<R> own(
            Class<? extends IndexSubject<R>> kind, String path, TableField<?, JSONB> column) {
        return OwnFields.document(kind, path, column);
    }
}

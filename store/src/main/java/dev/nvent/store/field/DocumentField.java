package dev.nvent.store.field;

import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;

/**
 * A field whose whole subtree is one JSONB column.
 *
 * @param path where metadata has it
 * @param field the column
 */
public record DocumentField<R extends Record>(FieldPath path, TableField<R, JSONB> field) implements MetadataField<R> {

    /** A document at a dotted path. */
    public static <R extends Record> DocumentField<R> of(String path, TableField<R, JSONB> field) {
        return new DocumentField<>(FieldPath.parse(path), field);
    }
}

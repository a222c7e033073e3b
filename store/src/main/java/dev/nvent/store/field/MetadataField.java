package dev.nvent.store.field;

import org.jooq.Record;
import org.jooq.TableField;

/**
 * Where a metadata field of one table is stored.
 *
 * @param <R> the record of the table
 */
public sealed interface MetadataField<R extends Record>
        permits ColumnField, CounterField, DocumentField, OverflowField {

    /** The column that holds the field. */
    TableField<R, ?> field();
}

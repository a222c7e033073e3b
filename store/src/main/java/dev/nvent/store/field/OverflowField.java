package dev.nvent.store.field;

import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;

/**
 * All fields that have no other route, in one JSONB column.
 *
 * @param field the column
 */
public record OverflowField<R extends Record>(TableField<R, JSONB> field) implements MetadataField<R> {}

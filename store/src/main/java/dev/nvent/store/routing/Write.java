package dev.nvent.store.routing;

import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a change does to one column.
 *
 * @param <R> the record of the table
 */
public sealed interface Write<R extends Record> {

    /** The column. */
    TableField<R, ?> field();

    /**
     * Sets the column: the fast path.
     *
     * @param value null for SQL NULL
     */
    record Assign<R extends Record, T>(TableField<R, T> field, T value) implements Write<R> {

        /** Without the value. */
        @Override
        public String toString() {
            return "Assign[field=" + field + "]";
        }
    }

    /**
     * Merges a fragment into the document that the column holds, at every level: the slow path.
     *
     * @param fragment an object, in which null deletes
     */
    record Merge<R extends Record>(TableField<R, JSONB> field, ObjectNode fragment) implements Write<R> {

        /** Without the fragment. */
        @Override
        public String toString() {
            return "Merge[field=" + field + "]";
        }
    }
}

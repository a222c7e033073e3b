package dev.nvent.store.internal.field;

import dev.nvent.store.internal.json.Json;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The change of one column.
 *
 * @param <R> the record of the table
 */
public sealed interface Write<R extends Record> {

    /** The column. */
    TableField<R, ?> field();

    /** The bind value. */
    @Nullable
    Object value();

    /** How the value gets into the column. */
    Kind kind();

    /** How a value gets into a column. */
    enum Kind {
        /** It replaces what is there. */
        ASSIGN,
        /** It is merged into the document that is there. */
        MERGE,
        /** It is added to the number that is there. */
        ADD,
        /** It is added to the current time. */
        ADD_TO_NOW
    }

    /**
     * Sets the column to a value.
     *
     * @param value null for SQL NULL
     */
    record Assign<R extends Record, T>(
            TableField<R, T> field, @Nullable T value) implements Write<R> {

        /** Checks that the column can hold the value as it is. */
        public Assign {
            ColumnSize.check(field, value);
            ColumnSize.checkDigits(field, value);
        }

        @Override
        public Kind kind() {
            return Kind.ASSIGN;
        }

        /** Without the value. */
        @Override
        public String toString() {
            return "Assign[field=" + field + "]";
        }
    }

    /**
     * Merges a fragment into the document that the column holds, at every level.
     *
     * @param fragment an object, in which null deletes
     */
    record Merge<R extends Record>(TableField<R, JSONB> field, ObjectNode fragment) implements Write<R> {

        @Override
        public JSONB value() {
            return Json.jsonb(fragment);
        }

        @Override
        public Kind kind() {
            return Kind.MERGE;
        }

        /** Without the fragment. */
        @Override
        public String toString() {
            return "Merge[field=" + field + "]";
        }
    }

    /**
     * Adds to the number in the column.
     *
     * @param value what is added; NULL in the column counts as 0
     */
    record Add<R extends Record, T>(TableField<R, T> field, T value) implements Write<R> {

        /** Checks that the column can hold the value as it is. */
        public Add {
            ColumnSize.check(field, value);
        }

        @Override
        public Kind kind() {
            return Kind.ADD;
        }

        /** Without the value. */
        @Override
        public String toString() {
            return "Add[field=" + field + "]";
        }
    }

    /**
     * Sets a column of time to the current time of the database plus a delay.
     *
     * @param value the delay in milliseconds
     */
    record AddToNow<R extends Record>(TableField<R, Long> field, Long value) implements Write<R> {

        @Override
        public Kind kind() {
            return Kind.ADD_TO_NOW;
        }
    }
}

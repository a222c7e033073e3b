package dev.nvent.store.routing;

import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;

/**
 * Where a metadata field of one table lives.
 *
 * @param <R> the record of the table
 */
public sealed interface Route<R extends Record> {

    /** The column that holds the field. */
    TableField<R, ?> field();

    /**
     * A field with a column of its own.
     *
     * @param path where metadata has it
     * @param field the column
     * @param codec how values go in and out
     * @param <T> what the column holds
     * @param <J> what Java code sees
     */
    record Column<R extends Record, T, J>(FieldPath path, TableField<R, T> field, Codec<J, T> codec)
            implements Route<R> {

        /** A column at a dotted path. */
        public static <R extends Record, T, J> Column<R, T, J> of(
                String path, TableField<R, T> field, Codec<J, T> codec) {
            return new Column<>(FieldPath.parse(path), field, codec);
        }
    }

    /**
     * A number with a column of its own, that is counted up and down where it stands.
     *
     * @param path where metadata has it
     * @param field the column
     */
    record Counter<R extends Record>(FieldPath path, TableField<R, Integer> field) implements Route<R> {

        /** A counter at a dotted path. */
        public static <R extends Record> Counter<R> of(String path, TableField<R, Integer> field) {
            return new Counter<>(FieldPath.parse(path), field);
        }
    }

    /**
     * A field whose whole subtree is one JSONB column.
     *
     * @param path where metadata has it
     * @param field the column
     */
    record Document<R extends Record>(FieldPath path, TableField<R, JSONB> field) implements Route<R> {

        /** A document at a dotted path. */
        public static <R extends Record> Document<R> of(String path, TableField<R, JSONB> field) {
            return new Document<>(FieldPath.parse(path), field);
        }
    }

    /**
     * All fields that have no other route, in one JSONB column.
     *
     * @param field the column
     */
    record Overflow<R extends Record>(TableField<R, JSONB> field) implements Route<R> {}
}

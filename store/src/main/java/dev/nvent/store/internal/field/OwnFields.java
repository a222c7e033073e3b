package dev.nvent.store.internal.field;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.subject.IndexSubject;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;

/** Fields whose columns a user's migration has added to a table of the store. */
public final class OwnFields {

    private OwnFields() {}

    /**
     * Refuses fields that are not made here.
     *
     * @throws InvalidInputException if it is one
     */
    public static void check(MetadataField<?> field) {
        if (field == null || !(field.field().getTable() instanceof OwnTable)) {
            throw new InvalidInputException(
                    field == null ? "fields" : field.field().getName(),
                    "a field made with the kind of index that it belongs to, such as"
                            + " ColumnField.own(FlowRuns.class, path, column, codec)",
                    field == null ? "null" : "a field of the store, or one made without it");
        }
    }

    /** A field with a column. */
    public static <R extends Record, T, J> ColumnField<R, T, J> column(
            Class<? extends IndexSubject<R>> kind, String path, TableField<?, T> column, Codec<J, T> codec) {
        return new ColumnField<>(path, OwnTable.column(kind, column, path), codec);
    }

    /** A counter. */
    public static <R extends Record> CounterField<R> counter(
            Class<? extends IndexSubject<R>> kind, String path, TableField<?, Integer> column) {
        return new CounterField<>(path, OwnTable.column(kind, column, path));
    }

    /** A document. */
    public static <R extends Record> DocumentField<R> document(
            Class<? extends IndexSubject<R>> kind, String path, TableField<?, JSONB> column) {
        return new DocumentField<>(path, OwnTable.column(kind, column, path));
    }
}

package dev.nvent.store.index;

import static org.jooq.impl.DSL.cast;
import static org.jooq.impl.DSL.val;

import dev.nvent.store.catalog.IndexTable;
import dev.nvent.store.routing.Patch;
import dev.nvent.store.sql.Change;
import dev.nvent.store.sql.Columns;
import dev.nvent.store.subject.IndexSubject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Select;

/**
 * An entry that a transition adds or replaces.
 *
 * @param <R> the record of the table
 */
public final class EntryAddition<R extends Record> implements Change<EntryOutcome> {

    private final IndexTable<R> table;
    private final IndexKey<R> key;
    private final IndexWrites<R> writes;
    private final Patch<R> fields;
    private final Map<Field<?>, Object> row;

    /** As {@link SortedIndex#add(String, long, Patch)}. */
    public EntryAddition(IndexSubject<R> subject, String id, long score, Patch<R> fields) {
        this.table = subject.table();
        this.key = IndexKey.of(subject);
        this.writes = new IndexWrites<>(subject);
        this.fields = key.checkedPatch(fields);
        this.row = writes.row(key.checkedId(id), score, fields);
    }

    /** As {@link SortedIndex#add(String, long, Map)}. */
    public static <R extends Record> EntryAddition<R> of(
            IndexSubject<R> subject, String id, long score, Map<String, ?> metadata) {
        return new EntryAddition<>(subject, id, score, subject.table().patch(id, metadata));
    }

    @Override
    public List<String> shape() {
        return writes.shape("addition", fields);
    }

    @Override
    public Optional<Select<?>> lock(DSLContext dsl) {
        return Optional.empty();
    }

    @Override
    public List<Object> lockValues() {
        return List.of();
    }

    @Override
    public ResultQuery<?> make(DSLContext dsl, Condition ready) {
        var values = new LinkedHashMap<Field<?>, Field<?>>();
        row.forEach((field, value) -> values.put(field, typed(field, value)));
        return dsl.insertInto(table.table(), values.keySet())
                .select(dsl.select(values.values()).where(ready))
                .onConflict(key.columns())
                .doUpdate()
                .set(writes.replacement())
                .set(writes.touched())
                .returningResult(table.version());
    }

    @Override
    public List<Object> makeValues() {
        return new ArrayList<>(row.values());
    }

    @Override
    public EntryOutcome read(Columns columns) throws SQLException {
        return new EntryOutcome(true, null, columns.next(Integer.class), Map.of());
    }

    /** In a SELECT, a value does not take its type from the column that it goes to. */
    private static <T> Field<T> typed(Field<T> field, Object value) {
        return cast(val(field.getType().cast(value), field), field);
    }
}

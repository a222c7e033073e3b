package dev.nvent.store.internal.index;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.sql.Binder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The parts that all statements on single entries of a table have in common. */
record EntryColumns<R extends Record>(IndexTable<R> table) {

    private static final String INDEX = "entry_index";
    private static final String ID = "entry_id";

    /** Selects one entry. */
    Condition ofEntry(Binder<EntryKey> bind) {
        Condition condition = table.indexKey()
                .map(column -> column.eq(bind.value(column, EntryKey::indexKey)))
                .orElse(noCondition());
        return condition.and(table.id().eq(bind.value(table.id(), EntryKey::id)));
    }

    /**
     * Keys of entries as a table, to join with. Their index is a column of it: for a value that has no statistics yet, the planner
     * would read the whole index rather than look up several entries.
     *
     * @param more further columns, of as many rows
     */
    Table<?> keys(Binder<EntryKeys> bind, Field<?>... more) {
        var keys = new ArrayList<Field<?>>(List.of(more));
        keys.add(
                unnest(SQLDataType.CLOB, bind.array(table.id(), EntryKeys::ids)).as(ID));
        table.indexKey()
                .ifPresent(column ->
                        keys.add(bind.value(column, EntryKeys::indexKey).as(INDEX)));
        return select(keys).asTable("listed");
    }

    /** Selects the entries of {@link #keys}. */
    Condition isOneOf(Table<?> keys) {
        return table.indexKey()
                .map(column -> column.eq(column(keys, INDEX, SQLDataType.CLOB)))
                .orElse(noCondition())
                .and(table.id().eq(column(keys, ID, SQLDataType.CLOB)));
    }

    static <T> Field<T> unnest(DataType<T> type, Field<T[]> array) {
        return function(name("unnest"), type, array);
    }

    static <T> Field<T> column(Table<?> of, String column, DataType<T> type) {
        return field(of.getQualifiedName().append(name(column)), type);
    }

    /** The columns that every change of an entry writes: the version rises, the time of the last change is now. */
    Map<Field<?>, Field<?>> touched(Field<Integer> changes) {
        var touched = new LinkedHashMap<Field<?>, Field<?>>();
        touched.put(table.version(), version().plus(changes));
        table.updatedAt().ifPresent(column -> touched.put(column, currentOffsetDateTime()));
        return touched;
    }

    /** The version column of an adopted table accepts NULL. */
    Field<Integer> version() {
        return coalesce(table.version(), inline(0));
    }
}

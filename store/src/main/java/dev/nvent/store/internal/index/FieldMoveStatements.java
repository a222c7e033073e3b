package dev.nvent.store.internal.index;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.OwnColumn;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import java.util.LinkedHashMap;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The statements that move the values of one field from the overflow column to its own column. */
final class FieldMoveStatements<R extends Record> {

    private static final int ROWS = 1_000;
    private static final JSONB JSON_NULL = JSONB.valueOf("null");

    private final IndexTable<R> table;
    private final OwnColumn<R> own;
    private final Field<String> indexKey;
    private final Template<EntryKey, List<Place>> page;
    private final Template<Keys, Integer> move;

    FieldMoveStatements(IndexTable<R> table, OwnColumn<R> own) {
        this.table = table;
        this.own = own;
        this.indexKey = table.indexKey().<Field<String>>map(column -> column).orElseGet(() -> inline(""));
        this.page = Template.of(
                this::page,
                Answer.rows(row -> new Place(
                        new EntryKey(row.getString(1), row.getString(2)), row.getBoolean(3), row.getBoolean(4))));
        this.move = Template.<Keys, Integer>of(this::move, Answer.changedRows()).asBatch();
    }

    /**
     * An entry.
     *
     * @param isInOverflow whether the overflow column has a value of the field
     * @param fits whether the column can hold the value
     */
    record Place(EntryKey key, boolean isInOverflow, boolean fits) {}

    private record Keys(String[] indexKeys, String[] ids) {}

    /** Reads the next entries in the order of their keys. */
    Statement<?, List<Place>> after(EntryKey key) {
        return page.with(key);
    }

    /** Moves the values of entries, as far as these have one that fits; answers how many did. Versions do not rise. */
    Statement<?, Integer> move(List<EntryKey> keys) {
        return move.with(new Keys(
                keys.stream().map(EntryKey::indexKey).toArray(String[]::new),
                keys.stream().map(EntryKey::id).toArray(String[]::new)));
    }

    private Query page(Binder<EntryKey> bind) {
        Field<String> id = bind.value(table.id(), EntryKey::id);
        Condition behind = table.indexKey()
                .map(column -> row(column, table.id()).gt(row(bind.value(column, EntryKey::indexKey), id)))
                .orElseGet(() -> table.id().gt(id));
        return select(indexKey, table.id(), field(own.isInOverflow()), coalesce(field(fits()), inline(false)))
                .from(table.table())
                .where(behind)
                .orderBy(table.indexKey()
                        .map(column -> List.<Field<?>>of(column, table.id()))
                        .orElseGet(() -> List.of(table.id())))
                .limit(inline(ROWS));
    }

    /** Conditions and values are those of the row as it is when it is locked, whatever the page has read. */
    private Query move(Binder<Keys> bind) {
        var set = new LinkedHashMap<Field<?>, Object>();
        set.put(own.route().field(), own.moved());
        set.put(own.overflow(), own.without(own.overflow()));
        return DSL.update(table.table())
                .set(set)
                .where(isOneOf(bind))
                .and(own.isInOverflow())
                .and(fits());
    }

    private Condition isOneOf(Binder<Keys> bind) {
        if (table.indexKey().isEmpty()) {
            return table.id().eq(any(bind.array(table.id(), Keys::ids)));
        }
        var keys = select(
                        unnest(bind.array(table.id(), Keys::indexKeys)).as("index_key"),
                        unnest(bind.array(table.id(), Keys::ids)).as("id"))
                .asTable("moved");
        return exists(selectOne()
                .from(keys)
                .where(field(name("moved", "index_key"), SQLDataType.CLOB).eq(indexKey))
                .and(field(name("moved", "id"), SQLDataType.CLOB).eq(table.id())));
    }

    private static Field<String> unnest(Field<String[]> array) {
        return function(name("unnest"), SQLDataType.CLOB, array);
    }

    private Condition fits() {
        return own.route() instanceof DocumentField
                ? own.isInOverflow().and(isNull().not().or(takesNull()))
                : own.typedRest(own.route().field()).isNotNull().or(isNull().and(takesNull()));
    }

    private Condition takesNull() {
        return own.route() instanceof CounterField
                        || own.route().field().getDataType().nullable()
                ? DSL.trueCondition()
                : DSL.falseCondition();
    }

    private Condition isNull() {
        return own.rest().eq(inline(JSON_NULL));
    }
}

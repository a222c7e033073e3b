package dev.nvent.store.sql;

import static org.jooq.impl.DSL.cast;
import static org.jooq.impl.DSL.val;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateStep;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;

/** An INSERT of one row that happens only if a gate is open: its values are selected, since VALUES takes no condition. */
public final class GatedInsert {

    private GatedInsert() {}

    /** The insert, of values or of fields. */
    public static <R extends Record> InsertOnDuplicateStep<R> of(
            DSLContext dsl, Table<R> table, Map<? extends Field<?>, ?> row, Gate gate) {
        var values = new LinkedHashMap<Field<?>, Field<?>>();
        row.forEach((column, value) ->
                values.put(column, value instanceof Field<?> field ? field : typed(column, value)));
        return dsl.insertInto(table, values.keySet())
                .select(dsl.select(values.values()).where(gate.condition()));
    }

    /** In a SELECT, a value does not take its type from the column that it goes to. */
    private static <T> Field<T> typed(Field<T> column, Object value) {
        Field<T> typed = val(column.getType().cast(value), column);
        // Which is cast already.
        return column.getType() == JSONB.class ? typed : cast(typed, column);
    }
}

package dev.nvent.store.internal.index;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.sql.Binder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;

/** The parts that all statements on single entries of a table have in common. */
record EntryColumns<R extends Record>(IndexTable<R> table) {

    /** Selects one entry. */
    Condition ofEntry(Binder<EntryKey> bind) {
        Condition condition = table.indexKey()
                .map(column -> column.eq(bind.value(column, EntryKey::indexKey)))
                .orElse(noCondition());
        return condition.and(table.id().eq(bind.value(table.id(), EntryKey::id)));
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

package dev.nvent.store.index;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.noCondition;

import dev.nvent.store.catalog.IndexTable;
import dev.nvent.store.json.StoredText;
import dev.nvent.store.routing.Patch;
import dev.nvent.store.subject.IndexSubject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.TableField;

/**
 * Which rows of its table are the entries of one index.
 *
 * @param scope what its rows have in the column that tells indexes apart; empty where the table is one index
 */
record IndexKey<R extends Record>(IndexTable<R> table, Optional<String> scope) {

    static <R extends Record> IndexKey<R> of(IndexSubject<R> subject) {
        return new IndexKey<>(subject.table(), subject.scope());
    }

    Condition ofIndex() {
        return scope.map(value -> table.scope().eq(value)).orElse(noCondition());
    }

    Condition ofEntry(String id) {
        return ofIndex().and(table.id().eq(id));
    }

    Condition ofEntries(Collection<String> ids) {
        return ofIndex().and(table.id().eq(any(ids.toArray(String[]::new))));
    }

    List<TableField<R, String>> columns() {
        return scope.isPresent() ? List.of(table.scope(), table.id()) : List.of(table.id());
    }

    /** Values of a statement, and behind them those of {@link #ofEntry}. */
    List<Object> values(List<?> before, String id) {
        var values = new ArrayList<Object>(before.size() + 2);
        values.addAll(before);
        scope.ifPresent(values::add);
        values.add(id);
        return values;
    }

    String checkedId(String id) {
        StoredText.checkKey(id, "id");
        // Both together are one key of the database.
        StoredText.checkIndexable(scope.orElse("") + id, scope.isEmpty() ? "id" : "id with what its subject names");
        return id;
    }

    Patch<R> checkedPatch(Patch<R> patch) {
        return table.check(IndexInput.present(patch, "patch"));
    }
}

package dev.nvent.store.index;

import dev.nvent.store.field.Patch;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.subject.IndexSubject;
import java.util.Collection;
import java.util.Optional;
import org.jooq.Record;

/**
 * Which rows of its table are the entries of one index.
 *
 * @param scope what its rows have in the column that tells indexes apart; empty where the table is one index
 */
record IndexKey<R extends Record>(IndexTable<R> table, Optional<String> scope) {

    static <R extends Record> IndexKey<R> of(IndexSubject<R> subject) {
        return new IndexKey<>(subject.table(), subject.scope());
    }

    /** The scope as statements take it. */
    String scopeOrEmpty() {
        return scope.orElse("");
    }

    EntryKey entry(String id) {
        return new EntryKey(scopeOrEmpty(), id);
    }

    EntryKeys entries(Collection<String> ids) {
        return new EntryKeys(scopeOrEmpty(), ids.toArray(String[]::new));
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

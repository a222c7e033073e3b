package dev.nvent.store.internal.index;

import dev.nvent.store.internal.catalog.IndexTable;
import org.jooq.Record;

/** All statements on the indexes of one table. */
record IndexStatements<R extends Record>(
        EntryStatements<R> entries,
        UpdateStatements<R> updates,
        QueryStatements<R> queries,
        ClaimStatements<R> claims) {

    static <R extends Record> IndexStatements<R> on(IndexTable<R> table) {
        var queries = new QueryStatements<>(table);
        return new IndexStatements<>(
                new EntryStatements<>(table),
                new UpdateStatements<>(table),
                queries,
                new ClaimStatements<>(table, queries));
    }
}

package dev.nvent.store.internal.index;

import dev.nvent.store.internal.catalog.IndexTable;
import org.jooq.Record;

/** All statements on the indexes of one table. */
record IndexStatements<R extends Record>(
        EntryStatements<R> entries, EntryChanges<R> changes, IndexReads<R> reads, EntryClaims<R> claims) {

    static <R extends Record> IndexStatements<R> on(IndexTable<R> table) {
        var reads = new IndexReads<>(table);
        return new IndexStatements<>(
                new EntryStatements<>(table), new EntryChanges<>(table), reads, new EntryClaims<>(table, reads));
    }
}

package dev.nvent.store.index;

import dev.nvent.store.routing.Patch;
import dev.nvent.store.sql.Gate;
import dev.nvent.store.sql.SqlStatement;
import dev.nvent.store.subject.IndexSubject;
import java.util.Map;
import org.jooq.Record;

/**
 * An entry that a transition adds or replaces.
 *
 * @param <R> the record of the table
 */
public record EntryAddition<R extends Record>(IndexSubject<R> subject, String id, long score, Patch<R> fields) {

    /** As {@link SortedIndex#add(String, long, Patch)}, with its checks. */
    public EntryAddition {
        IndexKey<R> key = IndexKey.of(subject);
        key.checkedPatch(fields);
        key.checkedId(id);
    }

    /** As {@link SortedIndex#add(String, long, Map)}. */
    public static <R extends Record> EntryAddition<R> of(
            IndexSubject<R> subject, String id, long score, Map<String, ?> metadata) {
        return new EntryAddition<>(subject, id, score, subject.table().patch(id, metadata));
    }

    /** Returns the version. */
    public SqlStatement<Integer> statement(Gate gate) {
        return new IndexWrites<>(subject).add(id, score, fields, gate);
    }
}

package dev.nvent.store.index;

import dev.nvent.store.field.Patch;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.subject.IndexSubject;
import java.util.Map;
import org.jooq.Record;

/**
 * An entry that a transition inserts or replaces.
 *
 * @param <R> the record of the table
 */
public record EntryInsert<R extends Record>(IndexSubject<R> subject, String id, long score, Patch<R> fields) {

    /** As {@link SortedIndex#add(String, long, Patch)}, with its checks. */
    public EntryInsert {
        IndexKey<R> key = IndexKey.of(subject);
        key.checkedPatch(fields);
        key.checkedId(id);
    }

    /** As {@link SortedIndex#add(String, long, Map)}. */
    public static <R extends Record> EntryInsert<R> of(
            IndexSubject<R> subject, String id, long score, Map<String, ?> metadata) {
        return new EntryInsert<>(subject, id, score, subject.table().patch(id, metadata));
    }

    /** The statement, which answers the version. */
    public Statement<?, Integer> statement() {
        return EntryStatements.of(subject)
                .add(new NewEntry<>(IndexKey.of(subject).entry(id), score, fields));
    }
}

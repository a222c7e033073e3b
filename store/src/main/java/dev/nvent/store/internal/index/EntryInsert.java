package dev.nvent.store.internal.index;

import dev.nvent.store.field.Patch;
import dev.nvent.store.internal.sql.Statement;
import java.util.Map;
import org.jooq.Record;

/** An entry that a transition inserts or replaces. */
public final class EntryInsert<R extends Record> {

    private final TableIndex<R> index;
    private final NewEntry<R> entry;

    /** With typed fields; validates them and the id. */
    public EntryInsert(TableIndex<R> index, String id, long score, Patch<R> fields) {
        var writes = index.checkedPatch(fields).writes();
        this.index = index;
        this.entry = new NewEntry<>(index.entry(index.checkedId(id)), score, writes);
    }

    /** With metadata; validates it and the id. */
    public EntryInsert(TableIndex<R> index, String id, long score, Map<String, ?> metadata) {
        this(index, id, score, index.patch(id, metadata));
    }

    /** The statement, which answers the version. */
    public Statement<?, Integer> statement() {
        return index.statements().entries().add(entry);
    }
}

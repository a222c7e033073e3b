package dev.nvent.store.index;

import dev.nvent.store.field.Patch;
import dev.nvent.store.field.Write;
import java.util.List;
import org.jooq.Record;

/** An entry to insert. */
record NewEntry<R extends Record>(EntryKey key, long score, Patch<R> fields, List<Write<R>> writes) {

    NewEntry(EntryKey key, long score, Patch<R> fields) {
        this(key, score, fields, List.copyOf(fields.writes()));
    }

    /** The value of a write of the patch. */
    Object value(int place) {
        return writes.get(place).value();
    }
}

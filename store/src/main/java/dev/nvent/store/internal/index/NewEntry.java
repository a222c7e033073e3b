package dev.nvent.store.internal.index;

import dev.nvent.store.internal.field.Write;
import java.util.List;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * The argument of an insert: the writes of one entry.
 *
 * @param writes in the order of their columns
 */
record NewEntry<R extends Record>(EntryKey key, long score, List<Write<R>> writes) {

    /** The value of a write. */
    @Nullable
    Object value(int place) {
        return writes.get(place).value();
    }
}

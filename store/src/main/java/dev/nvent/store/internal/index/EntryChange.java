package dev.nvent.store.internal.index;

import dev.nvent.store.internal.field.Write;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * The argument of an update: the writes to one entry, and the version that it must have, if any.
 *
 * @param writes in the order of their columns
 */
record EntryChange<R extends Record>(EntryKey key, List<Write<R>> writes, Optional<Integer> expectedVersion) {

    EntryChange(EntryKey key, List<Write<R>> writes) {
        this(key, writes, Optional.empty());
    }

    /** The value of a write. */
    @Nullable
    Object value(int place) {
        return writes.get(place).value();
    }
}

package dev.nvent.store.index;

import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/**
 * A page of the entries of an index.
 *
 * @param entries by score descending, then by id
 * @param hasMore whether there are more beyond the limit
 * @param <R> the record of the table
 */
public record IndexPage<R extends Record>(List<IndexEntry<R>> entries, boolean hasMore) {

    /** Copies the list. */
    public IndexPage {
        entries = List.copyOf(entries);
    }

    /** Where the next page begins, for {@link IndexQuery#withAfter}; empty on the last page. */
    public Optional<IndexCursor> next() {
        return hasMore ? Optional.of(entries.getLast().cursor()) : Optional.empty();
    }
}

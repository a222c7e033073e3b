package dev.nvent.store.internal.index;

import java.util.Map;

/**
 * An entry after a change.
 *
 * @param version its version
 * @param sums the columns that were added to, by their names
 */
public record EntryState(int version, Map<String, Long> sums) {

    /** The state before the last additions to one column. */
    EntryState before(String column, long added, int changes) {
        return new EntryState(version - changes, Map.of(column, sums.get(column) - added));
    }
}

package dev.nvent.store.index;

import java.util.List;
import java.util.Optional;

/**
 * A page of runs.
 *
 * @param runs the newest first
 * @param hasMore whether there are more beyond the limit
 */
public record RunPage(List<Run> runs, boolean hasMore) {

    /** Copies the list. */
    public RunPage {
        runs = List.copyOf(runs);
    }

    /** Where the next page begins, for {@link RunQuery#withAfter}; empty on the last page. */
    public Optional<RunCursor> next() {
        return hasMore ? Optional.of(runs.getLast().cursor()) : Optional.empty();
    }
}

package dev.nvent.store.kv;

import java.util.List;
import java.util.Optional;

/**
 * A page of keys.
 *
 * @param keys sorted by code point
 * @param hasMore whether there are more beyond the limit
 */
public record KeyPage(List<String> keys, boolean hasMore) {

    /** Copies the list. */
    public KeyPage {
        keys = List.copyOf(keys);
    }

    /** After which key the next page begins; empty on the last page. */
    public Optional<String> next() {
        return hasMore ? Optional.of(keys.getLast()) : Optional.empty();
    }
}

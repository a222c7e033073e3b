package dev.nvent.store.kv;

import java.util.List;
import java.util.Optional;

/**
 * The keys that one listing found.
 *
 * @param keys in the order of their characters
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

package dev.nvent.store.index;

import dev.nvent.store.internal.json.StoredText;

/**
 * A position in the order of an index, after which a page can begin.
 *
 * @param score the score of the entry there
 * @param id its id
 */
public record IndexCursor(long score, String id) {

    /** Checks the id. */
    public IndexCursor {
        StoredText.checkKey(id, "cursor.id");
    }
}

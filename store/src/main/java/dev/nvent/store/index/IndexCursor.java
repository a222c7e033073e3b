package dev.nvent.store.index;

import dev.nvent.store.internal.json.StoredText;

/**
 * A place in the order of an index, to go on after it.
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

package dev.nvent.store.internal.index;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.StoredText;
import java.util.Collection;
import java.util.List;

/** What the arguments of an index must be. */
final class IndexInput {

    private IndexInput() {}

    static List<String> ids(Collection<String> ids) {
        present(ids, "ids").forEach(id -> StoredText.checkKey(id, "ids"));
        return List.copyOf(ids);
    }

    static <T> T present(T argument, String where) {
        if (argument == null) {
            throw new InvalidInputException(where, "a value", "null");
        }
        return argument;
    }
}

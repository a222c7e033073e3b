package dev.nvent.store.internal.index;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.internal.json.StoredText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the arguments of an index must be. */
final class IndexInput {

    private IndexInput() {}

    static List<String> ids(Collection<String> ids) {
        required(ids, "ids").forEach(id -> StoredText.checkKey(id, "ids"));
        return List.copyOf(ids);
    }

    /** Versions by id, sorted so that all callers lock rows in one order. */
    static SortedMap<String, Integer> versions(Map<String, Integer> expectedVersions) {
        var sorted = new TreeMap<String, Integer>();
        required(expectedVersions, "expectedVersions")
                .forEach((id, version) -> sorted.put(
                        StoredText.checkKey(id, "expectedVersions (the key)"),
                        required(version, "expectedVersions." + id)));
        return sorted;
    }

    static <Q extends IndexQuery<?>> Q claimQuery(Q due) {
        if (required(due, "due").after().isPresent() || due.offset() > 0) {
            throw new InvalidInputException("due", "a query without an offset and a cursor", "one that has one");
        }
        return due;
    }
}

package dev.nvent.store.internal.index;

import static dev.nvent.store.internal.Arguments.elements;
import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.internal.json.StoredText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Validation of the arguments of an index. */
final class IndexInput {

    private IndexInput() {}

    static List<String> ids(Collection<String> ids) {
        List<String> texts = elements(ids, String.class, "ids");
        texts.forEach(id -> StoredText.checkKey(id, "ids"));
        return texts;
    }

    /** Versions by id, sorted so that all callers lock rows in one order. */
    static SortedMap<String, Integer> versions(Map<String, Integer> expectedVersions) {
        var sorted = new TreeMap<String, Integer>();
        // The types are unchecked: a map of other keys and values is bad input too.
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) required(expectedVersions, "expectedVersions")).entrySet()) {
            if (!(entry.getKey() instanceof String id)) {
                throw wrongType("expectedVersions (the key)", "text", entry.getKey());
            }
            StoredText.checkKey(id, "expectedVersions (the key)");
            if (!(entry.getValue() instanceof Integer version)) {
                throw wrongType("expectedVersions." + id, "a version", entry.getValue());
            }
            sorted.put(id, version);
        }
        return sorted;
    }

    static <Q extends IndexQuery<?>> Q claimQuery(Q due) {
        if (required(due, "due").after().isPresent() || due.offset() > 0) {
            throw new InvalidInputException("due", "a query without offset and cursor", "a query with one of them");
        }
        return due;
    }

    private static InvalidInputException wrongType(String where, String expected, @Nullable Object found) {
        return new InvalidInputException(
                where, expected, found == null ? "null" : found.getClass().getName());
    }
}

package dev.nvent.store.internal.index;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.internal.json.StoredText;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the arguments of an index must be. */
final class IndexInput {

    private static final Duration LONGEST_LEASE = Duration.ofDays(36_500);

    private IndexInput() {}

    static List<String> ids(Collection<String> ids) {
        present(ids, "ids").forEach(id -> StoredText.checkKey(id, "ids"));
        return List.copyOf(ids);
    }

    /** Versions by id, sorted so that all callers lock rows in one order. */
    static SortedMap<String, Integer> versions(Map<String, Integer> expectedVersions) {
        var sorted = new TreeMap<String, Integer>();
        present(expectedVersions, "expectedVersions")
                .forEach((id, version) -> sorted.put(
                        StoredText.checkKey(id, "expectedVersions (the key)"),
                        present(version, "expectedVersions." + id)));
        return sorted;
    }

    static Duration lease(Duration lease) {
        if (lease == null || lease.toMillis() < 1 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new InvalidInputException(
                    "lease",
                    "a duration of at least a millisecond, of at most " + LONGEST_LEASE.toDays() + " days",
                    String.valueOf(lease));
        }
        return lease;
    }

    static <Q extends IndexQuery<?>> Q claimQuery(Q due) {
        if (present(due, "due").after().isPresent() || due.offset() > 0) {
            throw new InvalidInputException("due", "a query without an offset and a cursor", "one that has one");
        }
        return due;
    }

    static <T> T present(T argument, String where) {
        if (argument == null) {
            throw new InvalidInputException(where, "a value", "null");
        }
        return argument;
    }
}

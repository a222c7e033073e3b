package dev.nvent.store.internal.field;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import java.util.List;

/**
 * Where a field stands in an entry's metadata.
 *
 * @param segments the keys from the top down; never empty
 */
public record FieldPath(List<String> segments) {

    private static final int MAX_SEGMENTS = 100;

    /** Checks and copies. */
    public FieldPath {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a path needs a segment");
        }
        if (segments.size() > MAX_SEGMENTS) {
            throw new InvalidInputException(
                    segments.getFirst() + ".…",
                    "a path of at most " + MAX_SEGMENTS + " keys",
                    segments.size() + " keys");
        }
    }

    /** The path that a top-level key names: its dots separate keys, {@code stats.totalFires}. */
    public static FieldPath parse(String dotted) {
        return new FieldPath(List.of(required(dotted, "field").split("\\.", -1)));
    }

    /** With dots between its parts. */
    @Override
    public String toString() {
        return String.join(".", segments);
    }
}

package dev.nvent.store.internal.json;

import dev.nvent.store.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The text that PostgreSQL can hold: any Unicode but U+0000, and no half of a surrogate pair. */
public final class StoredText {

    /** The number of bytes that fit in an entry of a B-tree, of 2,704 bytes, together with a score and headers. */
    private static final int MAX_INDEXABLE_BYTES = 2_600;

    private StoredText() {}

    /** Returns {@code text}, or throws: null, a U+0000, or a lone surrogate, which would be stored as {@code ?}. */
    public static String check(@Nullable String text, String where) {
        return check(text, () -> where);
    }

    /** As {@link #check(String, String)}, where it takes something to say where. */
    static String check(@Nullable String text, Supplier<String> where) {
        if (text == null) {
            throw new InvalidInputException(where.get(), "text", "null");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new InvalidInputException(where.get(), "text that PostgreSQL can hold", "U+0000 at index " + i);
            }
            if (Character.isSurrogate(c)) {
                if (!isPair(text, i)) {
                    throw new InvalidInputException(where.get(), "whole characters", "a lone surrogate at index " + i);
                }
                i++;
            }
        }
        return text;
    }

    /** Like {@link #check}, and refuses the empty text too. */
    public static String checkKey(@Nullable String text, String where) {
        String checked = check(text, where);
        if (checked.isEmpty()) {
            throw new InvalidInputException(where, "text that is not empty", "empty text");
        }
        return checked;
    }

    /** Like {@link #check}, but null is fine. */
    public static @Nullable String checkOptional(@Nullable String text, String where) {
        return text == null ? null : check(text, where);
    }

    /** Returns {@code text}, which an index holds, or throws if it takes too many bytes. */
    public static String checkIndexable(String text, String where) {
        // No character takes more than three bytes for each of its char.
        if (text.length() > MAX_INDEXABLE_BYTES / 3) {
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_INDEXABLE_BYTES) {
                throw new InvalidInputException(
                        where, "at most " + MAX_INDEXABLE_BYTES + " bytes in UTF-8", bytes + " bytes");
            }
        }
        return text;
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}

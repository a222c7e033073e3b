package dev.nvent.store.internal.kv;

import dev.nvent.store.internal.json.StoredText;

/**
 * A pattern of keys: {@code *} matches any sequence of characters, everything else is literal.
 *
 * @param text as it was given
 */
public record KeyPattern(String text) {

    /** Not a backslash, whose meaning in a literal depends on the setting standard_conforming_strings. */
    static final char ESCAPE = '!';

    /** Checks that it is not empty. */
    public KeyPattern {
        StoredText.checkKey(text, "pattern");
    }

    /** As SQL's LIKE has it. */
    String like() {
        var like = new StringBuilder(text.length() + 8);
        for (char c : text.toCharArray()) {
            switch (c) {
                case '*' -> like.append('%');
                case '%', '_', ESCAPE -> like.append(ESCAPE).append(c);
                default -> like.append(c);
            }
        }
        return like.toString();
    }
}

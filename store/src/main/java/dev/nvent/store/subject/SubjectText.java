package dev.nvent.store.subject;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.StoredText;

/** What every subject, and every part of one, must be. */
final class SubjectText {

    static final int MAX_LENGTH = 1_024;

    private SubjectText() {}

    static String check(String text, String where) {
        StoredText.checkKey(text, where);
        if (text.length() > MAX_LENGTH) {
            throw new InvalidInputException(
                    where, "at most " + MAX_LENGTH + " characters", text.length() + " characters");
        }
        return StoredText.checkIndexable(text, where);
    }
}

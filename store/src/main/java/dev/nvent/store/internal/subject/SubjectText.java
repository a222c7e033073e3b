package dev.nvent.store.internal.subject;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.StoredText;

/** The limits of every subject, and of every part of one. */
public final class SubjectText {

    /** The maximum length of a subject, in characters. */
    public static final int MAX_LENGTH = 1_024;

    private SubjectText() {}

    /** Refuses text that is empty, too long, or that PostgreSQL cannot store or index. */
    public static String check(String text, String where) {
        StoredText.checkKey(text, where);
        if (text.length() > MAX_LENGTH) {
            throw new InvalidInputException(
                    where, "at most " + MAX_LENGTH + " characters", text.length() + " characters");
        }
        return StoredText.checkIndexable(text, where);
    }
}

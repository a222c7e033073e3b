package dev.nvent.store.internal.subject;

import dev.nvent.store.error.InvalidInputException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Record;
import org.jooq.Table;

/**
 * The subjects of the indexes in a table of the user, {@code shop:customers} or {@code shop:customers:{region}}. Anchored;
 * the key may contain colons.
 *
 * @param beginning the whole subject, or what stands before the key
 */
public record SubjectPattern<R extends Record>(Table<R> table, String beginning, boolean hasKey) {

    private static final Pattern TEXT = Pattern.compile("([^{}]*)|([^{}]+:)\\{\\w+}");
    private static final String SUBJECT = "subject";

    /** The pattern of a text. */
    public static <R extends Record> SubjectPattern<R> of(Table<R> table, String text) {
        Matcher parts = parts(text);
        return parts.group(1) == null
                ? new SubjectPattern<>(table, parts.group(2), true)
                : new SubjectPattern<>(table, text, false);
    }

    /**
     * Refuses a text that is no pattern.
     *
     * @throws InvalidInputException if it is one
     */
    public static void check(String text) {
        SubjectText.check(text, SUBJECT);
        parts(text);
    }

    private static Matcher parts(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new InvalidInputException(
                    SUBJECT,
                    "a subject such as shop:customers or, with a key at its end, shop:customers:{region}",
                    text);
        }
        return parts;
    }

    /** Whether a subject is one of these. */
    public boolean matches(String subject) {
        return hasKey ? subject.startsWith(beginning) : subject.equals(beginning);
    }

    /** Whether a subject can be one of these and one of the others. */
    public boolean overlaps(SubjectPattern<?> other) {
        return matches(other.beginning) || other.matches(beginning);
    }

    /**
     * The subject of an index.
     *
     * @throws InvalidInputException if it has a key and should have none, or the other way round, or the key is none
     */
    public String subject(Optional<String> key) {
        if (key.isPresent() != hasKey) {
            throw new InvalidInputException(
                    SUBJECT,
                    hasKey ? "the key of one of the indexes " + beginning + "{…}" : "no key for " + beginning,
                    hasKey ? "none" : "one");
        }
        return beginning + key.map(text -> SubjectText.check(text, "key")).orElse("");
    }

    /** The key of a subject that matches; empty where there is one index only. */
    public Optional<String> key(String subject) {
        return hasKey ? Optional.of(SubjectText.check(subject.substring(beginning.length()), "key")) : Optional.empty();
    }

    /** As it was given. */
    @Override
    public String toString() {
        return hasKey ? beginning + "{…}" : beginning;
    }
}

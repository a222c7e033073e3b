package dev.nvent.store.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operation that an error belongs to.
 *
 * @param name as in the documentation, {@code index.update}
 * @param subject the subject or the key, if the operation has one
 * @param id the id of the entry, if the operation has one
 */
public record Operation(String name, Optional<String> subject, Optional<String> id) {

    /** An operation without a subject. */
    public static Operation of(String name) {
        return of(name, null, null);
    }

    /** An operation on a subject or a key as a whole. */
    public static Operation of(String name, @Nullable String subject) {
        return of(name, subject, null);
    }

    /** An operation on an entry. */
    public static Operation of(String name, @Nullable String subject, @Nullable String id) {
        return new Operation(name, Optional.ofNullable(subject), Optional.ofNullable(id));
    }

    /** As error messages begin: {@code index.update on 'nvent:flows', id 'orders'}. */
    @Override
    public String toString() {
        return name
                + subject.map(text -> " on '" + text + "'").orElse("")
                + id.map(text -> ", id '" + text + "'").orElse("");
    }
}

package dev.nvent.store.error;

import java.util.function.Supplier;

/**
 * What a caller asked of the store, for an error to tell: the operation, and where it has them, the subject (or the
 * key) and the id of the entry.
 *
 * @param name as in the documentation, {@code index.update}
 * @param subject the subject, a key, or null
 * @param id the id of the entry, or null
 */
public record Operation(String name, String subject, String id) {

    /** A call on a subject or a key as a whole. */
    public static Operation of(String name, String subject) {
        return new Operation(name, subject, null);
    }

    /** Runs {@code work}; bad input that it finds is reported as bad input of this call. */
    public <T> T check(Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidInputException e) {
            throw e.in(this);
        }
    }

    @Override
    public String toString() {
        return name + (subject == null ? "" : " on '" + subject + "'") + (id == null ? "" : ", id '" + id + "'");
    }
}

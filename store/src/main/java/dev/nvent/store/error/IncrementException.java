package dev.nvent.store.error;

import org.jspecify.annotations.Nullable;

/** A number could not be incremented because of what is stored. Nothing changed. */
public final class IncrementException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** Why a number could not be incremented. */
    public enum Reason {
        /** The stored value is not a number. */
        NOT_A_NUMBER("a number"),
        /** A parent of the field is not an object. */
        NOT_AN_OBJECT("parents that are objects"),
        /** The result is out of range. */
        OUT_OF_RANGE("a result that fits");

        private final String expected;

        Reason(String expected) {
            this.expected = expected;
        }
    }

    private final @Nullable String field;
    private final Reason reason;

    /**
     * @param call the operation
     * @param field the path of the field, dots between its parts; null for a key's value
     * @param reason what is wrong with it
     */
    public IncrementException(Operation call, @Nullable String field, Reason reason) {
        super(call, (field == null ? "the value" : "field '" + field + "'") + ": expected " + reason.expected, null);
        this.field = field;
        this.reason = reason;
    }

    /** The path of the field, dots between its parts; null for a key's value. */
    public @Nullable String field() {
        return field;
    }

    /** Why the stored value cannot be incremented. */
    public Reason reason() {
        return reason;
    }
}

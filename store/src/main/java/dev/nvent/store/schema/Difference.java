package dev.nvent.store.schema;

/**
 * A difference between a database and the migrations.
 *
 * @param object kind and name, without the prefix: {@code column flow_runs.status}
 * @param expected the expected definition; empty for an unexpected object
 * @param found the definition in the database; empty for a missing object
 */
public record Difference(Kind kind, String object, String expected, String found) {

    /** The kind of a difference. */
    public enum Kind {
        /** The object does not exist. */
        MISSING,
        /** The object has another definition. */
        CHANGED,
        /** The object is not usable: an index whose build was interrupted. */
        INVALID,
        /** An object of others, which has the prefix or belongs to a table of the store. It is never changed. */
        UNEXPECTED
    }

    @Override
    public String toString() {
        return switch (kind) {
            case MISSING -> object + " is missing, expected " + expected;
            case CHANGED -> object + " is changed, expected " + expected + ", found " + found;
            case INVALID -> object + " is invalid";
            case UNEXPECTED -> object + " is unexpected: " + found;
        };
    }
}

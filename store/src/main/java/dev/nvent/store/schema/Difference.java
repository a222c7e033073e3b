package dev.nvent.store.schema;

/**
 * Something in a database that is not as the migrations make it.
 *
 * @param object its kind and its name without prefix: {@code column flow_runs.status}
 * @param expected its definition; empty for something foreign
 * @param found its definition; empty for something missing
 */
public record Difference(Kind kind, String object, String expected, String found) {

    /** What is wrong with an object. */
    public enum Kind {
        /** It should be there. */
        MISSING,
        /** It is there, but another. */
        CHANGED,
        /** It is there, but of no use: an index whose build was interrupted. */
        INVALID,
        /** It is not part of the schema, but has its prefix or belongs to one of its tables. It is left alone. */
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

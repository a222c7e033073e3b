package dev.nvent.store.error;

import org.jspecify.annotations.Nullable;

/**
 * The schema of the database, the server or a library is not what this version of the store needs, or could not be
 * brought there. A refused change changed nothing.
 */
public final class SchemaException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final String where;
    private final String expected;
    private final String found;

    /**
     * @param where what was looked at: a schema with its prefix, a script, the server
     * @param expected what would have been right, and what brings it about
     * @param found what was there; a list has a line for each
     * @param cause what went wrong, or null
     */
    public SchemaException(String where, String expected, String found, @Nullable Throwable cause) {
        super(null, where + ": expected " + expected + ", found " + found, cause);
        this.where = where;
        this.expected = expected;
        this.found = found;
    }

    /** The object that was checked. */
    public String where() {
        return where;
    }

    /** The expected state, and how to reach it. */
    public String expected() {
        return expected;
    }

    /** The actual state. */
    public String found() {
        return found;
    }
}

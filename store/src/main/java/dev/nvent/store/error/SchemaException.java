package dev.nvent.store.error;

import org.jspecify.annotations.Nullable;

/**
 * The schema of the database, the server or a library is not supported by this version of the store, or a change of the
 * schema failed. A refused change changed nothing.
 */
public final class SchemaException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final String where;
    private final String expected;
    private final String found;

    /**
     * @param where the object that was checked: a schema with its prefix, a script, the server
     * @param expected the expected state, and how to reach it
     * @param found the actual state; a list has a line for each element
     * @param cause the error behind it, or null
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

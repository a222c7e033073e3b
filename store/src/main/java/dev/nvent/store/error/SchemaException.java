package dev.nvent.store.error;

/** The schema of the database is not what this version of the store needs, or could not be brought there. */
public final class SchemaException extends StoreException {

    private static final long serialVersionUID = 1L;

    /**
     * @param problem what was expected, what was there, and what brings one to the other
     * @param cause what went wrong, or null
     */
    public SchemaException(String problem, Throwable cause) {
        super(null, problem, cause);
    }
}

package dev.nvent.store.error;

/**
 * A stored value cannot be returned as it was asked for: it does not have the shape of the requested class, or it nests
 * too deep. Nothing changed. Another form of the value, such as a Jackson tree, may be readable.
 */
public final class StoredValueException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final String where;

    /**
     * @param where the value, or the path within it: {@code value}, {@code data.lines[0].price}
     * @param problem what is wrong with it, without the value
     */
    public StoredValueException(String where, String problem) {
        super(null, where + ": " + problem, null);
        this.where = where;
    }

    /** The value, or the path within it. */
    public String where() {
        return where;
    }
}

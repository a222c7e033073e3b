package dev.nvent.store.error;

/** The caller gave something that the store does not take. Thrown before any statement is sent; nothing changed. */
public final class InvalidInputException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final String where;
    private final String expected;
    private final String actual;

    /**
     * @param where the argument, or the path within it: {@code limit}, {@code stats.total}, {@code data.items[3]}
     * @param expected what would have been right, in words
     * @param actual what was there: its kind, never its value
     */
    public InvalidInputException(String where, String expected, String actual) {
        this(null, where, expected, actual);
    }

    private InvalidInputException(Operation call, String where, String expected, String actual) {
        super(call, "at " + where + " expected " + expected + ", found " + actual, null);
        this.where = where;
        this.expected = expected;
        this.actual = actual;
    }

    InvalidInputException in(Operation call) {
        if (operation().isPresent()) {
            return this;
        }
        var named = new InvalidInputException(call, where, expected, actual);
        named.setStackTrace(getStackTrace());
        return named;
    }

    /** The argument, or the path within it. */
    public String where() {
        return where;
    }

    /** What would have been right. */
    public String expected() {
        return expected;
    }

    /** What was there: its kind, never its value. */
    public String actual() {
        return actual;
    }
}

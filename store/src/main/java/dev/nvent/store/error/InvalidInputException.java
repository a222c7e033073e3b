package dev.nvent.store.error;

import org.jspecify.annotations.Nullable;

/** An argument is not valid. Thrown before any statement is sent; nothing changed. */
public final class InvalidInputException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final String where;
    private final String expected;
    private final String actual;
    private final String problem;

    /**
     * @param where the argument, or the path within it: {@code limit}, {@code stats.total}, {@code data.items[3]}
     * @param expected what is accepted, in words
     * @param actual what was given: its kind, never its value
     */
    public InvalidInputException(String where, String expected, String actual) {
        this(null, where, expected, actual, where + ": expected " + expected + ", found " + actual);
    }

    private InvalidInputException(
            @Nullable Operation call, String where, String expected, String actual, String problem) {
        super(call, problem, null);
        this.problem = problem;
        this.where = where;
        this.expected = expected;
        this.actual = actual;
    }

    /**
     * With a message of its own, where "expected …, found …" does not say it plainly.
     *
     * @param problem what is wrong, as a sentence that names {@code where}
     */
    public static InvalidInputException of(String where, String expected, String actual, String problem) {
        return new InvalidInputException(null, where, expected, actual, problem);
    }

    /** This error, as one of an operation; unchanged if it has one. */
    public InvalidInputException in(Operation call) {
        if (operation().isPresent()) {
            return this;
        }
        var named = new InvalidInputException(call, where, expected, actual, problem);
        named.setStackTrace(getStackTrace());
        return named;
    }

    /** The argument, or the path within it. */
    public String where() {
        return where;
    }

    /** What is accepted, in words. */
    public String expected() {
        return expected;
    }

    /** What was given: its kind, never its value. */
    public String actual() {
        return actual;
    }
}

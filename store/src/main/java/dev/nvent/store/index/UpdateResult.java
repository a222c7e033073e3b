package dev.nvent.store.index;

/** The result of an update. */
public sealed interface UpdateResult {

    /**
     * It was made.
     *
     * @param version the version of the entry now
     */
    record Updated(int version) implements UpdateResult {}

    /**
     * The entry has another version than expected. Nothing changed.
     *
     * @param expected the version asked for
     * @param actual the version found
     */
    record Conflict(int expected, int actual) implements UpdateResult {}

    /** There is no such entry. */
    record Missing() implements UpdateResult {}

    /** Whether the entry was updated. */
    default boolean isUpdated() {
        return this instanceof Updated;
    }
}

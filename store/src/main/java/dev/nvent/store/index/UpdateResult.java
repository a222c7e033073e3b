package dev.nvent.store.index;

/** The result of an update. */
public sealed interface UpdateResult {

    /**
     * The entry was updated.
     *
     * @param version the version of the entry now
     */
    record Updated(int version) implements UpdateResult {}

    /**
     * The entry has another version than expected. Nothing changed.
     *
     * @param expected the expected version
     * @param actual the version of the entry
     */
    record Conflict(int expected, int actual) implements UpdateResult {}

    /** There is no such entry. */
    record Missing() implements UpdateResult {}

    /** Whether the entry was updated. */
    default boolean isUpdated() {
        return this instanceof Updated;
    }
}

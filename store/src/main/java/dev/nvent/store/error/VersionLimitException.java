package dev.nvent.store.error;

/**
 * An entry has been changed 2,147,483,647 times, and its version cannot rise any more. Nothing changed. An entry that is deleted
 * and added again begins at version 0.
 */
public final class VersionLimitException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** @param call the operation */
    public VersionLimitException(Operation call) {
        super(
                call,
                "the version of the entry has reached its highest value, " + Integer.MAX_VALUE
                        + ": delete the entry and add it again",
                null);
    }
}

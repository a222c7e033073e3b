package dev.nvent.store.it.node;

/**
 * One of the two implementations that share the tables: {@link JavaStore} or {@link NodeAdapter}. Both are called by the
 * operation names of the Node adapter, such as {@code index.add}, so that data written by one can be compared with data
 * read by the other.
 */
interface Implementation {

    /**
     * Runs an operation, whose first argument is the subject or key. Numbers in the result are normalized as by
     * {@link JsonValues#normalized}.
     *
     * @throws OperationFailedException if the operation fails
     */
    Object call(String operation, Object... arguments);

    /**
     * The path of a counter in the emitted events of a run. The Node adapter expects the key alone, the store a path that
     * starts with the document.
     */
    String emitted(String key);

    /** The implementation rejected the operation or does not support it. */
    final class OperationFailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        OperationFailedException(String message) {
            super(message);
        }
    }
}

package dev.nvent.store.it.original;

/**
 * One of the two that share the tables, spoken to in the operations of the original, {@code index.add} and its like, so
 * that what one writes can be compared with what the other reads.
 */
interface Side {

    /**
     * Runs an operation, its subject as first argument. Numbers in answers are BigDecimal without trailing zeros, so that
     * equal ones are equal.
     *
     * @throws OperationFailed where it fails
     */
    Object call(String operation, Object... arguments);

    /** Where a run's emitted events are counted under {@code key}: the original names no document. */
    String emitted(String key);

    /** An operation that was refused, or that the original has not. */
    final class OperationFailed extends RuntimeException {

        private static final long serialVersionUID = 1;

        OperationFailed(String message) {
            super(message);
        }
    }
}

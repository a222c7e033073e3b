package dev.nvent.store.observation;

import java.time.Duration;

/**
 * Is notified of the operations of a store. Thread-safe, fast, and without calls of the same store: it runs on the threads
 * of the callers. An exception that it throws is logged and does not change the outcome of the operation.
 *
 * <p>An operation is one call of the API that sends at least one statement. Operations within a transaction are reported
 * one by one, and {@code inTransaction} as a whole. Input that is refused before the first statement is not reported.
 */
@FunctionalInterface
public interface OperationListener {

    /**
     * An operation begins.
     *
     * @param operation its name, such as {@code stream.append}, {@code index.update} or {@code kv.get}
     * @param target the table without its prefix, or the subject type of a generic stream; {@code none} if there is not
     *     one of them, as for a transition. Neither is derived from a key or an id, so both have few values.
     * @return is notified of the end, on the same thread
     */
    Ongoing started(String operation, String target);

    /**
     * A group of writes has been committed. Runs on a thread of the store.
     *
     * @param writes the number of writes
     * @param wait the time from the arrival of the first one to the commit
     */
    default void groupCommitted(int writes, Duration wait) {}

    /** The end of one operation. */
    @FunctionalInterface
    interface Ongoing {

        /** The operation has returned or failed. */
        void finished(OperationResult result);
    }
}

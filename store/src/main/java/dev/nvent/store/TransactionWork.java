package dev.nvent.store;

/**
 * What is done in one transaction.
 *
 * @param <C> what it is given
 * @param <T> what it returns
 * @param <X> what it may throw besides unchecked exceptions
 */
@FunctionalInterface
public interface TransactionWork<C, T, X extends Exception> {

    /** Does it. Any exception rolls the transaction back. */
    T run(C transaction) throws X;
}

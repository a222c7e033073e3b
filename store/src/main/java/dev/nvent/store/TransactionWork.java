package dev.nvent.store;

/**
 * Work in one transaction.
 *
 * @param <C> the type of its argument
 * @param <T> the type of its result
 * @param <X> the checked exception that it may throw
 */
@FunctionalInterface
public interface TransactionWork<C, T, X extends Exception> {

    /** Runs within the transaction. Any exception rolls it back. */
    T run(C transaction) throws X;
}

package dev.nvent.store.work;

/**
 * Claims the entries of an index that are due and runs a handler for each, several at the same time, on virtual threads. Made
 * by {@code store.worker}. Thread-safe. Its threads do not keep the JVM alive.
 *
 * <p>Each entry is handled at least once: again after a failure, after the end of a lease that could not be extended, and
 * after a crash between the handler and the deletion of the entry. While the worker holds an entry no other worker has it.
 */
public interface Worker extends AutoCloseable {

    /** Looks for due entries at once instead of after the idle pause. A hint, for example after adding an entry. */
    void wakeUp();

    /** The number of entries that the worker holds: waiting, being handled, or to be deleted. */
    int held();

    /**
     * Stops claiming, releases the entries that no handler has begun with, and waits for the handlers that run, at most for
     * {@link WorkerOptions#drainTimeout}. Then interrupts them; the entry of a handler that ends with an
     * {@code InterruptedException} is released too. Deletes what was completed. May be called again. Closing the store closes
     * its workers. Not to be called by a handler, which would wait for itself.
     */
    @Override
    void close();
}

package dev.nvent.store.work;

import org.jooq.Record;

/**
 * Handles entries that are due. Called by several threads.
 *
 * @param <R> the record of the table
 */
@FunctionalInterface
public interface TaskHandler<R extends Record> {

    /**
     * Handles an entry.
     *
     * @return what becomes of the entry
     * @throws Exception if it failed; {@link WorkerOptions#failures} decides what becomes of the entry
     */
    Outcome handle(Task<R> task) throws Exception;
}

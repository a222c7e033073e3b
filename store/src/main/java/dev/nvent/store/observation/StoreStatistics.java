package dev.nvent.store.observation;

import java.util.Optional;

/**
 * Figures of a store at one moment. Counters begin when the store is opened.
 *
 * @param pool the pool, if it is HikariCP and the store uses it directly
 */
public record StoreStatistics(Optional<Pool> pool, StatementCache statementCache, Groups groups) {

    /**
     * The connections of a pool.
     *
     * @param max the upper bound
     * @param active in use
     * @param idle open and not in use
     * @param waiting the number of threads that wait for one
     */
    public record Pool(int max, int active, int idle, int waiting) {}

    /**
     * The texts of statements.
     *
     * @param size the number of texts in the cache
     * @param rendered how often a text was not in the cache and was rendered
     */
    public record StatementCache(int size, long rendered) {}

    /**
     * Group commit; all zero without it.
     *
     * @param committed the number of groups
     * @param writes the number of writes in them
     * @param waiting the number of writes that wait for a group
     */
    public record Groups(long committed, long writes, int waiting) {}
}

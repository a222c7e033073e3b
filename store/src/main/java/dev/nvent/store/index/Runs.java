package dev.nvent.store.index;

/**
 * The runs of all flows, the newest first: by the time of their start descending, then by their ids. Database indexes serve the
 * order, and the statuses other than {@code completed}; a filter on other metadata reads the runs in this order until it has
 * found enough. Thread-safe.
 */
public interface Runs {

    /** Reads a page. One statement. */
    RunPage read(RunQuery query);

    /** Counts the runs, whatever the limit and the cursor of the query. One statement, which reads all runs that it counts. */
    long count(RunQuery query);

    /**
     * Estimates the number of runs from the statistics of the planner, whatever the limit and the cursor of the query. One
     * statement, which reads no runs. The estimate is as good as the last {@code ANALYZE}, and rough for filters on metadata.
     */
    long estimate(RunQuery query);
}

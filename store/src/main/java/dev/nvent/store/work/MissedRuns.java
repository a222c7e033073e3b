package dev.nvent.store.work;

/** How the runs of a job that were due while no process claimed it are made up for. */
public enum MissedRuns {
    /** They become one run. The next run is the first one that the schedule has after it. */
    ONCE,
    /** Each of them is made, one after the other. */
    ALL
}

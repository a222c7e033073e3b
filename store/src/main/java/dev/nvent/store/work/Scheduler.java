package dev.nvent.store.work;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.index.UpdateResult;
import java.time.Duration;
import java.util.List;

/**
 * The jobs of {@code nvent:scheduler:jobs}, also those that the Node adapter wrote. Each run of a job is given to one
 * claimant at a time; a run whose claimant fails or crashes is given out again, so that it happens at least once.
 * Thread-safe as the store or the transaction is that it comes from.
 */
public interface Scheduler {

    /**
     * Schedules a job, or replaces one. Two statements: one reads the clock of the database.
     *
     * @throws InvalidInputException if the schedule has no run
     */
    void schedule(String jobId, Job job);

    /**
     * Schedules a job unless there is one, as an application does when it starts.
     *
     * @return whether it was scheduled
     */
    boolean scheduleIfAbsent(String jobId, Job job);

    /** Claims jobs that are due, the earliest first, as {@link dev.nvent.store.index.SortedIndex#claim} does. */
    List<DueJob> claim(int limit, Duration lease);

    /**
     * Ends a run: the job is due at the next run of its schedule, by its policy for missed runs. If there is none, its
     * status becomes {@code completed}. One statement.
     *
     * @return {@link UpdateResult.Updated}; anything else if the claim was lost, and then nothing changed
     * @throws InvalidInputException as {@link DueJob#schedule}
     */
    UpdateResult complete(DueJob job);

    /** Ends an attempt that failed: the same run is due again after a delay. One statement. */
    UpdateResult retry(DueJob job, Duration delay);

    /**
     * Deletes a job.
     *
     * @return whether there was one
     */
    boolean cancel(String jobId);

    /**
     * Deletes all pending jobs of a run, which have it as {@code metadata.runId}. A process that has claimed one of them
     * loses its claim.
     *
     * @return how many there were
     */
    int cancelRun(String runId);

    /** As {@link #cancelRun}, of a flow: {@code metadata.flowName}. */
    int cancelFlow(String flowName);
}

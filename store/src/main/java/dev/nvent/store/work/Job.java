package dev.nvent.store.work;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A job to schedule. Immutable.
 *
 * @param schedule when it runs
 * @param name for people, and for workers that handle several kinds of job
 * @param metadata data for its worker, stored in the document {@code metadata} of the entry
 * @param missedRuns how runs that were due while no process claimed the job are made up for
 */
public record Job(Schedule schedule, Optional<String> name, Map<String, ?> metadata, MissedRuns missedRuns) {

    static final String RUN = "runId";
    static final String FLOW = "flowName";

    /** Checks that nothing is missing. */
    @SuppressWarnings("ConstantValue") // Callers without a null checker.
    public Job {
        if (schedule == null || name == null || metadata == null || missedRuns == null) {
            throw new InvalidInputException("job", "a schedule, a name, metadata and a policy", "null");
        }
    }

    /** A job without a name and metadata, whose missed runs become one. */
    public static Job of(Schedule schedule) {
        return new Job(schedule, Optional.empty(), Map.of(), MissedRuns.ONCE);
    }

    /** Sets the name, for people and for workers that handle several kinds of job. */
    public Job withName(String name) {
        return new Job(schedule, Optional.of(required(name, "name")), metadata, missedRuns);
    }

    /** Adds metadata. */
    public Job withMetadata(Map<String, ?> metadata) {
        Map<String, Object> all = new LinkedHashMap<>(this.metadata);
        all.putAll(required(metadata, "metadata"));
        return new Job(schedule, name, all, missedRuns);
    }

    /**
     * Sets the run that the job belongs to, {@code metadata.runId}; {@link Scheduler#cancelRun} cancels the jobs of a run.
     */
    public Job withRun(String runId) {
        return withMetadata(Map.of(RUN, required(runId, RUN)));
    }

    /**
     * Sets the flow that the job belongs to, {@code metadata.flowName}; {@link Scheduler#cancelFlow} cancels the jobs of a
     * flow.
     */
    public Job withFlow(String flowName) {
        return withMetadata(Map.of(FLOW, required(flowName, FLOW)));
    }

    /** With a policy for missed runs. */
    public Job withMissedRuns(MissedRuns missedRuns) {
        return new Job(schedule, name, metadata, missedRuns);
    }

    /** Without the metadata. */
    @Override
    public String toString() {
        return "Job[schedule=" + schedule + ", name=" + name + "]";
    }
}

package dev.nvent.store.benchmarks.workload;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The writes of a workflow engine during a run. */
interface Engine {

    /** The number of steps of a run. */
    int STEPS = 5;

    /** Adds the run, appends an event and increments two counters of the flow. */
    void start(String flow, String run) throws Exception;

    /** Appends two events, updates the run's status, activity time and document, increments its counter and sets a key. */
    void step(String flow, String run, int number) throws Exception;

    /** Appends an event, updates the run's status and completion time and increments two counters of the flow. */
    void complete(String flow, String run) throws Exception;

    /** Executes a complete run of one of a hundred flows. */
    default Object executeRun() throws Exception {
        String flow = "flow-" + ThreadLocalRandom.current().nextInt(100);
        String run = UUID.randomUUID().toString();
        start(flow, run);
        for (int number = 1; number <= STEPS; number++) {
            step(flow, run, number);
        }
        complete(flow, run);
        return run;
    }
}

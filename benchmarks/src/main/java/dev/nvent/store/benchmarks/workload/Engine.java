package dev.nvent.store.benchmarks.workload;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What a workflow engine asks of a store in the life of a run. */
interface Engine {

    /** How many steps a run has. */
    int STEPS = 5;

    /** A new run; an event; two counters of its flow. */
    void start(String flow, String run) throws Exception;

    /** Two events; the run's status, activity and document; its counter; a key. */
    void step(String flow, String run, int number) throws Exception;

    /** An event; the run's status and end; two counters of its flow. */
    void complete(String flow, String run) throws Exception;

    /** A whole run of any of a hundred flows. */
    default Object play() throws Exception {
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

package dev.nvent.store.demo;

import java.time.Instant;
import java.util.Map;

/**
 * The plan of a simulated run.
 *
 * @param runId a unique id
 * @param startsAt the simulated start time
 * @param article the ordered or restocked article
 * @param seed the seed of the random decisions during the run
 */
record RunPlan(Flow flow, String runId, Instant startsAt, String article, long seed) {

    Map<String, ?> input() {
        return Map.of("article", article, "quantity", 1);
    }
}

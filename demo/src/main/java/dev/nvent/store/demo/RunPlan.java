package dev.nvent.store.demo;

import java.time.Instant;
import java.util.Map;

/**
 * A run that is going to be.
 *
 * @param runId its id, which nobody else has
 * @param startsAt when it starts
 * @param article what it is about
 * @param seed decides what happens in it
 */
record RunPlan(Flow flow, String runId, Instant startsAt, String article, long seed) {

    Map<String, ?> input() {
        return Map.of("article", article, "quantity", 1);
    }
}

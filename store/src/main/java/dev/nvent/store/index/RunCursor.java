package dev.nvent.store.index;

import dev.nvent.store.internal.json.StoredText;

/**
 * A position among the runs of all flows, after which a page can begin.
 *
 * @param startedAt when the run there started, in milliseconds
 * @param runId its id
 * @param flowName its flow
 */
public record RunCursor(long startedAt, String runId, String flowName) {

    /** Checks the texts. */
    public RunCursor {
        StoredText.check(runId, "cursor.runId");
        StoredText.check(flowName, "cursor.flowName");
    }
}

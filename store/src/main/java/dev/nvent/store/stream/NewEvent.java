package dev.nvent.store.stream;

import dev.nvent.store.json.Json;
import dev.nvent.store.json.StoredText;
import tools.jackson.databind.JsonNode;

/**
 * An event to append. Immutable. The store alone gives it an id and a time.
 *
 * @param type what happened, {@code step.completed}; not empty
 * @param runId the run it belongs to, or null; on the stream of a run it may be left out, and may not be another
 * @param flowName the flow it belongs to, or null; required on the stream of a run
 * @param stepName the step it belongs to, or null
 * @param stepId which instance of the step, or null
 * @param attempt which try of the step, or null
 * @param data any JSON, or null
 */
public record NewEvent(
        String type, String runId, String flowName, String stepName, String stepId, Integer attempt, JsonNode data) {

    /** Checks every text. */
    public NewEvent {
        StoredText.checkKey(type, "type");
        StoredText.checkIndexable(type, "type");
        StoredText.checkOptional(runId, "runId");
        StoredText.checkOptional(flowName, "flowName");
        StoredText.checkOptional(stepName, "stepName");
        StoredText.checkOptional(stepId, "stepId");
        data = Json.of(data, "data");
    }

    /** An event with nothing but its type. */
    public static NewEvent of(String type) {
        return new NewEvent(type, null, null, null, null, null, null);
    }

    /** With the run it belongs to. */
    public NewEvent withRunId(String runId) {
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, data);
    }

    /** With the flow it belongs to. */
    public NewEvent withFlowName(String flowName) {
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, data);
    }

    /** With the step it belongs to. */
    public NewEvent withStep(String stepName, String stepId) {
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, data);
    }

    /** With the number of the try. */
    public NewEvent withAttempt(int attempt) {
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, data);
    }

    /** With its payload: any JSON, as {@link Json#of} takes it. */
    public NewEvent withData(Object data) {
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, Json.of(data, "data"));
    }

    /** Without the payload. */
    @Override
    public String toString() {
        return "NewEvent[type=" + type + ", runId=" + runId + ", flowName=" + flowName + ", stepName=" + stepName + "]";
    }
}

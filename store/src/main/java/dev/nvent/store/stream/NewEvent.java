package dev.nvent.store.stream;

import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.json.StoredText;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** An event to append. Immutable; equal to one with the same fields. The store alone gives it an id and a time. */
public final class NewEvent {

    private final String type;
    private final String runId;
    private final String flowName;
    private final String stepName;
    private final String stepId;
    private final Integer attempt;
    private final JsonNode data;

    /** Of fields that are checked, each of them once. */
    private NewEvent(
            String type,
            String runId,
            String flowName,
            String stepName,
            String stepId,
            Integer attempt,
            JsonNode data) {
        this.type = type;
        this.runId = runId;
        this.flowName = flowName;
        this.stepName = stepName;
        this.stepId = stepId;
        this.attempt = attempt;
        this.data = data;
    }

    /**
     * An event with nothing but its type.
     *
     * @param type what happened, {@code step.completed}; not empty
     */
    public static NewEvent of(String type) {
        StoredText.checkKey(type, "type");
        StoredText.checkIndexable(type, "type");
        return new NewEvent(type, null, null, null, null, null, Json.of(null, "data"));
    }

    /** With the run it belongs to, or null; on the stream of a run it may be left out, and may not be another. */
    public NewEvent withRunId(String runId) {
        StoredText.checkOptional(runId, "runId");
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, data);
    }

    /** With the flow it belongs to, or null; required on the stream of a run. */
    public NewEvent withFlowName(String flowName) {
        StoredText.checkOptional(flowName, "flowName");
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, data);
    }

    /** With the step it belongs to, and which instance of the step it is; either may be null. */
    public NewEvent withStep(String stepName, String stepId) {
        StoredText.checkOptional(stepName, "stepName");
        StoredText.checkOptional(stepId, "stepId");
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, data);
    }

    /** With the number of the try, or null. */
    public NewEvent withAttempt(Integer attempt) {
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, data);
    }

    /** With its payload: any JSON, as {@link Json#of} takes it. */
    public NewEvent withData(Object data) {
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, Json.of(data, "data"));
    }

    /** What happened. */
    public String type() {
        return type;
    }

    /** The run it belongs to, or null. */
    public String runId() {
        return runId;
    }

    /** The flow it belongs to, or null. */
    public String flowName() {
        return flowName;
    }

    /** The step it belongs to, or null. */
    public String stepName() {
        return stepName;
    }

    /** Which instance of the step, or null. */
    public String stepId() {
        return stepId;
    }

    /** Which try of the step, or null. */
    public Integer attempt() {
        return attempt;
    }

    /** Its payload; JSON null where it has none. */
    public JsonNode data() {
        return data;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NewEvent that
                && type.equals(that.type)
                && Objects.equals(runId, that.runId)
                && Objects.equals(flowName, that.flowName)
                && Objects.equals(stepName, that.stepName)
                && Objects.equals(stepId, that.stepId)
                && Objects.equals(attempt, that.attempt)
                && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, runId, flowName, stepName, stepId, attempt, data);
    }

    /** Without the payload. */
    @Override
    public String toString() {
        return "NewEvent[type=" + type + ", runId=" + runId + ", flowName=" + flowName + ", stepName=" + stepName + "]";
    }
}

package dev.nvent.store.stream;

import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.json.StoredText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event to append. The store assigns its id and time. Immutable: the payload is converted to JSON text when it is set,
 * and later changes of the object do not reach the event. Events with equal fields are equal.
 */
public final class NewEvent {

    private static final String NO_PAYLOAD = "null";

    private final String type;
    private final @Nullable String runId;
    private final @Nullable String flowName;
    private final @Nullable String stepName;
    private final @Nullable String stepId;
    private final @Nullable Integer attempt;
    private final String json;
    private final @Nullable String key;

    /** All arguments are already validated. */
    private NewEvent(
            String type,
            @Nullable String runId,
            @Nullable String flowName,
            @Nullable String stepName,
            @Nullable String stepId,
            @Nullable Integer attempt,
            String json,
            @Nullable String key) {
        this.type = type;
        this.runId = runId;
        this.flowName = flowName;
        this.stepName = stepName;
        this.stepId = stepId;
        this.attempt = attempt;
        this.json = json;
        this.key = key;
    }

    /**
     * An event with a type only.
     *
     * @param type the event type, such as {@code step.completed}; not empty
     */
    public static NewEvent of(String type) {
        StoredText.checkKey(type, "type");
        StoredText.checkIndexable(type, "type");
        return new NewEvent(type, null, null, null, null, null, NO_PAYLOAD, null);
    }

    /** Sets the id of the flow run. Optional on the stream of a run, where it must be the run of the subject. */
    public NewEvent withRunId(@Nullable String runId) {
        StoredText.checkOptional(runId, "runId");
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, json, key);
    }

    /** Sets the name of the flow. Required on the stream of a run. */
    public NewEvent withFlowName(@Nullable String flowName) {
        StoredText.checkOptional(flowName, "flowName");
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, json, key);
    }

    /** Sets the name of the step and the id of the step execution. Either may be null. */
    public NewEvent withStep(@Nullable String stepName, @Nullable String stepId) {
        StoredText.checkOptional(stepName, "stepName");
        StoredText.checkOptional(stepId, "stepId");
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, json, key);
    }

    /** Sets the attempt of the step. */
    public NewEvent withAttempt(@Nullable Integer attempt) {
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, json, key);
    }

    /**
     * Sets the payload: any value that {@link Json#of} converts to JSON, null included.
     *
     * @throws dev.nvent.store.error.InvalidInputException if it cannot be converted; names the path
     */
    public NewEvent withData(@Nullable Object data) {
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, Json.text(Json.of(data, "data")), key);
    }

    /**
     * Sets the payload as JSON text, which is sent as it is, without surrounding white space.
     *
     * @throws dev.nvent.store.error.InvalidInputException if the text is not one JSON value, an object in it has a key twice,
     *     or PostgreSQL cannot hold it
     */
    public NewEvent withJson(String json) {
        String payload = Json.checkText(json, "json").strip();
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, payload, key);
    }

    /**
     * Sets the idempotency key. If the stream has an event with this key, an append stores nothing and returns that event,
     * marked as a duplicate, whatever its other fields are. So an append whose outcome is unknown can be repeated.
     *
     * @param key not empty; unique within a stream, for as long as the event is stored
     */
    public NewEvent withKey(String key) {
        StoredText.checkKey(key, "key");
        return new NewEvent(type, runId, flowName, stepName, stepId, attempt, json, key);
    }

    /** The event type. */
    public String type() {
        return type;
    }

    /** The id of the flow run, if set. */
    public @Nullable String runId() {
        return runId;
    }

    /** The name of the flow, if set. */
    public @Nullable String flowName() {
        return flowName;
    }

    /** The name of the step, if set. */
    public @Nullable String stepName() {
        return stepName;
    }

    /** The id of the step execution, if set. */
    public @Nullable String stepId() {
        return stepId;
    }

    /** The attempt of the step, if set. */
    public @Nullable Integer attempt() {
        return attempt;
    }

    /** The payload as JSON text; {@code null}, the JSON value, if the event has none. */
    public String json() {
        return json;
    }

    /** The idempotency key, if set. */
    public @Nullable String key() {
        return key;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NewEvent that
                && type.equals(that.type)
                && Objects.equals(runId, that.runId)
                && Objects.equals(flowName, that.flowName)
                && Objects.equals(stepName, that.stepName)
                && Objects.equals(stepId, that.stepId)
                && Objects.equals(attempt, that.attempt)
                && Objects.equals(key, that.key)
                && Json.isSame(json, that.json);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, runId, flowName, stepName, stepId, attempt);
    }

    /** Without the payload. */
    @Override
    public String toString() {
        return "NewEvent[type=" + type + ", runId=" + runId + ", flowName=" + flowName + ", stepName=" + stepName + "]";
    }
}

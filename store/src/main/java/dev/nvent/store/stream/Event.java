package dev.nvent.store.stream;

import dev.nvent.store.internal.json.Json;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event of a stream. Immutable: the payload is kept as text, and parsed whenever it is asked for in another form.
 *
 * @param id position in the order of appends
 * @param ts time of the append by the database clock, in milliseconds
 * @param type event type
 * @param runId id of the flow run, if any
 * @param flowName name of the flow, if any
 * @param stepName name of the step, if any
 * @param stepId id of the step execution, if any
 * @param attempt attempt of the step, if any
 * @param json payload as JSON text, numbers exact; {@code null}, the JSON value, if the event has none
 * @param key idempotency key, if the writer gave one
 * @param version version of the stream after this event; only in streams that are appended to with expected versions
 * @param isDuplicate whether an append found the event stored by an earlier append with the same key; false for an event
 *     that was read
 */
public record Event(
        long id,
        Instant ts,
        String type,
        @Nullable String runId,
        @Nullable String flowName,
        @Nullable String stepName,
        @Nullable String stepId,
        @Nullable Integer attempt,
        String json,
        @Nullable String key,
        @Nullable Long version,
        boolean isDuplicate) {

    /** The payload as plain Java, as {@link Json#toJava} describes it; null for JSON null. */
    public @Nullable Object data() {
        return Json.toJava(tree());
    }

    /** The payload as an instance of {@code type}, converted by Jackson; null for JSON null. */
    public <T> @Nullable T data(Class<T> type) {
        return json.equals("null") ? null : Json.as(json, type, "data");
    }

    /** The payload as a tree of its own, which the caller may change. */
    public JsonNode tree() {
        return Json.parse(json);
    }

    /** Compares payloads by value, since PostgreSQL writes JSON in its own format, and ignores {@link #isDuplicate}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Event that
                && id == that.id
                && ts.equals(that.ts)
                && type.equals(that.type)
                && Objects.equals(runId, that.runId)
                && Objects.equals(flowName, that.flowName)
                && Objects.equals(stepName, that.stepName)
                && Objects.equals(stepId, that.stepId)
                && Objects.equals(attempt, that.attempt)
                && Objects.equals(key, that.key)
                && Objects.equals(version, that.version)
                && Json.isSame(json, that.json);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, ts, type, runId);
    }

    /** Without the payload. */
    @Override
    public String toString() {
        return "Event[id=" + id + ", ts=" + ts + ", type=" + type + ", runId=" + runId + ", flowName=" + flowName
                + ", stepName=" + stepName + "]";
    }
}

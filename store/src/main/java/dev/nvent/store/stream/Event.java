package dev.nvent.store.stream;

import dev.nvent.store.internal.json.Json;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * An event of a stream.
 *
 * @param id its place in the order of appends
 * @param ts when it was appended, by the database's clock, to the millisecond
 * @param type what happened
 * @param runId the run it belongs to, or null
 * @param flowName the flow it belongs to, or null
 * @param stepName the step it belongs to, or null
 * @param stepId which instance of the step, or null
 * @param attempt which try of the step, or null
 * @param json its payload as a tree, numbers exact; JSON null where there is none
 */
public record Event(
        long id,
        Instant ts,
        String type,
        String runId,
        String flowName,
        String stepName,
        String stepId,
        Integer attempt,
        JsonNode json) {

    /** The payload as plain Java, as {@link Json#toJava} gives it; null where there is none. */
    public Object data() {
        return Json.toJava(json);
    }

    /** The payload as an instance of {@code type}, by Jackson's rules; null where there is none. */
    public <T> T data(Class<T> type) {
        return json.isNull() ? null : Json.as(json, type, "data");
    }

    /** Without the payload. */
    @Override
    public String toString() {
        return "Event[id=" + id + ", ts=" + ts + ", type=" + type + ", runId=" + runId + ", flowName=" + flowName
                + ", stepName=" + stepName + "]";
    }
}

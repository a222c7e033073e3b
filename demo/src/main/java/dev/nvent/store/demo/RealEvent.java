package dev.nvent.store.demo;

import dev.nvent.store.stream.NewEvent;
import tools.jackson.databind.JsonNode;

/**
 * A line of a file of events.
 *
 * @param line its number, from 1
 * @param event what happened, the name of a trigger
 * @param payload any JSON
 */
record RealEvent(int line, String event, JsonNode payload) {

    /** As the event of a trigger. */
    NewEvent asTriggerEvent(String runId) {
        return NewEvent.of(event).withRunId(runId).withData(payload);
    }

    /** Without the payload. */
    @Override
    public String toString() {
        return "line " + line + ", " + event;
    }
}

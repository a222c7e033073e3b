package dev.nvent.store.demo;

import dev.nvent.store.stream.NewEvent;
import tools.jackson.databind.JsonNode;

/**
 * An event read from a file.
 *
 * @param line the line number, starting at 1
 * @param event the name of a trigger
 * @param payload any JSON
 */
record InputEvent(int line, String event, JsonNode payload) {

    /** Returns the event to append to the stream of the trigger. */
    NewEvent asTriggerEvent(String runId) {
        return NewEvent.of(event).withRunId(runId).withData(payload);
    }

    /** Omits the payload. */
    @Override
    public String toString() {
        return "line " + line + ", " + event;
    }
}

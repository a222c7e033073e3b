package dev.nvent.store.internal.kv;

import tools.jackson.databind.JsonNode;

/**
 * What a key has.
 *
 * @param value its value
 * @param isExpired whether its time is over, so that nobody may see it
 */
record StoredValue(JsonNode value, boolean isExpired) {

    /** Without the value. */
    @Override
    public String toString() {
        return "StoredValue[isExpired=" + isExpired + "]";
    }
}

package dev.nvent.store.internal.kv;

import tools.jackson.databind.JsonNode;

/**
 * The row of a key.
 *
 * @param value its value
 * @param isExpired whether it has expired, so that no caller may see it
 */
record StoredValue(JsonNode value, boolean isExpired) {

    /** Without the value. */
    @Override
    public String toString() {
        return "StoredValue[isExpired=" + isExpired + "]";
    }
}

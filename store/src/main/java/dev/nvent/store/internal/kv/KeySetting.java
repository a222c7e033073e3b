package dev.nvent.store.internal.kv;

import dev.nvent.store.internal.json.JsonConverter;
import dev.nvent.store.internal.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A key that is set.
 *
 * @param ttl the time to live; empty for no expiry
 */
public record KeySetting(String key, JsonNode value, Optional<Duration> ttl) {

    /** Checks the key and the value. */
    public static KeySetting forEver(String key, Object value, JsonConverter json) {
        return new KeySetting(KeyValueInput.key(key), KeyValueInput.value(value, "value", json), Optional.empty());
    }

    /** Checks the key, the value and the time to live. */
    public static KeySetting of(String key, Object value, Duration ttl, JsonConverter json) {
        return new KeySetting(
                KeyValueInput.key(key), KeyValueInput.value(value, "value", json), Optional.of(KeyValueInput.ttl(ttl)));
    }

    /** The statement that sets it. */
    public Statement<?, Boolean> statement() {
        return KeyValueStatements.set(this);
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "KeySetting[key=" + key + ", ttl=" + ttl + "]";
    }
}

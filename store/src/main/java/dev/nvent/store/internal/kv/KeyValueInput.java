package dev.nvent.store.internal.kv;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.JsonConverter;
import dev.nvent.store.internal.json.StoredText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Validation of keys, values and times to live. */
final class KeyValueInput {

    private static final Duration LONGEST_TTL = Duration.ofDays(36_500_000);

    private KeyValueInput() {}

    /** The key, which need not be text where it comes from a map or a collection. */
    static String key(@Nullable Object key) {
        if (key != null && !(key instanceof String)) {
            throw new InvalidInputException("key", "text", key.getClass().getName());
        }
        return StoredText.checkIndexable(StoredText.checkKey((String) key, "key"), "key");
    }

    static JsonNode value(@Nullable Object value, String where, JsonConverter converter) {
        JsonNode json = converter.toJson(value, where);
        if (json.isNull()) {
            throw InvalidInputException.of(
                    where, "a value", "null", where + " must not be null; use delete to remove a key");
        }
        return json;
    }

    static Duration ttl(Duration ttl) {
        if (ttl == null || !ttl.isPositive() || ttl.compareTo(LONGEST_TTL) > 0) {
            throw new InvalidInputException(
                    "ttl", "a duration above 0, of at most " + LONGEST_TTL.toDays() + " days", String.valueOf(ttl));
        }
        return ttl;
    }
}

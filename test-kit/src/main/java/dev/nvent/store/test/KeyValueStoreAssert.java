package dev.nvent.store.test;

import dev.nvent.store.kv.KeyValueStore;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Assertions of keys and their values. An expired key does not exist. */
public final class KeyValueStoreAssert extends AbstractAssert<KeyValueStoreAssert, @Nullable KeyValueStore> {

    KeyValueStoreAssert(@Nullable KeyValueStore actual) {
        super(actual, KeyValueStoreAssert.class);
    }

    /** The key has this value, in plain Java: text, numbers, booleans, maps and lists of them. */
    public KeyValueStoreAssert hasValue(String key, Object expected) {
        isNotNull();
        Assertions.assertThat(actual.get(key)).as("value of '" + key + "'").contains(expected);
        return this;
    }

    /** The key exists. */
    public KeyValueStoreAssert hasKey(String key) {
        isNotNull();
        Assertions.assertThat(actual.get(key).isPresent())
                .as("key '" + key + "' exists")
                .isTrue();
        return this;
    }

    /** The key does not exist. */
    public KeyValueStoreAssert hasNoKey(String key) {
        isNotNull();
        Assertions.assertThat(actual.get(key).isPresent())
                .as("key '" + key + "' exists")
                .isFalse();
        return this;
    }
}

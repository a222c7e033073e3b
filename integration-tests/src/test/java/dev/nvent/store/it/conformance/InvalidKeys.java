package dev.nvent.store.it.conformance;

import static dev.nvent.store.it.conformance.InvalidInputTest.withInvalidValue;
import static dev.nvent.store.it.conformance.InvalidSubjects.describe;
import static dev.nvent.store.it.conformance.InvalidSubjects.invalidNames;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Invalid keys, values, times to live and patterns of the key-value store. */
final class InvalidKeys {

    private InvalidKeys() {}

    static Stream<InvalidInput> all() {
        return Stream.of(keys(), otherKeys(), values(), nulls(), ttls(), patterns())
                .flatMap(invalid -> invalid);
    }

    private static Stream<InvalidInput> keys() {
        return invalidNames()
                .flatMap(key -> Stream.of(
                        new InvalidInput(
                                "get " + describe(key),
                                "key",
                                store -> store.kv().get(key)),
                        new InvalidInput(
                                "getAll " + describe(key),
                                "key",
                                store -> store.kv().getAll(Arrays.asList("a", key))),
                        new InvalidInput(
                                "set " + describe(key),
                                "key",
                                store -> store.kv().set(key, 1)),
                        new InvalidInput(
                                "setAll " + describe(key),
                                "key",
                                store -> store.kv().setAll(NestedMaps.map("a", 1, key, 1))),
                        new InvalidInput(
                                "setIfAbsent " + describe(key),
                                "key",
                                store -> store.kv().setIfAbsent(key, 1)),
                        new InvalidInput(
                                "compareAndSet " + describe(key),
                                "key",
                                store -> store.kv().compareAndSet(key, 1, 2)),
                        new InvalidInput(
                                "increment " + describe(key),
                                "key",
                                store -> store.kv().increment(key, 1)),
                        new InvalidInput(
                                "delete " + describe(key),
                                "key",
                                store -> store.kv().delete(key))));
    }

    /** Keys whose type the compiler does not check. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Stream<InvalidInput> otherKeys() {
        Map<String, Object> values = NestedMaps.unchecked(Map.of(5, "a"));
        return Stream.of(
                new InvalidInput(
                        "setAll with a number as a key",
                        "key",
                        store -> store.kv().setAll(values)),
                new InvalidInput(
                        "setAll for a time with a number as a key",
                        "key",
                        store -> store.kv().setAll(values, Duration.ofMinutes(1))),
                new InvalidInput(
                        "getAll with a number as a key",
                        "key",
                        store -> store.kv().getAll((Collection) List.of(5))));
    }

    private static Stream<InvalidInput> values() {
        return Stream.of(
                        withInvalidValue(
                                "set", "value", (store, value) -> store.kv().set("key", value)),
                        withInvalidValue(
                                "setAll",
                                "values.x",
                                (store, value) -> store.kv().setAll(NestedMaps.map("x", value))),
                        withInvalidValue(
                                "setIfAbsent",
                                "value",
                                (store, value) -> store.kv().setIfAbsent("new", value)),
                        withInvalidValue(
                                "compareAndSet to",
                                "value",
                                (store, value) -> store.kv().compareAndSet("key", "value", value)),
                        withInvalidValue(
                                "compareAndSet from",
                                "expected",
                                (store, value) -> store.kv().compareAndSet("key", value, 1)))
                .flatMap(invalid -> invalid);
    }

    private static Stream<InvalidInput> nulls() {
        return Stream.of(
                new InvalidInput("set null", "value", store -> store.kv().set("key", null)),
                new InvalidInput(
                        "set null for a time", "value", store -> store.kv().set("key", null, Duration.ofDays(1))),
                new InvalidInput(
                        "setIfAbsent null", "value", store -> store.kv().setIfAbsent("new", null)),
                new InvalidInput(
                        "compareAndSet to null", "value", store -> store.kv().compareAndSet("key", "value", null)),
                new InvalidInput(
                        "compareAndSet from null",
                        "expected",
                        store -> store.kv().compareAndSet("key", null, 1)),
                new InvalidInput(
                        "setAll with null", "values.x", store -> store.kv().setAll(NestedMaps.map("x", null))),
                new InvalidInput("setAll of null", "values", store -> store.kv().setAll((Map<String, ?>) null)),
                new InvalidInput("getAll of null", "keys", store -> store.kv().getAll(null)),
                new InvalidInput(
                        "increment by null", "delta", store -> store.kv().increment("n", (BigDecimal) null)),
                new InvalidInput(
                        "increment by a huge exponent",
                        "delta",
                        store -> store.kv().increment("n", new BigDecimal("1E+100000"))));
    }

    private static Stream<InvalidInput> ttls() {
        return Stream.of(null, Duration.ZERO, Duration.ofMillis(-1), Duration.ofSeconds(Long.MAX_VALUE))
                .flatMap(ttl -> Stream.of(
                        new InvalidInput(
                                "set for " + ttl, "ttl", store -> store.kv().set("key", 1, ttl)),
                        new InvalidInput(
                                "setAll for " + ttl, "ttl", store -> store.kv().setAll(Map.of("key", 1), ttl)),
                        new InvalidInput(
                                "setIfAbsent for " + ttl,
                                "ttl",
                                store -> store.kv().setIfAbsent("new", 1, ttl)),
                        new InvalidInput(
                                "compareAndSet for " + ttl,
                                "ttl",
                                store -> store.kv().compareAndSet("key", "value", 1, ttl))));
    }

    private static Stream<InvalidInput> patterns() {
        Stream<InvalidInput> texts = Stream.of(null, "", "a\u0000", "\uD83D")
                .flatMap(pattern -> Stream.of(
                        new InvalidInput(
                                "clear " + describe(pattern),
                                "pattern",
                                store -> store.kv().clear(pattern)),
                        new InvalidInput(
                                "keys " + describe(pattern),
                                "pattern",
                                store -> store.kv().keys(pattern))));
        Stream<InvalidInput> limits = Stream.of(0, -1, Integer.MIN_VALUE)
                .map(limit -> new InvalidInput(
                        "limit " + limit, "limit", store -> store.kv().keys("*", null, limit)));
        Stream<InvalidInput> after = Stream.of("a\u0000", "\uD83D")
                .map(key -> new InvalidInput(
                        "after " + describe(key), "after", store -> store.kv().keys("*", key, 1)));
        return Stream.of(texts, limits, after).flatMap(invalid -> invalid);
    }
}

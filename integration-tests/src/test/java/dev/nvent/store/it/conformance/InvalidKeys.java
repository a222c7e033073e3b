package dev.nvent.store.it.conformance;

import static dev.nvent.store.it.conformance.InvalidInputTest.withBadValue;
import static dev.nvent.store.it.conformance.InvalidSubjects.noNames;
import static dev.nvent.store.it.conformance.InvalidSubjects.shown;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Keys, values, times to live and patterns that the key-value store does not take. */
final class InvalidKeys {

    private InvalidKeys() {}

    static Stream<InvalidInput> all() {
        return Stream.of(keys(), values(), nulls(), ttls(), patterns()).flatMap(bad -> bad);
    }

    private static Stream<InvalidInput> keys() {
        return noNames()
                .flatMap(key -> Stream.of(
                        new InvalidInput(
                                "get " + shown(key), "key", store -> store.kv().get(key)),
                        new InvalidInput(
                                "getAll " + shown(key),
                                "key",
                                store -> store.kv().getAll(Arrays.asList("a", key))),
                        new InvalidInput(
                                "set " + shown(key), "key", store -> store.kv().set(key, 1)),
                        new InvalidInput(
                                "setAll " + shown(key),
                                "key",
                                store -> store.kv().setAll(NestedMaps.map("a", 1, key, 1))),
                        new InvalidInput(
                                "setIfAbsent " + shown(key),
                                "key",
                                store -> store.kv().setIfAbsent(key, 1)),
                        new InvalidInput(
                                "compareAndSet " + shown(key),
                                "key",
                                store -> store.kv().compareAndSet(key, 1, 2)),
                        new InvalidInput(
                                "increment " + shown(key),
                                "key",
                                store -> store.kv().increment(key, 1)),
                        new InvalidInput(
                                "delete " + shown(key),
                                "key",
                                store -> store.kv().delete(key))));
    }

    private static Stream<InvalidInput> values() {
        return Stream.of(
                        withBadValue(
                                "set", "value", (store, value) -> store.kv().set("key", value)),
                        withBadValue(
                                "setAll",
                                "values.x",
                                (store, value) -> store.kv().setAll(NestedMaps.map("x", value))),
                        withBadValue(
                                "setIfAbsent",
                                "value",
                                (store, value) -> store.kv().setIfAbsent("new", value)),
                        withBadValue(
                                "compareAndSet to",
                                "value",
                                (store, value) -> store.kv().compareAndSet("key", "value", value)),
                        withBadValue(
                                "compareAndSet from",
                                "expected",
                                (store, value) -> store.kv().compareAndSet("key", value, 1)))
                .flatMap(bad -> bad);
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
                                "clear " + shown(pattern),
                                "pattern",
                                store -> store.kv().clear(pattern)),
                        new InvalidInput(
                                "keys " + shown(pattern),
                                "pattern",
                                store -> store.kv().keys(pattern))));
        Stream<InvalidInput> limits = Stream.of(0, -1, Integer.MIN_VALUE)
                .map(limit -> new InvalidInput(
                        "limit " + limit, "limit", store -> store.kv().keys("*", null, limit)));
        Stream<InvalidInput> after = Stream.of("a\u0000", "\uD83D")
                .map(key -> new InvalidInput(
                        "after " + shown(key), "after", store -> store.kv().keys("*", key, 1)));
        return Stream.of(texts, limits, after).flatMap(bad -> bad);
    }
}

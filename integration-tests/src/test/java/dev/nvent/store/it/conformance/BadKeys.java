package dev.nvent.store.it.conformance;

import static dev.nvent.store.it.conformance.BadInputTest.withBadValue;
import static dev.nvent.store.it.conformance.BadSubjects.noNames;
import static dev.nvent.store.it.conformance.BadSubjects.shown;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Keys, values, times to live and patterns that the key-value store does not take. */
final class BadKeys {

    private BadKeys() {}

    static Stream<BadInput> all() {
        return Stream.of(keys(), values(), nulls(), ttls(), patterns()).flatMap(bad -> bad);
    }

    private static Stream<BadInput> keys() {
        return noNames()
                .flatMap(key -> Stream.of(
                        new BadInput(
                                "get " + shown(key), "key", store -> store.kv().get(key)),
                        new BadInput(
                                "getAll " + shown(key),
                                "key",
                                store -> store.kv().getAll(Arrays.asList("a", key))),
                        new BadInput(
                                "set " + shown(key), "key", store -> store.kv().set(key, 1)),
                        new BadInput(
                                "setAll " + shown(key),
                                "key",
                                store -> store.kv().setAll(Trees.map("a", 1, key, 1))),
                        new BadInput(
                                "setIfAbsent " + shown(key),
                                "key",
                                store -> store.kv().setIfAbsent(key, 1)),
                        new BadInput(
                                "compareAndSet " + shown(key),
                                "key",
                                store -> store.kv().compareAndSet(key, 1, 2)),
                        new BadInput(
                                "increment " + shown(key),
                                "key",
                                store -> store.kv().increment(key, 1)),
                        new BadInput(
                                "delete " + shown(key),
                                "key",
                                store -> store.kv().delete(key))));
    }

    private static Stream<BadInput> values() {
        return Stream.of(
                        withBadValue(
                                "set", "value", (store, value) -> store.kv().set("key", value)),
                        withBadValue(
                                "setAll",
                                "values.x",
                                (store, value) -> store.kv().setAll(Trees.map("x", value))),
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

    private static Stream<BadInput> nulls() {
        return Stream.of(
                new BadInput("set null", "value", store -> store.kv().set("key", null)),
                new BadInput("set null for a time", "value", store -> store.kv().set("key", null, Duration.ofDays(1))),
                new BadInput("setIfAbsent null", "value", store -> store.kv().setIfAbsent("new", null)),
                new BadInput(
                        "compareAndSet to null", "value", store -> store.kv().compareAndSet("key", "value", null)),
                new BadInput(
                        "compareAndSet from null",
                        "expected",
                        store -> store.kv().compareAndSet("key", null, 1)),
                new BadInput("setAll with null", "values.x", store -> store.kv().setAll(Trees.map("x", null))),
                new BadInput("setAll of null", "values", store -> store.kv().setAll((Map<String, ?>) null)),
                new BadInput("getAll of null", "keys", store -> store.kv().getAll(null)),
                new BadInput("increment by null", "delta", store -> store.kv().increment("n", (BigDecimal) null)),
                new BadInput(
                        "increment by a huge exponent",
                        "delta",
                        store -> store.kv().increment("n", new BigDecimal("1E+100000"))));
    }

    private static Stream<BadInput> ttls() {
        return Stream.of(null, Duration.ZERO, Duration.ofMillis(-1), Duration.ofSeconds(Long.MAX_VALUE))
                .flatMap(ttl -> Stream.of(
                        new BadInput(
                                "set for " + ttl, "ttl", store -> store.kv().set("key", 1, ttl)),
                        new BadInput(
                                "setAll for " + ttl, "ttl", store -> store.kv().setAll(Map.of("key", 1), ttl)),
                        new BadInput(
                                "setIfAbsent for " + ttl,
                                "ttl",
                                store -> store.kv().setIfAbsent("new", 1, ttl)),
                        new BadInput(
                                "compareAndSet for " + ttl,
                                "ttl",
                                store -> store.kv().compareAndSet("key", "value", 1, ttl))));
    }

    private static Stream<BadInput> patterns() {
        Stream<BadInput> texts = Stream.of(null, "", "a\u0000", "\uD83D")
                .flatMap(pattern -> Stream.of(
                        new BadInput(
                                "clear " + shown(pattern),
                                "pattern",
                                store -> store.kv().clear(pattern)),
                        new BadInput(
                                "keys " + shown(pattern),
                                "pattern",
                                store -> store.kv().keys(pattern))));
        Stream<BadInput> limits = Stream.of(0, -1, Integer.MIN_VALUE)
                .map(limit -> new BadInput(
                        "limit " + limit, "limit", store -> store.kv().keys("*", null, limit)));
        Stream<BadInput> after = Stream.of("a\u0000", "\uD83D")
                .map(key -> new BadInput(
                        "after " + shown(key), "after", store -> store.kv().keys("*", key, 1)));
        return Stream.of(texts, limits, after).flatMap(bad -> bad);
    }
}

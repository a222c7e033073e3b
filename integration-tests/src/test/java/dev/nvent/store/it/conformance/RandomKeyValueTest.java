package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.TestStore;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares random operations on keys with a map in plain Java. */
class RandomKeyValueTest {

    private static final List<String> KEYS = List.of("a", "ab", "a%b", "a_b", "a\\b", "A", "ключ", "😀", "\uFFFF", "'");
    private static final List<String> PATTERNS =
            List.of("*", "a*", "a%*", "a_*", "*b", "a\\*", "*a*b*", "😀", "none*", "**");

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private final ContractStore store = new DynamicApi(STORE.store());
    private final List<String> log = new ArrayList<>();

    /** Ordered by code point, as keys are listed. */
    private final TreeMap<String, Object> model = new TreeMap<>(
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));

    @Test
    void operations_agree_with_the_model() {
        for (int seed = 0; seed < 500; seed++) {
            var random = new AwkwardValues(new Random(seed));
            log.clear();
            log.add("seed " + seed);
            for (int i = 0; i < 8; i++) {
                operation(random);
            }
            assertThat(CanonicalJson.map(store.values(KEYS))).as(history()).isEqualTo(model);
            assertThat(store.keys("*", null, 100).keys()).as(history()).containsExactlyElementsOf(model.keySet());
        }
    }

    private void operation(AwkwardValues random) {
        String key = random.of(KEYS);
        Object value = random.json();
        switch (random.below(9)) {
            case 0, 1 ->
                compare("set " + key + " " + value, () -> put(key, value), () -> {
                    store.set(key, value, null);
                    return null;
                });
            case 2 ->
                compare(
                        "setIfAbsent " + key + " " + value,
                        () -> putIfAbsent(key, value),
                        () -> store.setIfAbsent(key, value, null));
            case 3 -> {
                Object expected = random.oneIn(4) || !model.containsKey(key) ? random.json() : model.get(key);
                compare(
                        "compareAndSet " + key + " " + expected + " " + value,
                        () -> compareAndSet(key, expected, value),
                        () -> store.compareAndSet(key, expected, value, null));
            }
            case 4, 5 -> {
                var delta = new BigDecimal(random.of(List.of("1", "-3", "0.10", "1E+3", "1E-20")));
                compare(
                        "increment " + key + " " + delta,
                        () -> increment(key, delta),
                        () -> CanonicalJson.of(store.incrementKey(key, delta)));
            }
            case 6 -> compare("delete " + key, () -> model.remove(key) != null, () -> store.deleteKey(key));
            case 7 -> {
                String other = random.of(KEYS);
                Map<String, Object> both = NestedMaps.map(key, value, other, random.json());
                compare("setAll " + both, () -> putAll(both), () -> {
                    store.setAll(both, null);
                    return null;
                });
            }
            default -> {
                String pattern = random.of(PATTERNS);
                List<String> matching = model.keySet().stream()
                        .filter(name -> matches(pattern, name))
                        .toList();
                assertThat(store.keys(pattern, null, 100).keys())
                        .as(pattern + history())
                        .isEqualTo(matching);
                if (random.oneIn(3)) {
                    compare("clear " + pattern, () -> clear(matching), () -> store.clear(pattern));
                }
            }
        }
        assertThat(store.value(key).map(CanonicalJson::of).orElse(null))
                .as(history())
                .isEqualTo(model.get(key));
    }

    private void compare(String what, Supplier<Object> expected, Supplier<Object> actual) {
        Object outcome = outcome(expected);
        log.add(what + " -> " + outcome);
        assertThat(outcome(actual)).as(history()).isEqualTo(outcome);
    }

    private static Object outcome(Supplier<Object> call) {
        try {
            return call.get();
        } catch (RejectedException rejected) {
            return rejected.reason();
        }
    }

    private static Object notNull(Object value) {
        if (value == null) {
            throw ModelFields.rejected(RejectedException.Reason.INVALID_INPUT);
        }
        return CanonicalJson.of(value);
    }

    private Object put(String key, Object value) {
        model.put(key, notNull(value));
        return null;
    }

    private Object putAll(Map<String, Object> values) {
        values.values().forEach(RandomKeyValueTest::notNull);
        values.forEach(this::put);
        return null;
    }

    private boolean putIfAbsent(String key, Object value) {
        return model.putIfAbsent(key, notNull(value)) == null;
    }

    private boolean compareAndSet(String key, Object expected, Object value) {
        Object wanted = notNull(expected);
        notNull(value);
        if (!model.containsKey(key) || !byValue(model.get(key)).equals(byValue(wanted))) {
            return false;
        }
        put(key, value);
        return true;
    }

    private Object increment(String key, BigDecimal delta) {
        Object before = model.getOrDefault(key, BigDecimal.ZERO);
        if (!(before instanceof BigDecimal number)) {
            throw ModelFields.rejected(RejectedException.Reason.NOT_A_NUMBER);
        }
        put(key, number.add((BigDecimal) CanonicalJson.of(delta)));
        return model.get(key);
    }

    private int clear(List<String> keys) {
        keys.forEach(model::remove);
        return keys.size();
    }

    private static boolean matches(String pattern, String key) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL).matcher(key).matches();
    }

    /** Numbers without trailing zeros, so that equal numbers are equal objects. */
    private static Object byValue(Object plain) {
        return switch (plain) {
            case BigDecimal number -> number.stripTrailingZeros();
            case Map<?, ?> map -> {
                Map<String, Object> values = NestedMaps.map();
                NestedMaps.cast(map).forEach((key, value) -> values.put(key, value == null ? null : byValue(value)));
                yield values;
            }
            case List<?> list ->
                list.stream()
                        .map(value -> value == null ? "null" : byValue(value))
                        .toList();
            default -> plain;
        };
    }

    private String history() {
        return String.join("\n", log);
    }
}

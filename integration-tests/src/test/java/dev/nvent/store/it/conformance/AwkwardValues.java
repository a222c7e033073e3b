package dev.nvent.store.it.conformance;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random JSON values and metadata that are likely to break encoding, paths or merging. */
final class AwkwardValues {

    private static final List<String> KEYS = List.of(
            "a", "b", "c", "", "a.b", ".", "..", "0", "-1", "ключ", "😀", "$", "%s", "'", "\"", "\\", "x y", "null",
            "version", "stats", "total", "status", "{}", "?");

    private static final List<Object> SCALARS = List.of(
            true,
            false,
            "",
            "text",
            "null",
            "5",
            "a.b",
            "\"\\/\b\f\n\r\t\u0001\u007f",
            "☃ ключ 😀 \uFFFF \u2028",
            "2026-02-03T04:05:06.789Z",
            0,
            -1,
            7,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0.1,
            -2.5e-7,
            new BigDecimal("1.10"),
            new BigDecimal("1E-300"),
            new BigDecimal("1E+30"),
            new BigDecimal("-12345678901234567890.000000000000000000001"),
            BigInteger.TEN.pow(40));

    private final Random random;

    AwkwardValues(Random random) {
        this.random = random;
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String key() {
        return of(KEYS);
    }

    /** A key without dots. */
    String plainKey() {
        String key = key();
        return key.contains(".") || key.equals("version") ? "own" : key;
    }

    Object scalar() {
        return of(SCALARS);
    }

    Object json() {
        return oneIn(40) ? chain(60) : json(4);
    }

    private Object json(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> null;
            case 1, 2, 3 -> scalar();
            case 4 -> list(depth - 1);
            default -> object(depth - 1);
        };
    }

    Map<String, Object> object(int depth) {
        Map<String, Object> object = NestedMaps.map();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.put(key(), json(depth));
        }
        return object;
    }

    private List<Object> list(int depth) {
        var list = new ArrayList<Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(json(depth));
        }
        return list;
    }

    private Object chain(int depth) {
        Object value = scalar();
        for (int i = 0; i < depth; i++) {
            value = NestedMaps.map(key(), value);
        }
        return value;
    }

    /** A value that is valid for a field. */
    Object fit(IndexField field) {
        if (field.nullable() && oneIn(6)) {
            return null;
        }
        return switch (field.type()) {
            case TEXT -> of(List.of("", "text", "☃😀", "'; --", "running"));
            case TIME ->
                of(List.of("2026-02-03T04:05:06.789Z", "1969-12-31T23:59:59.999Z", "+12345-01-01T00:00:00.000Z"));
            case INTEGER, COUNTER -> of(List.of(0, 1, -5, 1_000, Integer.MAX_VALUE, Integer.MIN_VALUE));
            case LONG -> of(List.of(0L, 5_000L, Long.MAX_VALUE, Long.MIN_VALUE));
            case BOOLEAN -> random.nextBoolean();
            case DOCUMENT -> json();
        };
    }

    /** Metadata without dots in top-level keys. Values of fields are valid unless {@code wild}. */
    Map<String, Object> tree(IndexKind kind, boolean wild) {
        Map<String, Object> tree = NestedMaps.map();
        for (int i = random.nextInt(4); i > 0 && !kind.fields().isEmpty(); i--) {
            IndexField field = of(kind.fields());
            NestedMaps.put(tree, field.path(), wild && oneIn(8) ? json() : fit(field));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            String key = plainKey();
            boolean taken = kind.idAlias().filter(key::equals).isPresent()
                    || kind.fields().stream()
                            .anyMatch(field ->
                                    NestedMaps.path(field.path()).getFirst().equals(key));
            if (!taken) {
                tree.put(key, json());
            } else if (wild && oneIn(4)) {
                tree.put(key, json());
            } else if (kind.fields().stream().anyMatch(field -> field.path().startsWith(key + "."))) {
                NestedMaps.overlay(tree, Map.of(key, Map.of("own" + below(3), object(2), "dotted.key", scalar())));
            }
        }
        return tree;
    }

    /** The same metadata with some of its nested maps flattened to dotted top-level keys. */
    Map<String, Object> dotted(Map<String, Object> tree) {
        Map<String, Object> dotted = NestedMaps.map();
        tree.forEach((key, value) -> flatten(dotted, key, value));
        return dotted;
    }

    private void flatten(Map<String, Object> dotted, String path, Object value) {
        if (!(value instanceof Map<?, ?> map) || map.isEmpty() || oneIn(4)) {
            dotted.put(path, value);
            return;
        }
        Map<String, Object> rest = NestedMaps.map();
        NestedMaps.cast(map).forEach((key, child) -> {
            if (key.contains(".") || oneIn(4)) {
                rest.put(key, child);
            } else {
                flatten(dotted, path + "." + key, child);
            }
        });
        if (!rest.isEmpty()) {
            dotted.put(path, rest);
        }
    }
}

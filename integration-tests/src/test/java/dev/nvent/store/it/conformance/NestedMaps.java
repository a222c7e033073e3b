package dev.nvent.store.it.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Operations on metadata as nested maps. */
final class NestedMaps {

    private NestedMaps() {}

    /** A map that may contain null. */
    static Map<String, Object> map(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    static List<String> path(String dotted) {
        return List.of(dotted.split("\\.", -1));
    }

    /** A map that contains {@code value} at a dotted path. */
    static Map<String, Object> at(String dotted, Object value) {
        Map<String, Object> tree = map();
        put(tree, dotted, value);
        return tree;
    }

    static void put(Map<String, Object> tree, String dotted, Object value) {
        List<String> path = path(dotted);
        for (String key : path.subList(0, path.size() - 1)) {
            tree = child(tree, key);
        }
        tree.put(path.getLast(), value);
    }

    static Object get(Map<String, Object> tree, String dotted) {
        Object value = tree;
        for (String key : path(dotted)) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    static boolean has(Map<String, Object> tree, String dotted) {
        Object value = tree;
        for (String key : path(dotted)) {
            if (!(value instanceof Map<?, ?> map) || !map.containsKey(key)) {
                return false;
            }
            value = map.get(key);
        }
        return true;
    }

    /** Removes the value at a path and its parents that become empty. */
    static void remove(Map<String, Object> tree, String dotted) {
        remove(tree, path(dotted));
    }

    private static void remove(Map<String, Object> tree, List<String> path) {
        if (path.size() == 1) {
            tree.remove(path.getFirst());
        } else if (tree.get(path.getFirst()) instanceof Map<?, ?>) {
            Map<String, Object> child = child(tree, path.getFirst());
            remove(child, path.subList(1, path.size()));
            if (child.isEmpty()) {
                tree.remove(path.getFirst());
            }
        }
    }

    /** A mutable deep copy. */
    static Map<String, Object> copy(Map<String, ?> tree) {
        var copy = new LinkedHashMap<String, Object>();
        tree.forEach((key, value) -> copy.put(key, value instanceof Map<?, ?> map ? copy(cast(map)) : value));
        return copy;
    }

    /** Copies the keys of one nested map into another at every level; the second takes precedence. */
    static Map<String, Object> overlay(Map<String, Object> into, Map<String, ?> tree) {
        tree.forEach((key, value) -> {
            if (value instanceof Map<?, ?> map && into.get(key) instanceof Map<?, ?>) {
                overlay(child(into, key), cast(map));
            } else {
                into.put(key, value instanceof Map<?, ?> map ? copy(cast(map)) : value);
            }
        });
        return into;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private static Map<String, Object> child(Map<String, Object> tree, String key) {
        return cast((Map<?, ?>) tree.computeIfAbsent(key, missing -> new LinkedHashMap<String, Object>()));
    }

    /** A map with keys of any type, as an unchecked cast makes it. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> unchecked(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}

package dev.nvent.store.it.conformance;

import dev.nvent.store.it.conformance.RejectedException.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reference model of fields: paths, merging, increments and validation of columns. */
final class ModelFields {

    private ModelFields() {}

    static RejectedException rejected(Reason reason) {
        return new RejectedException(reason, new IllegalArgumentException("the model"));
    }

    /** Validated metadata as nested maps, with the values of columns as metadata shows them. */
    static Map<String, Object> normalized(IndexKind kind, String id, Map<String, ?> metadata) {
        Map<String, Object> tree = NestedMaps.map();
        metadata.forEach((key, value) -> merge(tree, NestedMaps.at(key, CanonicalJson.of(value))));
        if (tree.containsKey("version")) {
            throw rejected(Reason.INVALID_INPUT);
        }
        kind.idAlias().filter(tree::containsKey).ifPresent(name -> {
            if (!id.equals(tree.remove(name))) {
                throw rejected(Reason.INVALID_INPUT);
            }
        });
        if (kind == IndexKind.TRIGGERS && tree.containsKey("triggerType")) {
            merge(tree, NestedMaps.map("type", tree.remove("triggerType")));
        }
        kind.fields().forEach(field -> normalize(tree, field));
        return tree;
    }

    private static void merge(Map<String, Object> into, Map<String, Object> tree) {
        tree.forEach((key, value) -> {
            if (!into.containsKey(key)) {
                into.put(key, value instanceof Map<?, ?> map ? NestedMaps.copy(NestedMaps.cast(map)) : value);
            } else if (into.get(key) instanceof Map<?, ?> a && value instanceof Map<?, ?> b) {
                merge(NestedMaps.cast(a), NestedMaps.cast(b));
            } else if (into.get(key) == null ? value != null : !into.get(key).equals(value)) {
                throw rejected(Reason.INVALID_INPUT);
            }
        });
    }

    private static void normalize(Map<String, Object> tree, IndexField field) {
        List<String> path = NestedMaps.path(field.path());
        for (String group : path.subList(0, path.size() - 1)) {
            if (tree.containsKey(group) && !(tree.get(group) instanceof Map)) {
                throw rejected(Reason.INVALID_INPUT);
            }
        }
        if (NestedMaps.has(tree, field.path())) {
            NestedMaps.put(tree, field.path(), validated(field, NestedMaps.get(tree, field.path())));
        }
    }

    private static Object validated(IndexField field, Object value) {
        if (value == null) {
            if (!field.nullable()) {
                throw rejected(Reason.INVALID_INPUT);
            }
            return null;
        }
        return switch (field.type()) {
            case TEXT -> only(String.class, value);
            case BOOLEAN -> only(Boolean.class, value);
            case TIME -> time(value);
            case DOCUMENT -> value;
            case INTEGER, COUNTER, LONG -> {
                BigDecimal number = only(BigDecimal.class, value);
                if (!isWithin(field, number)) {
                    throw rejected(Reason.INVALID_INPUT);
                }
                yield number.setScale(0);
            }
        };
    }

    private static <T> T only(Class<T> type, Object value) {
        if (!type.isInstance(value)) {
            throw rejected(Reason.INVALID_INPUT);
        }
        return type.cast(value);
    }

    private static String time(Object value) {
        try {
            return value instanceof BigDecimal millis
                    ? IndexKind.iso(millis.longValueExact())
                    : Times.format(Instant.parse(only(String.class, value)));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw rejected(Reason.INVALID_INPUT);
        }
    }

    private static final class Times {
        static String format(Instant instant) {
            return new java.time.format.DateTimeFormatterBuilder()
                    .appendInstant(3)
                    .toFormatter()
                    .format(instant);
        }
    }

    private static boolean isWithin(IndexField field, BigDecimal number) {
        long min = field.type() == IndexField.Type.LONG ? Long.MIN_VALUE : Integer.MIN_VALUE;
        long max = field.type() == IndexField.Type.LONG ? Long.MAX_VALUE : Integer.MAX_VALUE;
        return number.stripTrailingZeros().scale() <= 0
                && number.compareTo(BigDecimal.valueOf(min)) >= 0
                && number.compareTo(BigDecimal.valueOf(max)) <= 0;
    }

    /** Merges at every level: null deletes, objects are merged, all other values replace. */
    static Map<String, Object> merged(Object document, Map<String, Object> patch) {
        Map<String, Object> merged =
                document instanceof Map<?, ?> map ? NestedMaps.copy(NestedMaps.cast(map)) : NestedMaps.map();
        patch.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else if (value instanceof Map<?, ?> map) {
                merged.put(key, merged(merged.get(key), NestedMaps.cast(map)));
            } else {
                merged.put(key, value);
            }
        });
        return merged;
    }

    /** The column to increment, if the path has one; rejects paths that cannot be incremented. */
    static Optional<IndexField> counted(IndexKind kind, String path, BigDecimal delta) {
        String first = NestedMaps.path(path).getFirst();
        if (first.equals("version") || kind.idAlias().filter(first::equals).isPresent()) {
            throw rejected(Reason.INVALID_INPUT);
        }
        for (IndexField field : kind.fields()) {
            boolean document = field.type() == IndexField.Type.DOCUMENT;
            if (field.path().startsWith(path + ".") || path.startsWith(field.path() + ".") && !document) {
                throw rejected(Reason.INVALID_INPUT);
            }
            if (field.path().equals(path) && !document) {
                if (!field.isNumber()) {
                    throw rejected(Reason.NOT_A_NUMBER);
                }
                if (!isWithin(field, delta)) {
                    throw rejected(Reason.INVALID_INPUT);
                }
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    static void checkRange(IndexField field, BigDecimal sum) {
        if (!isWithin(field, sum)) {
            throw rejected(Reason.OUT_OF_RANGE);
        }
    }

    /** Adds to the number at a path, creating missing parents. */
    static BigDecimal incremented(Map<String, Object> tree, List<String> path, BigDecimal delta) {
        for (String key : path.subList(0, path.size() - 1)) {
            Object child = tree.get(key);
            if (child != null && !(child instanceof Map)) {
                throw rejected(Reason.NOT_AN_OBJECT);
            }
            if (child == null) {
                tree.put(key, NestedMaps.map());
            }
            tree = NestedMaps.cast((Map<?, ?>) tree.get(key));
        }
        Object number = tree.get(path.getLast());
        if (number != null && !(CanonicalJson.of(number) instanceof BigDecimal)) {
            throw rejected(Reason.NOT_A_NUMBER);
        }
        BigDecimal sum = number == null ? delta : ((BigDecimal) CanonicalJson.of(number)).add(delta);
        tree.put(path.getLast(), sum);
        return sum;
    }

    /** Whether metadata has a value at a path; numbers are compared by value, null matches absent. */
    static boolean matches(Map<String, Object> shown, String path, Object wanted) {
        Object found = NestedMaps.get(shown, path);
        if (wanted instanceof List<?> any) {
            return any.stream().anyMatch(value -> matches(shown, path, value));
        }
        Object plain = CanonicalJson.of(wanted);
        return found instanceof BigDecimal a && plain instanceof BigDecimal b
                ? a.compareTo(b) == 0
                : java.util.Objects.equals(found, plain);
    }
}

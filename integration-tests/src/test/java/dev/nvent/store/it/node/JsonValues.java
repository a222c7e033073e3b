package dev.nvent.store.it.node;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Converts results of both implementations to a comparable form. */
final class JsonValues {

    private JsonValues() {}

    /** Equal JSON values become equal: numbers are compared by value, objects regardless of the order of their keys. */
    static Object normalized(Object json) {
        return switch (json) {
            case null -> null;
            case BigDecimal number -> number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            case Number number -> normalized(new BigDecimal(number.toString()));
            case Map<?, ?> map -> {
                var sorted = new TreeMap<String, Object>();
                map.forEach((key, value) -> sorted.put((String) key, normalized(value)));
                yield sorted;
            }
            case List<?> list -> list.stream().map(JsonValues::normalized).toList();
            default -> json;
        };
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(Object json) {
        return (List<Map<String, Object>>) json;
    }

    static Map<String, Object> metadata(Object entry) {
        return object(object(entry).get("metadata"));
    }

    /** Events without flow name and run id, which the Node adapter cannot store in a trigger's stream. */
    static List<Map<String, Object>> withoutRunFields(Object events) {
        return objects(events).stream()
                .map(event -> {
                    var kept = new TreeMap<>(event);
                    kept.keySet().removeAll(List.of("flowName", "runId"));
                    return (Map<String, Object>) kept;
                })
                .toList();
    }
}

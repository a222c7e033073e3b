package dev.nvent.store.it.original;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers in a form that can be compared, whichever side they come from. */
final class Answers {

    private Answers() {}

    /** Numbers by value, objects whatever the order of their keys. */
    static Object plain(Object answer) {
        return switch (answer) {
            case null -> null;
            case BigDecimal number -> number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            case Number number -> plain(new BigDecimal(number.toString()));
            case Map<?, ?> map -> {
                var plain = new TreeMap<String, Object>();
                map.forEach((key, value) -> plain.put((String) key, plain(value)));
                yield plain;
            }
            case List<?> list -> list.stream().map(Answers::plain).toList();
            default -> answer;
        };
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object answer) {
        return (Map<String, Object>) answer;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(Object answer) {
        return (List<Map<String, Object>>) answer;
    }

    static Map<String, Object> metadata(Object entry) {
        return object(object(entry).get("metadata"));
    }

    /** Events without their flow and run: in a trigger's stream the original has no place for them. */
    static List<Map<String, Object>> withoutRun(Object events) {
        return objects(events).stream()
                .map(event -> {
                    var kept = new TreeMap<>(event);
                    kept.keySet().removeAll(List.of("flowName", "runId"));
                    return (Map<String, Object>) kept;
                })
                .toList();
    }
}

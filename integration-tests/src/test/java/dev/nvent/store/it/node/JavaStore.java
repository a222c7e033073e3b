package dev.nvent.store.it.node;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The store, called with the operation names and result formats of the Node adapter. */
record JavaStore(NventStore nventStore) implements Implementation {

    @Override
    public Object call(String operation, Object... arguments) {
        try {
            return JsonValues.normalized(
                    switch (operation.split("\\.")[0]) {
                        case "stream" -> stream(operation, (String) arguments[0], argument(arguments, 1));
                        case "index" -> index(operation, nventStore.index((String) arguments[0]), arguments);
                        case "kv" -> kv(operation, (String) arguments[0], arguments);
                        default -> throw new IllegalArgumentException(operation);
                    });
        } catch (StoreException e) {
            throw new OperationFailedException(e.getMessage());
        }
    }

    @Override
    public String emitted(String key) {
        return "emittedEvents." + key;
    }

    private Object stream(String operation, String subject, Object argument) {
        return switch (operation) {
            case "stream.append" -> json(nventStore.stream(subject).append(event(JsonValues.object(argument))));
            case "stream.read" ->
                nventStore.stream(subject).read(eventQuery(JsonValues.object(argument))).events().stream()
                        .map(JavaStore::json)
                        .toList();
            case "stream.delete" -> nventStore.stream(subject).delete();
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static Object index(String operation, SortedIndex<?> index, Object... arguments) {
        return switch (operation) {
            case "index.add" -> {
                index.add((String) arguments[1], ((Number) arguments[2]).longValue(), JsonValues.object(arguments[3]));
                yield null;
            }
            case "index.get" ->
                index.get((String) arguments[1]).map(JavaStore::json).orElse(null);
            case "index.read" -> read(index, JsonValues.object(argument(arguments, 1)));
            case "index.update" ->
                index.update((String) arguments[1], JsonValues.object(arguments[2]))
                        .isUpdated();
            case "index.updateWithRetry" -> {
                UpdateResult result = index.updateWithRetry(
                        (String) arguments[1], current -> current.patch(JsonValues.object(arguments[2])));
                if (!result.isUpdated()) {
                    throw new OperationFailedException("no such entry");
                }
                yield null;
            }
            case "index.increment" ->
                index.increment((String) arguments[1], (String) arguments[2], new BigDecimal(arguments[3].toString()));
            case "index.delete" -> index.delete((String) arguments[1]);
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private Object kv(String operation, String key, Object... arguments) {
        switch (operation) {
            case "kv.get" -> {
                return nventStore.kv().get(key).orElse(null);
            }
            case "kv.clear" -> {
                return nventStore.kv().clear(key);
            }
            case "kv.delete" -> nventStore.kv().delete(key);
            case "kv.set" -> {
                if (argument(arguments, 2) instanceof Number seconds) {
                    nventStore.kv().set(key, arguments[1], Duration.ofSeconds(seconds.longValue()));
                } else {
                    nventStore.kv().set(key, arguments[1]);
                }
            }
            default -> throw new IllegalArgumentException(operation);
        }
        return null;
    }

    private static NewEvent event(Map<String, Object> event) {
        return NewEvent.of((String) event.get("type"))
                .withRunId((String) event.get("runId"))
                .withFlowName((String) event.get("flowName"))
                .withStep((String) event.get("stepName"), (String) event.get("stepId"))
                .withAttempt((Integer) event.get("attempt"))
                .withData(event.get("data"));
    }

    private static EventQuery eventQuery(Map<String, Object> options) {
        EventQuery query = EventQuery.all();
        if (options == null) {
            return query;
        }
        if (options.get("types") instanceof Collection<?> types) {
            query = query.withTypes(types.stream().map(String.class::cast).toList());
        }
        if (options.get("from") instanceof Number from) {
            query = query.withFrom(Instant.ofEpochMilli(from.longValue()));
        }
        if (options.get("to") instanceof Number to) {
            query = query.withTo(Instant.ofEpochMilli(to.longValue()));
        }
        if ("desc".equals(options.get("order"))) {
            query = query.withOrder(EventQuery.Order.NEWEST_FIRST);
        }
        return options.get("limit") instanceof Integer limit ? query.withLimit(limit) : query;
    }

    private static List<Map<String, Object>> read(SortedIndex<?> index, Map<String, Object> options) {
        Map<String, Object> present = options == null ? Map.of() : options;
        IndexQuery<org.jooq.Record> query = IndexQuery.all();
        if (present.get("filter") instanceof Map<?, ?> filter) {
            query = query.withFilter(JsonValues.object(filter));
        }
        if (present.get("offset") instanceof Integer offset) {
            query = query.withOffset(offset);
        }
        if (present.get("limit") instanceof Integer limit) {
            query = query.withLimit(limit);
        }
        return index.read(query).entries().stream().map(JavaStore::json).toList();
    }

    private static Map<String, Object> json(IndexEntry<?> entry) {
        return Map.of("id", entry.id(), "score", entry.score(), "metadata", entry.metadata());
    }

    /** Omits absent fields, as JavaScript omits undefined. A missing run or flow becomes an empty string. */
    private static Map<String, Object> json(Event event) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", String.valueOf(event.id()));
        fields.put("ts", event.ts().toEpochMilli());
        fields.put("type", event.type());
        fields.put("runId", event.runId() == null ? "" : event.runId());
        fields.put("flowName", event.flowName() == null ? "" : event.flowName());
        fields.put("stepName", event.stepName());
        fields.put("stepId", event.stepId());
        fields.put("attempt", event.attempt());
        fields.put("data", event.data());
        return fields.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Object argument(Object[] arguments, int index) {
        return index < arguments.length ? arguments[index] : null;
    }
}

package dev.nvent.store.it.original;

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

/** The store, asked and answering as the original is and does. */
record Ours(NventStore store) implements Side {

    @Override
    public Object call(String operation, Object... arguments) {
        try {
            return Answers.plain(
                    switch (operation.split("\\.")[0]) {
                        case "stream" -> stream(operation, (String) arguments[0], argument(arguments, 1));
                        case "index" -> index(operation, store.index((String) arguments[0]), arguments);
                        case "kv" -> kv(operation, (String) arguments[0], arguments);
                        default -> throw new IllegalArgumentException(operation);
                    });
        } catch (StoreException e) {
            throw new OperationFailed(e.getMessage());
        }
    }

    @Override
    public String emitted(String key) {
        return "emittedEvents." + key;
    }

    private Object stream(String operation, String subject, Object argument) {
        return switch (operation) {
            case "stream.append" -> shown(store.stream(subject).append(event(Answers.object(argument))));
            case "stream.read" ->
                store.stream(subject).read(eventQuery(Answers.object(argument))).events().stream()
                        .map(Ours::shown)
                        .toList();
            case "stream.delete" -> store.stream(subject).delete();
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static Object index(String operation, SortedIndex<?> index, Object... arguments) {
        return switch (operation) {
            case "index.add" -> {
                index.add((String) arguments[1], ((Number) arguments[2]).longValue(), Answers.object(arguments[3]));
                yield null;
            }
            case "index.get" ->
                index.get((String) arguments[1]).map(Ours::shown).orElse(null);
            case "index.read" -> read(index, Answers.object(argument(arguments, 1)));
            case "index.update" ->
                index.update((String) arguments[1], Answers.object(arguments[2]))
                        .isUpdated();
            case "index.updateWithRetry" -> {
                UpdateResult result = index.updateWithRetry((String) arguments[1], now -> Answers.object(arguments[2]));
                if (!result.isUpdated()) {
                    throw new OperationFailed("there is no such entry");
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
                return store.kv().get(key).orElse(null);
            }
            case "kv.clear" -> {
                return store.kv().clear(key);
            }
            case "kv.delete" -> store.kv().delete(key);
            case "kv.set" -> {
                if (argument(arguments, 2) instanceof Number seconds) {
                    store.kv().set(key, arguments[1], Duration.ofSeconds(seconds.longValue()));
                } else {
                    store.kv().set(key, arguments[1]);
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
            query = query.withDescending();
        }
        return options.get("limit") instanceof Integer limit ? query.withLimit(limit) : query;
    }

    private static List<Map<String, Object>> read(SortedIndex<?> index, Map<String, Object> options) {
        Map<String, Object> given = options == null ? Map.of() : options;
        IndexQuery<org.jooq.Record> query = IndexQuery.all();
        if (given.get("filter") instanceof Map<?, ?> filter) {
            query = query.withFilter(Answers.object(filter));
        }
        if (given.get("offset") instanceof Integer offset) {
            query = query.withOffset(offset);
        }
        if (given.get("limit") instanceof Integer limit) {
            query = query.withLimit(limit);
        }
        return index.read(query).entries().stream().map(Ours::shown).toList();
    }

    private static Map<String, Object> shown(IndexEntry<?> entry) {
        return Map.of("id", entry.id(), "score", entry.score(), "metadata", entry.metadata());
    }

    /** What is not there is left out, as JavaScript's undefined is; an event that names no flow has the empty one. */
    private static Map<String, Object> shown(Event event) {
        var all = new LinkedHashMap<String, Object>();
        all.put("id", String.valueOf(event.id()));
        all.put("ts", event.ts().toEpochMilli());
        all.put("type", event.type());
        all.put("runId", event.runId() == null ? "" : event.runId());
        all.put("flowName", event.flowName() == null ? "" : event.flowName());
        all.put("stepName", event.stepName());
        all.put("stepId", event.stepId());
        all.put("attempt", event.attempt());
        all.put("data", event.data());
        return all.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Object argument(Object[] arguments, int index) {
        return index < arguments.length ? arguments[index] : null;
    }
}

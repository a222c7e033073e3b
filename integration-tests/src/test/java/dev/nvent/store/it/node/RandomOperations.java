package dev.nvent.store.it.node;

import static dev.nvent.store.it.node.RandomMetadata.FLOWS;
import static dev.nvent.store.it.node.RandomMetadata.JOBS;
import static dev.nvent.store.it.node.RandomMetadata.RUNS;
import static dev.nvent.store.it.node.RandomMetadata.TRIGGERS;
import static dev.nvent.store.it.node.RandomValues.STATES;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Generates operations for which both implementations must agree, so none of the cases of {@link KnownDifference}. There
 * are few subjects, ids and keys, so that most operations find data of earlier ones.
 */
final class RandomOperations {

    private static final List<String> STREAMS = List.of(":flow:run:r", ":flow:run:r:2", ":trigger:event:t");
    private static final List<String> IDS = List.of("a", "b", "ü:'\"%");
    private static final List<String> KEYS = List.of("k:1", "k:2", "l:1", "%k");

    private final RandomValues random;
    private final RandomMetadata metadata;

    RandomOperations(long seed) {
        random = new RandomValues(seed);
        metadata = new RandomMetadata(random);
    }

    /** The next operations, which depend on each other. */
    List<RandomOperation> next() {
        return switch (random.below(20)) {
            case 0, 1, 2 -> deleteAndAdd();
            case 3 -> List.of(index("add", index -> List.of(id(), random.score(), metadata.complete(index))));
            case 4, 5, 6, 7 -> List.of(index("update", index -> List.of(id(), metadata.patch(index))));
            case 8, 9 -> List.of(increment());
            case 10 -> List.of(index("delete", index -> List.of(id())));
            case 11 -> List.of(index("get", index -> List.of(id())));
            case 12 -> List.of(index("read", index -> List.of(indexOptions(index))));
            case 13, 14 -> List.of(stream("append", this::event));
            case 15 -> List.of(stream("read", stream -> List.of(streamOptions())));
            case 16 -> List.of(random.below(4) == 0 ? stream("delete", stream -> List.of()) : kv("get"));
            case 17, 18 -> List.of(kv("set", random.value(2)));
            default -> List.of(random.below(3) == 0 ? clear() : kv(random.bool() ? "get" : "delete"));
        };
    }

    /** Deletes first, because the Node adapter does not replace: see {@link KnownDifference#ADD_REPLACES}. */
    private List<RandomOperation> deleteAndAdd() {
        String index = index();
        String id = id();
        int score = random.score();
        Map<String, Object> fields = random.below(3) == 0 ? metadata.documents(index) : metadata.complete(index);
        return List.of(
                new RandomOperation("index.delete", List.of(index, id)),
                new RandomOperation("index.add", List.of(index, id, score, fields)));
    }

    private RandomOperation increment() {
        String id = id();
        int delta = random.below(7) - 3;
        return switch (random.below(3)) {
            case 0 -> {
                String counter = "stats."
                        + random.oneOf(List.of("total", "success", "failure", "running", "awaiting", "cancel"));
                yield new RandomOperation("index.increment", List.of(FLOWS, id, counter, delta));
            }
            case 1 -> {
                String counter =
                        "stats." + random.oneOf(List.of("totalFires", "totalFlowsStarted", "activeSubscribers"));
                yield new RandomOperation("index.increment", List.of(TRIGGERS, id, counter, delta));
            }
            default -> {
                String runs = random.oneOf(RUNS);
                yield new RandomOperation(
                        "index.increment", implementation -> List.of(runs, id, implementation.emitted("count"), delta));
            }
        };
    }

    private RandomOperation clear() {
        return new RandomOperation("kv.clear", List.of(random.oneOf(List.of("k:*", "*1", "l:1", "*"))));
    }

    private RandomOperation kv(String operation, Object... otherArguments) {
        var arguments = new ArrayList<Object>(List.of(random.oneOf(KEYS)));
        arguments.addAll(List.of(otherArguments));
        return new RandomOperation("kv." + operation, arguments);
    }

    private RandomOperation index(String operation, Function<String, List<Object>> otherArguments) {
        return operation("index." + operation, index(), otherArguments);
    }

    private RandomOperation stream(String operation, Function<String, List<Object>> otherArguments) {
        return operation("stream." + operation, random.oneOf(STREAMS), otherArguments);
    }

    private static RandomOperation operation(
            String name, String subject, Function<String, List<Object>> otherArguments) {
        var arguments = new ArrayList<Object>(List.of(subject));
        arguments.addAll(otherArguments.apply(subject));
        return new RandomOperation(name, arguments);
    }

    private List<Object> event(String stream) {
        var event = new LinkedHashMap<String, Object>();
        event.put("type", random.oneOf(List.of("started", "failed", "done")));
        if (!stream.startsWith(":trigger")) {
            event.put("flowName", random.oneOf(List.of("f", "g")));
            random.sometimes(() -> event.put("stepName", random.oneOf(List.of("pay", "ship"))));
            random.sometimes(() -> event.put("stepId", id()));
            random.sometimes(() -> event.put("attempt", 1 + random.below(3)));
        }
        random.sometimes(() -> event.put("data", random.value(3)));
        return List.of(event);
    }

    private Map<String, Object> streamOptions() {
        var options = new LinkedHashMap<String, Object>();
        random.sometimes(() -> options.put("types", List.of("started", "done")));
        random.sometimes(() -> options.put("order", "desc"));
        random.sometimes(() -> options.put("limit", 1 + random.below(4)));
        return options;
    }

    private Map<String, Object> indexOptions(String index) {
        var options = new LinkedHashMap<String, Object>();
        random.sometimes(() -> options.put("offset", 1 + random.below(3)));
        random.sometimes(() -> options.put("limit", 1 + random.below(3)));
        random.sometimes(() -> options.put("filter", filter(index)));
        return options;
    }

    private Map<String, Object> filter(String index) {
        return switch (index) {
            case FLOWS -> Map.of("displayName", random.oneOf(STATES));
            case JOBS -> Map.of("enabled", random.bool(), "status", STATES);
            default -> Map.of("status", List.of(random.oneOf(STATES), random.oneOf(STATES)));
        };
    }

    private String index() {
        return random.oneOf(List.of(RUNS.get(0), RUNS.get(1), FLOWS, TRIGGERS, JOBS));
    }

    private String id() {
        return random.oneOf(IDS);
    }
}

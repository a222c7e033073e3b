package dev.nvent.store.it.original;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Operations in which the original is right, so that both sides must agree: what this never makes is in
 * {@link Difference}. Few subjects, ids and keys, so that operations meet.
 */
final class RandomOperations {

    /**
     * An operation that depends on the side in nothing but its namespace and where it counts.
     *
     * @param name as in {@link Side#call}
     * @param arguments the subject's namespace is left out
     */
    record Operation(String name, Function<Side, List<Object>> arguments) {

        Object on(Side side, String namespace) {
            Object[] given = arguments.apply(side).toArray();
            if (!name.startsWith("kv.")) {
                given[0] = namespace + given[0];
            }
            try {
                return side.call(name, given);
            } catch (Side.OperationFailed e) {
                return "fails";
            }
        }

        String text(Side side) {
            return name + arguments.apply(side);
        }
    }

    private static final List<String> RUNS = List.of(":flow:runs:f", ":flow:runs:g:1");
    private static final String FLOWS = ":flows";
    private static final String TRIGGERS = ":triggers";
    private static final String JOBS = ":scheduler:jobs";
    private static final List<String> STREAMS = List.of(":flow:run:r", ":flow:run:r:2", ":trigger:event:t");
    private static final List<String> IDS = List.of("a", "b", "ü:'\"%");
    private static final List<String> KEYS = List.of("k:1", "k:2", "l:1", "%k", "");
    private static final List<String> NAMES = List.of("a", "b.c", "", "ü", "'\"\\$1", "__proto__");
    private static final List<String> STATES = List.of("running", "awaiting", "completed", "");

    private final Random random;
    private final List<Integer> scores = new ArrayList<>();

    RandomOperations(long seed) {
        this.random = new Random(seed);
    }

    /** The next ones, which belong together. */
    List<Operation> next() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> addAnew();
            case 3 -> List.of(index("add", index -> List.of(one(IDS), score(), whole(index))));
            case 4, 5, 6, 7 -> List.of(index("update", index -> List.of(one(IDS), patch(index))));
            case 8, 9 -> List.of(increment());
            case 10 -> List.of(index("delete", index -> List.of(one(IDS))));
            case 11 -> List.of(index("get", index -> List.of(one(IDS))));
            case 12 -> List.of(index("read", index -> List.of(page(index))));
            case 13, 14 -> List.of(stream("append", this::event));
            case 15 -> List.of(stream("read", stream -> List.of(range())));
            case 16 -> List.of(random.nextInt(4) == 0 ? stream("delete", stream -> List.of()) : kv("get"));
            case 17, 18 -> List.of(kv("set", value(2)));
            default -> List.of(random.nextInt(3) == 0 ? clear() : kv(random.nextBoolean() ? "get" : "delete"));
        };
    }

    /** Replacing, the original keeps what is left out: see {@link Difference#ADD_REPLACES}. */
    private List<Operation> addAnew() {
        String index = index();
        String id = one(IDS);
        int score = score();
        Map<String, Object> metadata = random.nextInt(3) == 0 ? documents(index) : whole(index);
        return List.of(
                new Operation("index.delete", side -> List.of(index, id)),
                new Operation("index.add", side -> List.of(index, id, score, metadata)));
    }

    private Operation increment() {
        String id = one(IDS);
        int delta = random.nextInt(7) - 3;
        return switch (random.nextInt(3)) {
            case 0 -> {
                String counter =
                        "stats." + one(List.of("total", "success", "failure", "running", "awaiting", "cancel"));
                yield new Operation("index.increment", side -> List.of(FLOWS, id, counter, delta));
            }
            case 1 -> {
                String counter = "stats." + one(List.of("totalFires", "totalFlowsStarted", "activeSubscribers"));
                yield new Operation("index.increment", side -> List.of(TRIGGERS, id, counter, delta));
            }
            default -> {
                String runs = one(RUNS);
                yield new Operation("index.increment", side -> List.of(runs, id, side.emitted("count"), delta));
            }
        };
    }

    private Operation clear() {
        String pattern = one(List.of("k:*", "*1", "l:1", "*"));
        return new Operation("kv.clear", side -> List.of(pattern));
    }

    private Operation kv(String operation, Object... rest) {
        var arguments = new ArrayList<Object>(List.of(one(KEYS.subList(0, 4))));
        arguments.addAll(List.of(rest));
        return new Operation("kv." + operation, side -> arguments);
    }

    private Operation index(String operation, Function<String, List<Object>> rest) {
        return operation("index." + operation, index(), rest);
    }

    private Operation stream(String operation, Function<String, List<Object>> rest) {
        return operation("stream." + operation, one(STREAMS), rest);
    }

    private static Operation operation(String name, String subject, Function<String, List<Object>> rest) {
        var arguments = new ArrayList<Object>(List.of(subject));
        arguments.addAll(rest.apply(subject));
        return new Operation(name, side -> arguments);
    }

    private List<Object> event(String stream) {
        var event = new LinkedHashMap<String, Object>(Map.of("type", one(STATES)));
        event.put("type", one(List.of("started", "failed", "done")));
        if (!stream.startsWith(":trigger")) {
            event.put("flowName", one(List.of("f", "g")));
            maybe(() -> event.put("stepName", one(List.of("pay", "ship"))));
            maybe(() -> event.put("stepId", one(IDS)));
            maybe(() -> event.put("attempt", 1 + random.nextInt(3)));
        }
        maybe(() -> event.put("data", value(3)));
        return List.of(event);
    }

    private Map<String, Object> range() {
        var range = new LinkedHashMap<String, Object>();
        maybe(() -> range.put("types", List.of("started", "done")));
        maybe(() -> range.put("order", "desc"));
        maybe(() -> range.put("limit", 1 + random.nextInt(4)));
        return range;
    }

    private Map<String, Object> page(String index) {
        var page = new LinkedHashMap<String, Object>();
        maybe(() -> page.put("offset", 1 + random.nextInt(3)));
        maybe(() -> page.put("limit", 1 + random.nextInt(3)));
        if (index.equals(FLOWS)) {
            maybe(() -> page.put("filter", Map.of("displayName", one(STATES))));
        } else if (index.equals(JOBS)) {
            maybe(() -> page.put("filter", Map.of("enabled", random.nextBoolean(), "status", STATES)));
        } else {
            maybe(() -> page.put("filter", Map.of("status", List.of(one(STATES), one(STATES)))));
        }
        return page;
    }

    /** Every field, so that an add that replaces leaves nothing out. */
    private Map<String, Object> whole(String index) {
        var metadata = new LinkedHashMap<>(documents(index));
        metadata.putAll(columns(index));
        return metadata;
    }

    /** Some columns and some documents. */
    private Map<String, Object> patch(String index) {
        var patch = new LinkedHashMap<String, Object>();
        columns(index).forEach((name, value) -> maybe(() -> patch.put(name, value)));
        documents(index).keySet().forEach(name -> maybe(() -> patch.put(name, fragment())));
        return patch;
    }

    private Map<String, Object> columns(String index) {
        if (index.equals(FLOWS)) {
            return map(
                    "displayName",
                    one(STATES),
                    "flowVersion",
                    random.nextInt(),
                    "lastRunAt",
                    time(),
                    "stats",
                    numbers("total", "success", "failure", "running", "awaiting", "cancel"));
        }
        if (index.equals(TRIGGERS)) {
            Map<String, Object> stats = numbers("totalFires", "totalFlowsStarted", "activeSubscribers");
            stats.put("lastFiredAt", time());
            return map(
                    "type",
                    one(STATES),
                    "status",
                    one(STATES),
                    "lastActivityAt",
                    time(),
                    "displayName",
                    one(NAMES),
                    "description",
                    one(NAMES),
                    "scope",
                    one(STATES),
                    "source",
                    null,
                    "stats",
                    stats);
        }
        if (index.equals(JOBS)) {
            return map(
                    "name",
                    one(NAMES),
                    "jobName",
                    null,
                    "type",
                    one(STATES),
                    "cron",
                    one(NAMES),
                    "executeAt",
                    time(),
                    "timezone",
                    one(STATES),
                    "enabled",
                    random.nextBoolean(),
                    "lastRunAt",
                    time(),
                    "nextRunAt",
                    null,
                    "status",
                    one(STATES));
        }
        return map(
                "status",
                one(STATES),
                "completedAt",
                time(),
                "stepCount",
                random.nextInt(),
                "completedSteps",
                random.nextInt(99),
                "lastActivityAt",
                random.nextBoolean() ? null : time());
    }

    /** Never without: see {@link Difference#MERGE_INTO_NULL}. */
    private Map<String, Object> documents(String index) {
        if (index.equals(FLOWS)) {
            return Map.of();
        }
        if (index.equals(TRIGGERS)) {
            return Map.of(
                    "subscriptions", document(), "webhook", document(), "schedule", document(), "config", document());
        }
        return index.equals(JOBS)
                ? Map.of("metadata", document(), "config", document())
                : Map.of("emittedEvents", document(), "awaitingSteps", document());
    }

    /** Always with an object under the same key: nulls elsewhere are {@link Difference#NULL_IN_A_NEW_SUBTREE}. */
    private Map<String, Object> document() {
        Map<String, Object> document = object(2);
        document.put("inner", object(2));
        return document;
    }

    private Map<String, Object> fragment() {
        Map<String, Object> fragment = object(2);
        maybe(() -> fragment.put(one(NAMES), null));
        maybe(() -> {
            Map<String, Object> inner = object(2);
            maybe(() -> inner.put(one(NAMES), null));
            fragment.put("inner", inner);
        });
        return fragment;
    }

    private Map<String, Object> object(int depth) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.put(one(NAMES), value(depth - 1));
        }
        return object;
    }

    /** What JavaScript takes for true, with numbers that it holds exactly. */
    private Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 4)) {
            case 0 -> 1 + random.nextInt(1_000_000);
            case 1 -> -0.25 - random.nextInt(1_000);
            case 2 -> true;
            case 3 -> "text " + one(NAMES);
            case 4 -> List.of(0, false, "", value(depth - 1));
            default -> object(depth);
        };
    }

    private Map<String, Object> numbers(String... names) {
        var numbers = new LinkedHashMap<String, Object>();
        for (String name : names) {
            numbers.put(name, random.nextInt(1_000_000));
        }
        return numbers;
    }

    private Object time() {
        return random.nextBoolean()
                ? 1_600_000_000_000L + random.nextInt()
                : "2024-0%d-1%dT0%1$d:30:00.00%2$d+0%2$d:00".formatted(1 + random.nextInt(9), random.nextInt(9));
    }

    /** Never the same again. */
    private int score() {
        int score;
        do {
            score = 1 + random.nextInt(1_000_000_000);
        } while (scores.contains(score));
        scores.add(score);
        return score;
    }

    private String index() {
        return one(List.of(RUNS.get(0), RUNS.get(1), FLOWS, TRIGGERS, JOBS));
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void maybe(Runnable addition) {
        if (random.nextInt(5) < 2) {
            addition.run();
        }
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}

package dev.nvent.store.it.original;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where the original is wrong by the store's contract, and the store does not follow it: a sentence of the contract, and
 * what proves it on either side. Random sequences of operations keep away from these, and from entries of equal score,
 * whose order the original leaves open. That the original gives up updates under contention is proved elsewhere.
 */
enum Difference {
    ADD_REPLACES(
            "`add` replaces: what the new metadata leaves out goes back to the column's default.",
            side -> {
                side.call("index.add", "nvent:flows", "a", 1, Map.of("displayName", "A"));
                side.call("index.add", "nvent:flows", "a", 2, Map.of());
                return field(side, "nvent:flows", "displayName");
            },
            null,
            "A"),
    FIELDS_WITHOUT_COLUMN(
            "Every other field goes to that row's `extra` JSONB, and comes back where it was put.",
            side -> {
                side.call("index.add", "nvent:flows", "a", 1, Map.of("owner", "ops"));
                return field(side, "nvent:flows", "owner");
            },
            "ops",
            null),
    DOTTED_KEYS(
            "Dotted top-level keys are paths (`stats.totalFires`).",
            side -> {
                side.call("index.add", "nvent:flows", "a", 1, Map.of());
                side.call("index.update", "nvent:flows", "a", Map.of("stats.total", 4));
                return Answers.object(field(side, "nvent:flows", "stats")).get("total");
            },
            4,
            0),
    MERGE_INTO_NULL(
            "`update` deep-merges at every level.",
            side -> {
                side.call("index.add", "nvent:triggers", "a", 1, Map.of());
                side.call("index.update", "nvent:triggers", "a", Map.of("webhook", Map.of("path", "/a")));
                return field(side, "nvent:triggers", "webhook");
            },
            Map.of("path", "/a"),
            null),
    NULL_IN_A_NEW_SUBTREE(
            "In a patch, JSON null on a document key deletes the key, at every depth, also in a subtree that did not exist.",
            side -> {
                side.call("index.add", "nvent:flow:runs:f", "a", 1, Map.of());
                var patch = Map.of("emittedEvents", Map.of("new", Collections.singletonMap("gone", null)));
                side.call("index.update", "nvent:flow:runs:f", "a", patch);
                return field(side, "nvent:flow:runs:f", "emittedEvents");
            },
            Map.of("new", Map.of()),
            Map.of("new", Collections.singletonMap("gone", null))),
    INCREMENT_OF_A_COLUMN(
            "A field with a column uses the column: `completedSteps` of a run is `completed_steps`, never a JSON key.",
            side -> {
                side.call("index.add", "nvent:flow:runs:f", "a", 1, Map.of());
                side.call("index.increment", "nvent:flow:runs:f", "a", "completedSteps", 1);
                return List.of(
                        field(side, "nvent:flow:runs:f", "completedSteps"),
                        field(side, "nvent:flow:runs:f", "emittedEvents"));
            },
            List.of(1, Map.of()),
            List.of(0, Map.of("completedSteps", 1))),
    INCREMENT_WITHOUT_PARENT(
            "`increment` is atomic, creates missing parents in JSON, returns the new value.",
            side -> {
                side.call("index.add", "nvent:flow:runs:f", "a", 1, Map.of());
                return side.call("index.increment", "nvent:flow:runs:f", "a", side.emitted("a.b"), 2);
            },
            2,
            0),
    INCREMENT_OF_A_JOB(
            "Every other field goes to that row's `extra` JSONB.",
            side -> {
                side.call("index.add", "nvent:scheduler:jobs", "a", 1, Map.of());
                return side.call("index.increment", "nvent:scheduler:jobs", "a", "failures", 1);
            },
            1,
            "fails"),
    INCREMENT_OF_A_TIME(
            "`increment` fails clearly on a missing entry, a non-number, or a result out of the column's range.",
            side -> {
                side.call("index.add", "nvent:triggers", "a", 1, Map.of("stats", Map.of("lastFiredAt", 5)));
                return side.call("index.increment", "nvent:triggers", "a", "stats.lastFiredAt", 1);
            },
            "fails",
            6),
    UNPARSABLE_TIME(
            "Time: anything else is an error, never a silent NULL.",
            side -> {
                side.call("index.add", "nvent:flow:runs:f", "a", 1, Map.of("completedAt", 5));
                side.call("index.update", "nvent:flow:runs:f", "a", Map.of("completedAt", "soon"));
                return field(side, "nvent:flow:runs:f", "completedAt");
            },
            "fails",
            null),
    EARLY_TIMES(
            "Time: out, ISO-8601 text in dynamic metadata.",
            side -> {
                side.call("index.add", "nvent:flows", "a", 0, Map.of("lastRunAt", -1));
                return List.of(field(side, "nvent:flows", "registeredAt"), field(side, "nvent:flows", "lastRunAt"));
            },
            List.of("1970-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z"),
            List.of("0", "-1")),
    OTHER_TYPES(
            "Bad input fails before any statement is sent.",
            side -> {
                side.call("index.add", "nvent:flows", "a", 1, Map.of("displayName", 5));
                return field(side, "nvent:flows", "displayName");
            },
            "fails",
            "5"),
    LONG_NUMBERS(
            "Reading back what was written gives equal metadata.",
            side -> {
                side.call("index.add", "nvent:scheduler:jobs", "a", 1, Map.of("interval", 60_000));
                return field(side, "nvent:scheduler:jobs", "interval");
            },
            60_000,
            "60000"),
    EXACT_NUMBERS(
            "Numbers are exact, whatever their size or scale.",
            side -> {
                side.call("kv.set", "a", List.of(9_007_199_254_740_993L));
                return side.call("kv.get", "a");
            },
            List.of(9_007_199_254_740_993L),
            List.of(9_007_199_254_740_992L)),
    FILTER_FOR_NULL(
            "Filters on any field: scalar = equals, list = any of, null = absent.",
            side -> {
                side.call("index.add", "nvent:flow:runs:f", "a", 1, Map.of());
                var options = Map.of("filter", Collections.singletonMap("completedAt", null));
                return Answers.objects(side.call("index.read", "nvent:flow:runs:f", options))
                        .size();
            },
            1,
            0),
    FILTER_NAMES(
            "Field names are data, never SQL.",
            side -> {
                side.call("index.add", "nvent:flows", "a", 1, Map.of());
                var options = Map.of("filter", Map.of("1=1 OR flow_name", "x"));
                return Answers.objects(side.call("index.read", "nvent:flows", options))
                        .size();
            },
            0,
            1),
    FALSY_EVENT_DATA(
            "`append` stores any JSON as `data`, scalars and falsy values included (`0`, `false`, `\"\"`, `[]`).",
            side -> {
                for (Object data : List.of(0, false, "", List.of())) {
                    side.call("stream.append", "nvent:trigger:event:t", Map.of("type", "a", "data", data));
                }
                return events(side, "nvent:trigger:event:t", "data");
            },
            List.of(0, false, "", List.of()),
            Arrays.asList(null, null, null, List.of())),
    ATTEMPT_ZERO(
            "`append` stores attempt 0.",
            side -> {
                side.call("stream.append", "nvent:flow:run:r", Map.of("type", "a", "flowName", "f", "attempt", 0));
                return events(side, "nvent:flow:run:r", "attempt");
            },
            List.of(0),
            Collections.singletonList(null)),
    FIELDS_OF_TRIGGER_EVENTS(
            "`append` stores every field that an event has (type, runId, flowName, stepName, stepId, attempt) on all three kinds of stream.",
            side -> {
                var event = Map.of("type", "a", "runId", "r", "flowName", "f", "stepName", "s", "attempt", 3);
                side.call("stream.append", "nvent:trigger:event:t", event);
                return List.of(
                        events(side, "nvent:trigger:event:t", "flowName"),
                        events(side, "nvent:trigger:event:t", "stepName"),
                        events(side, "nvent:trigger:event:t", "attempt"));
            },
            List.of(List.of("f"), List.of("s"), List.of(3)),
            List.of(List.of("t"), Collections.singletonList(null), Collections.singletonList(null))),
    CONTRADICTING_RUN(
            "A given `runId` that contradicts the subject is an error.",
            side -> {
                side.call("stream.append", "nvent:flow:run:r", Map.of("type", "a", "flowName", "f", "runId", "x"));
                return events(side, "nvent:flow:run:r", "runId");
            },
            "fails",
            List.of("r")),
    NAMESPACES(
            "Two namespaces never share rows.",
            side -> {
                side.call("stream.append", "other:flow:run:r", Map.of("type", "a", "flowName", "f"));
                return events(side, "nvent:flow:run:r", "type");
            },
            List.of(),
            List.of("a")),
    ANCHORED_SUBJECTS(
            "Parsing is anchored, segment by segment; the last part may contain `:`.",
            side -> {
                side.call("stream.append", "nvent:flow:run:a:flow:run:b", Map.of("type", "a", "flowName", "f"));
                return events(side, "nvent:flow:run:a", "type");
            },
            List.of(),
            List.of("a")),
    OTHER_SUBJECTS(
            "\"Anything else\" includes every example of the seed that the original rejects (`nvent:flow:run123`, `nvent:scheduler:trigger:flow1`).",
            side -> {
                side.call("stream.append", "nvent:flow:run123", Map.of("type", "a"));
                return events(side, "nvent:flow:run123", "type");
            },
            List.of("a"),
            "fails"),
    WRONG_KIND(
            "A stream operation on an index subject, or the other way round, is an error that names the subject and its kind.",
            side -> {
                side.call("index.add", "nvent:flow:run:r", "a", 1, Map.of());
                return side.call("index.get", "nvent:flow:run:r", "a");
            },
            "fails",
            null),
    FALSY_VALUES(
            "Any JSON value that is not null; `0`, `false` and `\"\"` come back as such.",
            side -> {
                side.call("kv.set", "a", 0);
                return side.call("kv.get", "a");
            },
            0,
            null),
    SET_NULL("`set` null is an error that points to `delete`.", side -> side.call("kv.set", "a", null), "fails", null),
    KEY_PATTERNS(
            "`clear(pattern)`: `*` any run of characters, everything else literal (`%`, `_` and `\\` included).",
            side -> {
                List.of("a_b", "axb", "a*b*").forEach(key -> side.call("kv.set", key, 1));
                return List.of(side.call("kv.clear", "a_b"), side.call("kv.clear", "*b*"));
            },
            List.of(1, 2),
            List.of(2, 1));

    /** The sentence of the contract. */
    final String sentence;

    /** What the store answers; {@code "fails"} for an error. */
    final Object ours;

    /** What the original answers. */
    final Object theirs;

    private final Function<Side, Object> scenario;

    Difference(String sentence, Function<Side, Object> scenario, Object ours, Object theirs) {
        this.sentence = sentence;
        this.scenario = scenario;
        this.ours = Answers.plain(ours);
        this.theirs = Answers.plain(theirs);
    }

    Object on(Side side) {
        try {
            return Answers.plain(scenario.apply(side));
        } catch (Side.OperationFailed e) {
            return "fails";
        }
    }

    private static Object field(Side side, String index, String name) {
        return Answers.metadata(side.call("index.get", index, "a")).get(name);
    }

    private static List<Object> events(Side side, String stream, String field) {
        return Answers.objects(side.call("stream.read", stream)).stream()
                .map(event -> event.get(field))
                .toList();
    }
}

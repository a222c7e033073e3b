package dev.nvent.store.it.node;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Behaviour in which the store deliberately differs from the Node adapter: the rule of the store's semantics, a scenario,
 * and the result of each implementation. {@link RandomOperations} avoids these cases, and entries of equal score, which the
 * Node adapter returns in any order. That the Node adapter gives up contended updates is covered by
 * {@link CoexistenceTest}.
 */
enum KnownDifference {
    ADD_REPLACES(
            "`add` replaces the entry: a field that the new metadata omits is reset to its column default.",
            impl -> {
                impl.call("index.add", "nvent:flows", "a", 1, Map.of("displayName", "A"));
                impl.call("index.add", "nvent:flows", "a", 2, Map.of());
                return field(impl, "nvent:flows", "displayName");
            },
            null,
            "A"),
    FIELDS_WITHOUT_COLUMN(
            "A field without a column is stored in the `extra` column of the row and read back under the same path.",
            impl -> {
                impl.call("index.add", "nvent:flows", "a", 1, Map.of("owner", "ops"));
                return field(impl, "nvent:flows", "owner");
            },
            "ops",
            null),
    DOTTED_KEYS(
            "A dotted top-level key of a patch is a path (`stats.totalFires`).",
            impl -> {
                impl.call("index.add", "nvent:flows", "a", 1, Map.of());
                impl.call("index.update", "nvent:flows", "a", Map.of("stats.total", 4));
                return JsonValues.object(field(impl, "nvent:flows", "stats")).get("total");
            },
            4,
            0),
    MERGE_INTO_NULL(
            "`update` merges objects at every level.",
            impl -> {
                impl.call("index.add", "nvent:triggers", "a", 1, Map.of());
                impl.call("index.update", "nvent:triggers", "a", Map.of("webhook", Map.of("path", "/a")));
                return field(impl, "nvent:triggers", "webhook");
            },
            Map.of("path", "/a"),
            null),
    NULL_IN_A_NEW_SUBTREE(
            "JSON null in a patch deletes the key of a document, at every depth, including a subtree that did not exist.",
            impl -> {
                impl.call("index.add", "nvent:flow:runs:f", "a", 1, Map.of());
                var patch = Map.of("emittedEvents", Map.of("new", Collections.singletonMap("gone", null)));
                impl.call("index.update", "nvent:flow:runs:f", "a", patch);
                return field(impl, "nvent:flow:runs:f", "emittedEvents");
            },
            Map.of("new", Map.of()),
            Map.of("new", Collections.singletonMap("gone", null))),
    INCREMENT_OF_A_COLUMN(
            "A field that has a column is stored there: `completedSteps` of a run is `completed_steps`, never a JSON key.",
            impl -> {
                impl.call("index.add", "nvent:flow:runs:f", "a", 1, Map.of());
                impl.call("index.increment", "nvent:flow:runs:f", "a", "completedSteps", 1);
                return List.of(
                        field(impl, "nvent:flow:runs:f", "completedSteps"),
                        field(impl, "nvent:flow:runs:f", "emittedEvents"));
            },
            List.of(1, Map.of()),
            List.of(0, Map.of("completedSteps", 1))),
    INCREMENT_WITHOUT_PARENT(
            "`increment` creates missing parent objects and returns the new value.",
            impl -> {
                impl.call("index.add", "nvent:flow:runs:f", "a", 1, Map.of());
                return impl.call("index.increment", "nvent:flow:runs:f", "a", impl.emitted("a.b"), 2);
            },
            2,
            0),
    INCREMENT_OF_A_JOB(
            "`increment` of a field without a column counts in the `extra` column.",
            impl -> {
                impl.call("index.add", "nvent:scheduler:jobs", "a", 1, Map.of());
                return impl.call("index.increment", "nvent:scheduler:jobs", "a", "failures", 1);
            },
            1,
            "fails"),
    INCREMENT_OF_A_TIME(
            "`increment` is rejected if the field is not a number; a time is not a number.",
            impl -> {
                impl.call("index.add", "nvent:triggers", "a", 1, Map.of("stats", Map.of("lastFiredAt", 5)));
                return impl.call("index.increment", "nvent:triggers", "a", "stats.lastFiredAt", 1);
            },
            "fails",
            6),
    UNPARSABLE_TIME(
            "A time that cannot be parsed is an error, never a silent NULL.",
            impl -> {
                impl.call("index.add", "nvent:flow:runs:f", "a", 1, Map.of("completedAt", 5));
                impl.call("index.update", "nvent:flow:runs:f", "a", Map.of("completedAt", "soon"));
                return field(impl, "nvent:flow:runs:f", "completedAt");
            },
            "fails",
            null),
    EARLY_TIMES(
            "Times are returned as ISO-8601 text in dynamic metadata.",
            impl -> {
                impl.call("index.add", "nvent:flows", "a", 0, Map.of("lastRunAt", -1));
                return List.of(field(impl, "nvent:flows", "registeredAt"), field(impl, "nvent:flows", "lastRunAt"));
            },
            List.of("1970-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z"),
            List.of("0", "-1")),
    WRONG_TYPES(
            "A value of the wrong type is rejected before a statement is sent.",
            impl -> {
                impl.call("index.add", "nvent:flows", "a", 1, Map.of("displayName", 5));
                return field(impl, "nvent:flows", "displayName");
            },
            "fails",
            "5"),
    LONG_NUMBERS(
            "Metadata that is read equals the metadata that was written.",
            impl -> {
                impl.call("index.add", "nvent:scheduler:jobs", "a", 1, Map.of("interval", 60_000));
                return field(impl, "nvent:scheduler:jobs", "interval");
            },
            60_000,
            "60000"),
    EXACT_NUMBERS(
            "Numbers are exact at any size and scale.",
            impl -> {
                impl.call("kv.set", "a", List.of(9_007_199_254_740_993L));
                return impl.call("kv.get", "a");
            },
            List.of(9_007_199_254_740_993L),
            List.of(9_007_199_254_740_992L)),
    FILTER_FOR_NULL(
            "A filter compares a scalar by equality, a list as \"any of\", and null as \"absent\".",
            impl -> {
                impl.call("index.add", "nvent:flow:runs:f", "a", 1, Map.of());
                var options = Map.of("filter", Collections.singletonMap("completedAt", null));
                return JsonValues.objects(impl.call("index.read", "nvent:flow:runs:f", options))
                        .size();
            },
            1,
            0),
    FILTER_NAMES(
            "A field name in a filter is data, never SQL.",
            impl -> {
                impl.call("index.add", "nvent:flows", "a", 1, Map.of());
                var options = Map.of("filter", Map.of("1=1 OR flow_name", "x"));
                return JsonValues.objects(impl.call("index.read", "nvent:flows", options))
                        .size();
            },
            0,
            1),
    FALSY_EVENT_DATA(
            "`append` stores any JSON value as `data`, including scalars and falsy values (`0`, `false`, `\"\"`, `[]`).",
            impl -> {
                for (Object data : List.of(0, false, "", List.of())) {
                    impl.call("stream.append", "nvent:trigger:event:t", Map.of("type", "a", "data", data));
                }
                return events(impl, "nvent:trigger:event:t", "data");
            },
            List.of(0, false, "", List.of()),
            Arrays.asList(null, null, null, List.of())),
    ATTEMPT_ZERO(
            "`append` stores attempt 0.",
            impl -> {
                impl.call("stream.append", "nvent:flow:run:r", Map.of("type", "a", "flowName", "f", "attempt", 0));
                return events(impl, "nvent:flow:run:r", "attempt");
            },
            List.of(0),
            Collections.singletonList(null)),
    FIELDS_OF_TRIGGER_EVENTS(
            "`append` stores every field of an event (type, runId, flowName, stepName, stepId, attempt) in every kind of stream.",
            impl -> {
                var event = Map.of("type", "a", "runId", "r", "flowName", "f", "stepName", "s", "attempt", 3);
                impl.call("stream.append", "nvent:trigger:event:t", event);
                return List.of(
                        events(impl, "nvent:trigger:event:t", "flowName"),
                        events(impl, "nvent:trigger:event:t", "stepName"),
                        events(impl, "nvent:trigger:event:t", "attempt"));
            },
            List.of(List.of("f"), List.of("s"), List.of(3)),
            List.of(List.of("t"), Collections.singletonList(null), Collections.singletonList(null))),
    CONTRADICTING_RUN(
            "A `runId` that contradicts the subject is an error.",
            impl -> {
                impl.call("stream.append", "nvent:flow:run:r", Map.of("type", "a", "flowName", "f", "runId", "x"));
                return events(impl, "nvent:flow:run:r", "runId");
            },
            "fails",
            List.of("r")),
    NAMESPACES(
            "Subjects with different first segments never share rows.",
            impl -> {
                impl.call("stream.append", "other:flow:run:r", Map.of("type", "a", "flowName", "f"));
                return events(impl, "nvent:flow:run:r", "type");
            },
            List.of(),
            List.of("a")),
    ANCHORED_SUBJECTS(
            "A subject is parsed segment by segment from its start; its last part may contain `:`.",
            impl -> {
                impl.call("stream.append", "nvent:flow:run:a:flow:run:b", Map.of("type", "a", "flowName", "f"));
                return events(impl, "nvent:flow:run:a", "type");
            },
            List.of(),
            List.of("a")),
    GENERIC_SUBJECTS(
            "Any other subject is a generic stream or index, including subjects that the Node adapter rejects (`nvent:flow:run123`).",
            impl -> {
                impl.call("stream.append", "nvent:flow:run123", Map.of("type", "a"));
                return events(impl, "nvent:flow:run123", "type");
            },
            List.of("a"),
            "fails"),
    WRONG_KIND(
            "A stream operation on an index subject is an error, and so is an index operation on a stream subject.",
            impl -> {
                impl.call("index.add", "nvent:flow:run:r", "a", 1, Map.of());
                return impl.call("index.get", "nvent:flow:run:r", "a");
            },
            "fails",
            null),
    FALSY_VALUES(
            "A key holds any JSON value except null; `0`, `false` and `\"\"` are read as such.",
            impl -> {
                impl.call("kv.set", "a", 0);
                return impl.call("kv.get", "a");
            },
            0,
            null),
    SET_NULL(
            "Setting a key to null is an error that refers to `delete`.",
            impl -> impl.call("kv.set", "a", null),
            "fails",
            null),
    KEY_PATTERNS(
            "In a pattern of `clear`, `*` matches any characters; all other characters are literal, including `%`, `_` and `\\`.",
            impl -> {
                List.of("a_b", "axb", "a*b*").forEach(key -> impl.call("kv.set", key, 1));
                return List.of(impl.call("kv.clear", "a_b"), impl.call("kv.clear", "*b*"));
            },
            List.of(1, 2),
            List.of(2, 1));

    /** The rule that the store follows. */
    final String rule;

    /** The result of the store; {@code "fails"} for an error. */
    final Object storeResult;

    /** The result of the Node adapter; {@code "fails"} for an error. */
    final Object nodeAdapterResult;

    private final Function<Implementation, Object> scenario;

    KnownDifference(
            String rule, Function<Implementation, Object> scenario, Object storeResult, Object nodeAdapterResult) {
        this.rule = rule;
        this.scenario = scenario;
        this.storeResult = JsonValues.normalized(storeResult);
        this.nodeAdapterResult = JsonValues.normalized(nodeAdapterResult);
    }

    /** The result of the scenario, {@code "fails"} if an operation of it fails. */
    Object runOn(Implementation implementation) {
        try {
            return JsonValues.normalized(scenario.apply(implementation));
        } catch (Implementation.OperationFailedException e) {
            return "fails";
        }
    }

    private static Object field(Implementation impl, String index, String name) {
        return JsonValues.metadata(impl.call("index.get", index, "a")).get(name);
    }

    private static List<Object> events(Implementation impl, String stream, String field) {
        return JsonValues.objects(impl.call("stream.read", stream)).stream()
                .map(event -> event.get(field))
                .toList();
    }
}

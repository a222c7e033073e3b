package dev.nvent.store.it.conformance;

import static dev.nvent.store.it.conformance.InvalidInputTest.own;
import static dev.nvent.store.it.conformance.InvalidInputTest.withInvalidValue;

import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.field.SchedulerJobFields;
import dev.nvent.store.field.TriggerFields;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Invalid metadata of index entries. */
final class InvalidMetadata {

    private InvalidMetadata() {}

    static Stream<InvalidInput> all() {
        return Stream.of(values(), columns(), reserved(), contradictions(), typed())
                .flatMap(invalid -> invalid);
    }

    private static Stream<InvalidInput> values() {
        String runs = IndexKind.FLOW_RUNS.subject("s");
        return Stream.of(
                        withInvalidValue(
                                "add",
                                "own",
                                (store, value) -> store.index(runs).add("id", 1, own(value))),
                        withInvalidValue(
                                "add",
                                "own",
                                (store, value) -> store.index("acme:things:s").add("id", 1, own(value))),
                        withInvalidValue(
                                "addIfAbsent",
                                "own",
                                (store, value) -> store.flows().addIfAbsent("new", 1, own(value))),
                        withInvalidValue(
                                "update",
                                "config",
                                (store, value) -> store.triggers().update("id", NestedMaps.map("config", value))),
                        withInvalidValue(
                                "conditional update",
                                "config",
                                (store, value) ->
                                        store.schedulerJobs().update("id", 0, NestedMaps.map("config", value))),
                        withInvalidValue(
                                "a typed document",
                                "emittedEvents",
                                (store, value) -> Patch.of(FlowRunFields.EMITTED_EVENTS, value)),
                        withInvalidValue(
                                "typed fields without a column",
                                "own",
                                (store, value) -> Patch.of(FlowFields.EXTRA, own(value))))
                .flatMap(invalid -> invalid);
    }

    /** Values of the wrong type for each column, through every write operation. */
    private static Stream<InvalidInput> columns() {
        return Arrays.stream(IndexKind.values())
                .flatMap(kind -> kind.fields().stream()
                        .flatMap(field -> invalidValues(field).stream()
                                .flatMap(value -> Stream.of(
                                                Map.of(field.path(), value), NestedMaps.at(field.path(), value))
                                        .flatMap(given -> writes(
                                                kind,
                                                field.path() + " given " + describe(value),
                                                field.path(),
                                                given)))));
    }

    private static List<Object> invalidValues(IndexField field) {
        var invalidValues =
                new ArrayList<Object>(List.of(List.of(1), Map.of("a", 1), new Object(), Double.NaN, "\u0000"));
        invalidValues.addAll(
                switch (field.type()) {
                    case TEXT -> List.<Object>of(5, true, "\uD83D", List.of("text"));
                    case TIME ->
                        List.<Object>of(
                                "yesterday",
                                InvalidInput.SECRET,
                                "",
                                "2026-01-01",
                                "2026-01-01T00:00:00",
                                "2026-13-01T00:00:00Z",
                                "2026-02-30T00:00:00Z",
                                "1770091506789",
                                "+1000000000-12-31T23:59:59Z",
                                true,
                                1.5,
                                new BigDecimal("1E+30"),
                                Instant.MAX,
                                LocalDateTime.MIN);
                    case INTEGER, COUNTER ->
                        List.<Object>of(
                                "5",
                                InvalidInput.SECRET,
                                true,
                                1.5,
                                1L << 31,
                                -(1L << 31) - 1,
                                new BigDecimal("1E+16000"));
                    case LONG -> List.<Object>of("5", 1.5, 9.3e18, new BigDecimal("9223372036854775808"));
                    case BOOLEAN -> List.<Object>of("true", 1, 0, "");
                    case DOCUMENT -> List.<Object>of();
                });
        if (field.type() == IndexField.Type.DOCUMENT) {
            invalidValues.removeIf(value -> value instanceof List || value instanceof Map);
        }
        return invalidValues;
    }

    /** Names assigned by the store, scalars in place of column groups, and paths below a column. */
    private static Stream<InvalidInput> reserved() {
        return Arrays.stream(IndexKind.values()).flatMap(kind -> {
            Stream<InvalidInput> version = Stream.of(
                            Map.of("version", 1), Map.of("version.x", 1), NestedMaps.map("version", null))
                    .flatMap(given -> writes(kind, "a version", "version", given));
            Stream<InvalidInput> name = kind.idAlias().stream()
                    .flatMap(own -> Stream.of(
                            Map.of(own, "another"), Map.of(own, 1), Map.of(own + ".x", 1), NestedMaps.map(own, null)))
                    .flatMap(
                            given -> writes(kind, "another name", kind.idAlias().orElseThrow(), given));
            Stream<InvalidInput> nulls = kind.fields().stream()
                    .filter(field -> !field.nullable())
                    .flatMap(field -> Stream.of(NestedMaps.map(field.path(), null), NestedMaps.at(field.path(), null))
                            .flatMap(given -> writes(kind, "null", field.path(), given)));
            Stream<InvalidInput> groups = kind.fields().stream()
                    .filter(field -> field.path().startsWith("stats."))
                    .limit(1)
                    .flatMap(field -> Stream.of(5, "text", List.of(), InvalidInput.SECRET)
                            .map(value -> NestedMaps.map("stats", value)))
                    .flatMap(given -> writes(kind, "a scalar for a group", "stats", given));
            Stream<InvalidInput> below = kind.fields().stream()
                    .filter(field -> field.type() != IndexField.Type.DOCUMENT)
                    .flatMap(field -> writes(kind, "below a column", field.path(), Map.of(field.path() + ".x", 1)));
            return Stream.of(version, name, nulls, groups, below).flatMap(invalid -> invalid);
        });
    }

    private static Stream<InvalidInput> contradictions() {
        String path = "own.a";
        Stream<InvalidInput> twice = Arrays.stream(IndexKind.values())
                .flatMap(kind -> Stream.of(
                                NestedMaps.map("own", Map.of("a", 1), path, 2),
                                NestedMaps.map("own", 1, path, 2),
                                NestedMaps.map("own", null, path, 2),
                                NestedMaps.map(path, Map.of("b", 1), "own.a.b", 2))
                        .flatMap(given -> writes(kind, "a field twice", "a", given)));
        Stream<InvalidInput> alias =
                writes(IndexKind.TRIGGERS, "two types", "trigger_type", Map.of("type", "a", "triggerType", "b"));
        Stream<InvalidInput> stats = writes(
                IndexKind.FLOWS, "two totals", "stats_total", Map.of("stats", Map.of("total", 1), "stats.total", 2));
        Stream<InvalidInput> tooLong = Arrays.stream(IndexKind.values())
                .flatMap(kind -> writes(kind, "a path of 101 keys", "k", Map.of("k.".repeat(100) + "k", 1)));
        return Stream.of(twice, alias, stats, tooLong).flatMap(invalid -> invalid);
    }

    private static Stream<InvalidInput> typed() {
        return Stream.of(
                new InvalidInput(
                        "a number as a key of fields without a column",
                        "extra",
                        store -> Patch.of(FlowFields.EXTRA, NestedMaps.unchecked(Map.of(5, 1)))),
                new InvalidInput(
                        "a number as a key of metadata",
                        "metadata",
                        store -> store.index("nvent:flows").add("id", 1, NestedMaps.unchecked(Map.of(5, 1)))),
                new InvalidInput("NULL in a column NOT NULL", "status", store -> Patch.of(FlowRunFields.STATUS, null)),
                new InvalidInput(
                        "a NUL character in a column",
                        "displayName",
                        store -> Patch.of(FlowFields.DISPLAY_NAME, InvalidInput.SECRET + "\u0000")),
                new InvalidInput(
                        "an instant out of range", "lastRunAt", store -> Patch.of(FlowFields.LAST_RUN_AT, Instant.MAX)),
                new InvalidInput(
                        "a column twice",
                        "status",
                        store -> Patch.of(FlowRunFields.STATUS, "a").and(FlowRunFields.STATUS, "b")),
                new InvalidInput("no map", "extra", store -> Patch.of(FlowFields.EXTRA, null)),
                new InvalidInput(
                        "a field in addition to its column",
                        "status",
                        store -> store.flowRuns("s")
                                .update("id", Patch.of(FlowRunFields.EXTRA, Map.of("status", "hidden")))),
                new InvalidInput(
                        "a counter in addition to its column",
                        "stats.total",
                        store -> store.flows()
                                .add("id", 1, Patch.of(FlowFields.EXTRA, Map.of("stats", Map.of("total", 1))))),
                new InvalidInput(
                        "a scalar in the place of a group",
                        "stats",
                        store -> store.triggers()
                                .addIfAbsent("new", 1, Patch.of(TriggerFields.EXTRA, Map.of("stats", 1)))),
                new InvalidInput(
                        "the version in addition to its column",
                        "version",
                        store -> store.flowRuns("s")
                                .update("id", 0, Patch.of(FlowRunFields.EXTRA, Map.of("version", 1)))),
                new InvalidInput(
                        "the id in addition to its column",
                        "id",
                        store -> store.schedulerJobs()
                                .update("id", Patch.of(SchedulerJobFields.EXTRA, Map.of("id", "x")))),
                new InvalidInput(
                        "a document in addition to its column",
                        "config",
                        store -> store.schedulerJobs()
                                .update("id", Patch.of(SchedulerJobFields.EXTRA, Map.of("config", Map.of())))));
    }

    /** The same metadata through every write operation. */
    private static Stream<InvalidInput> writes(IndexKind kind, String name, String where, Map<String, ?> given) {
        String subject = kind.subject("s");
        return Stream.of(
                new InvalidInput(
                        kind + " add, " + name,
                        where,
                        store -> store.index(subject).add("id", 1, given)),
                new InvalidInput(
                        kind + " addIfAbsent, " + name,
                        where,
                        store -> store.index(subject).addIfAbsent("new", 1, given)),
                new InvalidInput(
                        kind + " update, " + name,
                        where,
                        store -> store.index(subject).update("id", given)),
                new InvalidInput(
                        kind + " conditional update, " + name,
                        where,
                        store -> store.index(subject).update("id", 0, given)));
    }

    private static String describe(Object value) {
        return value instanceof String text
                ? "'" + text.replace('\u0000', '0') + "'"
                : value.getClass().getSimpleName();
    }
}

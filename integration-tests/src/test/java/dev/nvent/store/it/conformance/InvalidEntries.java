package dev.nvent.store.it.conformance;

import static dev.nvent.store.it.conformance.InvalidSubjects.describe;
import static dev.nvent.store.it.conformance.InvalidSubjects.invalidNames;

import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.field.TriggerFields;
import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Invalid ids, fields, filters and bounds of indexes. */
final class InvalidEntries {

    private InvalidEntries() {}

    static Stream<InvalidInput> all() {
        return Stream.of(ids(), manyIds(), wrongTypes(), longKeys(), nullArguments(), increments(), filters(), bounds())
                .flatMap(invalid -> invalid);
    }

    private static Stream<InvalidInput> on(IndexKind kind, String name, String where, Consumer<SortedIndex<?>> call) {
        return Stream.of(
                new InvalidInput(kind + " " + name, where, store -> call.accept(store.index(kind.subject("s")))));
    }

    private static Stream<InvalidInput> onEachKind(String name, String where, Consumer<SortedIndex<?>> call) {
        return Arrays.stream(IndexKind.values()).flatMap(kind -> on(kind, name, where, call));
    }

    private static Stream<InvalidInput> ids() {
        return invalidNames()
                .flatMap(id -> Stream.of(
                                onEachKind("add " + describe(id), "id", index -> index.add(id, 1, Map.of())),
                                onEachKind(
                                        "addIfAbsent " + describe(id),
                                        "id",
                                        index -> index.addIfAbsent(id, 1, Map.of())),
                                onEachKind("update " + describe(id), "id", index -> index.update(id, Map.of())),
                                onEachKind("conditional " + describe(id), "id", index -> index.update(id, 0, Map.of())),
                                onEachKind(
                                        "retry " + describe(id),
                                        "id",
                                        index -> index.updateWithRetry(id, entry -> entry.patch(Map.of()))),
                                onEachKind("increment " + describe(id), "id", index -> index.increment(id, "own", 1)),
                                onEachKind("get " + describe(id), "id", index -> index.get(id)),
                                onEachKind("delete " + describe(id), "id", index -> index.delete(id)))
                        .flatMap(invalid -> invalid));
    }

    /** As callers with unchecked types can give them. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    private static Stream<InvalidInput> wrongTypes() {
        Collection numbers = List.of(1);
        Map versions = Map.of("id", "1");
        Map keys = Map.of(1, 1);
        return Stream.of(
                        onEachKind("getAll of numbers", "ids[0]", index -> index.getAll(numbers)),
                        onEachKind("deleteAll of numbers", "ids[0]", index -> index.deleteAll(numbers)),
                        onEachKind("deleteAll with text", "expectedVersions.id", index -> index.deleteAll(versions)),
                        onEachKind("deleteAll of keys", "expectedVersions", index -> index.deleteAll(keys)))
                .flatMap(invalid -> invalid);
    }

    private static Stream<InvalidInput> manyIds() {
        return invalidNames()
                .filter(id -> id == null || id.length() < 100)
                .map(id -> Arrays.asList("id", id))
                .flatMap(ids -> Stream.concat(
                        onEachKind("get many", "ids", index -> index.getAll(ids)),
                        onEachKind("delete many", "ids", index -> index.deleteAll(ids))));
    }

    /** Parts of one key of a database index, which has a maximum size. */
    private static Stream<InvalidInput> longKeys() {
        String incompressible = new java.util.Random(1)
                .ints(2_000, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String tooLong = incompressible + incompressible;
        return Stream.of(
                new InvalidInput(
                        "a flow and a run too long together",
                        "id",
                        store -> store.flowRuns(incompressible.substring(0, 1_000))
                                .add(incompressible, 1, Map.of())),
                new InvalidInput(
                        "a subject and an id too long together",
                        "id",
                        store -> store.index("acme:" + incompressible.substring(0, 1_000))
                                .addIfAbsent(incompressible, 1, Map.of())),
                new InvalidInput(
                        "a type of a trigger that is too long",
                        "type",
                        store -> store.triggers().update("id", Map.of("type", tooLong))),
                new InvalidInput(
                        "a typed type of a trigger that is too long",
                        "type",
                        store -> store.triggers().update("id", Patch.of(TriggerFields.TYPE, tooLong))),
                new InvalidInput(
                        "a type of a job that is too long",
                        "type",
                        store -> store.schedulerJobs().add("id", 1, Map.of("type", tooLong))));
    }

    private static Stream<InvalidInput> nullArguments() {
        return Stream.of(
                        onEachKind("add null", "metadata", index -> index.add("id", 1, (Map<String, ?>) null)),
                        onEachKind(
                                "addIfAbsent null",
                                "metadata",
                                index -> index.addIfAbsent("new", 1, (Map<String, ?>) null)),
                        onEachKind("update null", "metadata", index -> index.update("id", (Map<String, ?>) null)),
                        onEachKind(
                                "conditional null", "metadata", index -> index.update("id", 0, (Map<String, ?>) null)),
                        onEachKind("typed add null", "patch", InvalidEntries::addNoPatch),
                        onEachKind("typed update null", "patch", InvalidEntries::updateNoPatch),
                        onEachKind("retry null", "change", index -> index.updateWithRetry("id", null)),
                        onEachKind("get many of null", "ids", index -> index.getAll((Collection<String>) null)),
                        onEachKind("delete many of null", "ids", index -> index.deleteAll((Collection<String>) null)),
                        onEachKind("read null", "query", index -> index.read(null)),
                        onEachKind("count null", "query", index -> index.count(null)))
                .flatMap(invalid -> invalid);
    }

    private static <R extends org.jooq.Record> void addNoPatch(SortedIndex<R> index) {
        index.add("id", 1, (Patch<R>) null);
    }

    private static <R extends org.jooq.Record> void updateNoPatch(SortedIndex<R> index) {
        index.update("id", (Patch<R>) null);
    }

    private static Stream<InvalidInput> increments() {
        Stream<InvalidInput> fields = Stream.of(
                        null, "a\u0000", "\uD83D", "version", "version.x", "k.".repeat(100) + "k")
                .flatMap(field -> onEachKind(
                        "increment of " + describe(field),
                        field == null || field.length() < 3 ? "field" : "",
                        index -> index.increment("id", field, 1)));
        Stream<InvalidInput> deltas = Stream.of("own", "own.deep")
                .flatMap(field -> Stream.of(null, new BigDecimal("1E+100000"), new BigDecimal("1E-100000"))
                        .flatMap(delta -> onEachKind("delta", "delta", index -> index.increment("id", field, delta))));
        Stream<InvalidInput> columns = Arrays.stream(IndexKind.values())
                .flatMap(kind -> kind.fields().stream()
                        .filter(IndexField::isNumber)
                        .flatMap(field -> Stream.of("0.5", "9223372036854775808", "-1E+30")
                                .map(BigDecimal::new)
                                .flatMap(delta -> on(
                                        kind,
                                        field.path() + " by " + delta,
                                        "delta",
                                        index -> index.increment("id", field.path(), delta)))));
        Stream<InvalidInput> names = Arrays.stream(IndexKind.values())
                .flatMap(kind -> kind.idAlias().stream()
                        .flatMap(name -> Stream.of(name, name + ".x"))
                        .flatMap(
                                name -> on(kind, "increment of " + name, "", index -> index.increment("id", name, 1))));
        Stream<InvalidInput> groups = Stream.of(IndexKind.FLOWS, IndexKind.TRIGGERS)
                .flatMap(kind -> on(kind, "increment of a group", "stats", index -> index.increment("id", "stats", 1)));
        Stream<InvalidInput> below = Arrays.stream(IndexKind.values())
                .flatMap(kind -> kind.fields().stream()
                        .filter(field -> field.type() != IndexField.Type.DOCUMENT)
                        .map(field -> field.path() + ".x")
                        .flatMap(path ->
                                on(kind, "increment of " + path, path, index -> index.increment("id", path, 1))));
        return Stream.of(fields, deltas, columns, names, groups, below).flatMap(invalid -> invalid);
    }

    private static Stream<InvalidInput> filters() {
        Stream<InvalidInput> values = InvalidInput.Value.scalars()
                .flatMap(invalid -> Stream.concat(
                        filteredBy("filter by " + invalid.name(), "filter.own", NestedMaps.map("own", invalid.value())),
                        filteredBy(
                                "filter by a list with " + invalid.name(),
                                "filter.own",
                                NestedMaps.map("own", Arrays.asList(1, invalid.value())))));
        Stream<InvalidInput> containers = Stream.of(Map.of(), Map.of("a", 1), List.of(List.of()), List.of(1, Map.of()))
                .flatMap(value -> filteredBy("filter by a container", "filter.own", Map.of("own", value)));
        Stream<InvalidInput> names = Stream.of(null, "a\u0000", "\uD83D", "k.".repeat(100) + "k")
                .flatMap(name -> filteredBy("filter on " + describe(name), "", NestedMaps.map(name, 1)));
        Stream<InvalidInput> columns = Arrays.stream(IndexKind.values())
                .flatMap(kind -> kind.fields().stream()
                        .filter(field -> field.type() != IndexField.Type.DOCUMENT)
                        .flatMap(field -> wrong(field).stream()
                                .flatMap(value ->
                                        Stream.of(Map.of(field.path(), value), Map.of(field.path(), List.of(value))))
                                .flatMap(filter -> Stream.concat(
                                        on(
                                                kind,
                                                "filter on " + field.path(),
                                                field.path(),
                                                index -> index.read(query(filter))),
                                        on(
                                                kind,
                                                "count on " + field.path(),
                                                field.path(),
                                                index -> index.count(query(filter)))))));
        Stream<InvalidInput> groups = Stream.of(IndexKind.FLOWS, IndexKind.TRIGGERS)
                .flatMap(kind ->
                        on(kind, "filter on a group", "stats", index -> index.read(query(Map.of("stats", 1)))));
        Stream<InvalidInput> none = Stream.of(
                new InvalidInput(
                        "no filter", "filter", store -> IndexQuery.all().withFilter(null)),
                new InvalidInput(
                        "a filter with a number as a key",
                        "filter",
                        store -> IndexQuery.all().withFilter(NestedMaps.unchecked(Map.of(5, 1)))),
                new InvalidInput(
                        "a filter with null as a key",
                        "filter",
                        store -> IndexQuery.all().withFilter(NestedMaps.map(null, 1))),
                new InvalidInput(
                        "no values", "filter.status", store -> IndexQuery.whereAnyOf(FlowRunFields.STATUS, null)),
                new InvalidInput(
                        "two filters of a field",
                        "filter.own",
                        store -> IndexQuery.all().withFilter(Map.of("own", 1)).withFilter(Map.of("own", 2))));
        return Stream.of(values, containers, names, columns, groups, none).flatMap(invalid -> invalid);
    }

    private static Stream<InvalidInput> filteredBy(String name, String where, Map<String, ?> filter) {
        return onEachKind(name, where, index -> index.read(query(filter)));
    }

    private static IndexQuery<org.jooq.Record> query(Map<String, ?> filter) {
        return IndexQuery.all().withFilter(filter);
    }

    private static List<Object> wrong(IndexField field) {
        return switch (field.type()) {
            case TEXT -> List.of(5, true);
            case TIME -> List.of("yesterday", true, 1.5);
            case INTEGER, COUNTER -> List.of("5", 1.5, 1L << 31, true);
            case LONG -> List.of("5", 1.5, 1e30);
            case BOOLEAN -> List.of("true", 1);
            case DOCUMENT -> List.of();
        };
    }

    private static Stream<InvalidInput> bounds() {
        IndexQuery<org.jooq.Record> all = IndexQuery.all();
        Stream<InvalidInput> limits = Stream.of(0, -1, Integer.MIN_VALUE)
                .map(limit -> new InvalidInput("limit " + limit, "limit", store -> all.withLimit(limit)));
        Stream<InvalidInput> offsets = Stream.of(-1L, Long.MIN_VALUE)
                .map(offset -> new InvalidInput("offset " + offset, "offset", store -> all.withOffset(offset)));
        Stream<InvalidInput> cursors = Stream.of(null, "", "\u0000", "\uD83D")
                .map(id -> new InvalidInput("cursor at " + describe(id), "cursor.id", store -> new IndexCursor(1, id)));
        Stream<InvalidInput> leases = Stream.of(
                        null, Duration.ZERO, Duration.ofNanos(1), Duration.ofSeconds(Long.MAX_VALUE))
                .flatMap(lease -> Stream.of(
                                onEachKind("claim for " + lease, "lease", index -> index.claim(1, lease)),
                                onEachKind("extend by " + lease, "lease", index -> index.extend("id", 1, lease)))
                        .flatMap(invalid -> invalid));
        return Stream.of(limits, offsets, cursors, leases).flatMap(invalid -> invalid);
    }
}

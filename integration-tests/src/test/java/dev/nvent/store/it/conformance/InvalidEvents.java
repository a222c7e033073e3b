package dev.nvent.store.it.conformance;

import static dev.nvent.store.it.conformance.InvalidSubjects.describe;
import static dev.nvent.store.it.conformance.InvalidSubjects.invalidNames;

import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Invalid events and stream queries. */
final class InvalidEvents {

    private static final NewEvent GOOD = NewEvent.of("t").withFlowName("f");

    private InvalidEvents() {}

    static Stream<InvalidInput> all() {
        return Stream.of(texts(), payloads(), ofRuns(), batches(), queries()).flatMap(invalid -> invalid);
    }

    private static Stream<InvalidInput> texts() {
        Stream<InvalidInput> types = invalidNames()
                .map(text -> new InvalidInput("type " + describe(text), "type", store -> NewEvent.of(text)));
        Stream<InvalidInput> others = Stream.of("a\u0000", "\uD83D")
                .flatMap(text -> Stream.of(
                        new InvalidInput("runId " + describe(text), "runId", store -> GOOD.withRunId(text)),
                        new InvalidInput("flowName " + describe(text), "flowName", store -> GOOD.withFlowName(text)),
                        new InvalidInput("stepName " + describe(text), "stepName", store -> GOOD.withStep(text, null)),
                        new InvalidInput("stepId " + describe(text), "stepId", store -> GOOD.withStep(null, text))));
        return Stream.concat(types, others);
    }

    private static Stream<InvalidInput> payloads() {
        return InvalidInputTest.withInvalidValue("data", "data", (store, value) -> GOOD.withData(value));
    }

    private static Stream<InvalidInput> ofRuns() {
        return Stream.of(
                new InvalidInput(
                        "another run",
                        "event.runId",
                        store -> store.flowRunEvents("r").append(GOOD.withRunId("another"))),
                new InvalidInput(
                        "no flow",
                        "event.flowName",
                        store -> store.flowRunEvents("r").append(NewEvent.of("t"))),
                new InvalidInput(
                        "an empty flow",
                        "event.flowName",
                        store -> store.flowRunEvents("r").append(GOOD.withFlowName(""))),
                new InvalidInput(
                        "a huge flow",
                        "event.flowName",
                        store -> store.triggerEvents("r").append(GOOD.withFlowName("☃".repeat(1_000)))),
                new InvalidInput(
                        "a huge run",
                        "event.runId",
                        store -> store.stream("acme:x").append(GOOD.withRunId("☃".repeat(1_000)))));
    }

    private static Stream<InvalidInput> batches() {
        return Arrays.stream(StreamKind.values())
                .map(kind -> kind.subject("s"))
                .flatMap(subject -> Stream.of(
                        new InvalidInput(
                                "no event",
                                "event",
                                store -> store.stream(subject).append(null)),
                        new InvalidInput(
                                "no batch",
                                "events",
                                store -> store.stream(subject).appendAll(null)),
                        new InvalidInput(
                                "null in a batch",
                                "events[1]",
                                store -> store.stream(subject).appendAll(Arrays.asList(GOOD, null))),
                        new InvalidInput(
                                "one invalid event of a batch",
                                "events[2].",
                                store -> store.stream(subject)
                                        .appendAll(List.of(GOOD, GOOD, GOOD.withFlowName("x".repeat(3_000)))))));
    }

    private static Stream<InvalidInput> queries() {
        EventQuery all = EventQuery.all();
        Stream<InvalidInput> limits = Stream.of(0, -1, Integer.MIN_VALUE)
                .map(limit -> new InvalidInput("limit " + limit, "limit", store -> all.withLimit(limit)));
        Stream<InvalidInput> types = invalidNames()
                .filter(type -> type == null || type.length() < 100)
                .flatMap(type -> Stream.of(
                        new InvalidInput(
                                "filteredBy for type " + describe(type), "types", store -> all.withTypes(type, "x")),
                        new InvalidInput(
                                "filteredBy for types with " + describe(type),
                                "types",
                                store -> all.withTypes(Arrays.asList("x", type)))));
        Stream<InvalidInput> others = Stream.of(
                new InvalidInput("no types", "types", store -> all.withTypes((Set<String>) null)),
                new InvalidInput("no types at all", "types", store -> all.withTypes((String[]) null)),
                new InvalidInput(
                        "no limit object",
                        "limit",
                        store -> new EventQuery(Set.of(), null, null, null, null, EventQuery.Order.OLDEST_FIRST, null)),
                new InvalidInput(
                        "no query", "query", store -> store.flowRunEvents("r").read(null)),
                new InvalidInput("no query to walk", "query", store -> store.flowRunEvents("r").stream(null)));
        Stream<InvalidInput> times = Stream.of(
                        Instant.MAX,
                        Instant.MIN,
                        Instant.ofEpochMilli(Long.MAX_VALUE).plusMillis(1))
                .flatMap(time -> Stream.of(
                        new InvalidInput(
                                "from " + time,
                                "from",
                                store -> store.flowRunEvents("r").read(all.withFrom(time))),
                        new InvalidInput(
                                "to " + time,
                                "to",
                                store -> store.flowRunEvents("r").read(all.withTo(time))),
                        new InvalidInput(
                                "walk from " + time,
                                "from",
                                store -> store.flowRunEvents("r").stream(all.withFrom(time)))));
        return Stream.of(limits, types, others, times).flatMap(invalid -> invalid);
    }
}

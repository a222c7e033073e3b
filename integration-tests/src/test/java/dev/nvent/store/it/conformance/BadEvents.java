package dev.nvent.store.it.conformance;

import static dev.nvent.store.it.conformance.BadSubjects.noNames;
import static dev.nvent.store.it.conformance.BadSubjects.shown;

import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Events that no stream takes, and questions that it cannot answer. */
final class BadEvents {

    private static final NewEvent GOOD = NewEvent.of("t").withFlowName("f");

    private BadEvents() {}

    static Stream<BadInput> all() {
        return Stream.of(texts(), payloads(), ofRuns(), batches(), queries()).flatMap(bad -> bad);
    }

    private static Stream<BadInput> texts() {
        Stream<BadInput> types =
                noNames().map(text -> new BadInput("type " + shown(text), "type", store -> NewEvent.of(text)));
        Stream<BadInput> others = Stream.of("a\u0000", "\uD83D")
                .flatMap(text -> Stream.of(
                        new BadInput("runId " + shown(text), "runId", store -> GOOD.withRunId(text)),
                        new BadInput("flowName " + shown(text), "flowName", store -> GOOD.withFlowName(text)),
                        new BadInput("stepName " + shown(text), "stepName", store -> GOOD.withStep(text, null)),
                        new BadInput("stepId " + shown(text), "stepId", store -> GOOD.withStep(null, text))));
        return Stream.concat(types, others);
    }

    private static Stream<BadInput> payloads() {
        return BadInputTest.withBadValue("data", "data", (store, value) -> GOOD.withData(value));
    }

    private static Stream<BadInput> ofRuns() {
        return Stream.of(
                new BadInput(
                        "another run",
                        "event.runId",
                        store -> store.flowRunEvents("r").append(GOOD.withRunId("another"))),
                new BadInput(
                        "no flow",
                        "event.flowName",
                        store -> store.flowRunEvents("r").append(NewEvent.of("t"))),
                new BadInput(
                        "an empty flow",
                        "event.flowName",
                        store -> store.flowRunEvents("r").append(GOOD.withFlowName(""))),
                new BadInput(
                        "a huge flow",
                        "event.flowName",
                        store -> store.triggerEvents("r").append(GOOD.withFlowName("☃".repeat(1_000)))),
                new BadInput(
                        "a huge run",
                        "event.runId",
                        store -> store.stream("acme:x").append(GOOD.withRunId("☃".repeat(1_000)))));
    }

    private static Stream<BadInput> batches() {
        return Arrays.stream(StreamKind.values())
                .map(kind -> kind.subject("s"))
                .flatMap(subject -> Stream.of(
                        new BadInput(
                                "no event",
                                "event",
                                store -> store.stream(subject).append(null)),
                        new BadInput(
                                "no batch",
                                "events",
                                store -> store.stream(subject).appendAll(null)),
                        new BadInput(
                                "null in a batch",
                                "events[1]",
                                store -> store.stream(subject).appendAll(Arrays.asList(GOOD, null))),
                        new BadInput(
                                "one bad event of a batch",
                                "events[2].",
                                store -> store.stream(subject)
                                        .appendAll(List.of(GOOD, GOOD, GOOD.withFlowName("x".repeat(3_000)))))));
    }

    private static Stream<BadInput> queries() {
        EventQuery all = EventQuery.all();
        Stream<BadInput> limits = Stream.of(0, -1, Integer.MIN_VALUE)
                .map(limit -> new BadInput("limit " + limit, "limit", store -> all.withLimit(limit)));
        Stream<BadInput> types = noNames()
                .filter(type -> type == null || type.length() < 100)
                .flatMap(type -> Stream.of(
                        new BadInput("asked for type " + shown(type), "types", store -> all.withTypes(type, "x")),
                        new BadInput(
                                "asked for types with " + shown(type),
                                "types",
                                store -> all.withTypes(Arrays.asList("x", type)))));
        Stream<BadInput> others = Stream.of(
                new BadInput("no types", "types", store -> all.withTypes((Set<String>) null)),
                new BadInput("no types at all", "types", store -> all.withTypes((String[]) null)),
                new BadInput(
                        "no limit object",
                        "limit",
                        store -> new EventQuery(Set.of(), null, null, null, null, false, null)),
                new BadInput(
                        "no query", "query", store -> store.flowRunEvents("r").read(null)),
                new BadInput(
                        "no query to walk",
                        "query",
                        store -> store.flowRunEvents("r").walk(null)));
        Stream<BadInput> times = Stream.of(
                        Instant.MAX,
                        Instant.MIN,
                        Instant.ofEpochMilli(Long.MAX_VALUE).plusMillis(1))
                .flatMap(time -> Stream.of(
                        new BadInput(
                                "from " + time,
                                "from",
                                store -> store.flowRunEvents("r").read(all.withFrom(time))),
                        new BadInput(
                                "to " + time,
                                "to",
                                store -> store.flowRunEvents("r").read(all.withTo(time))),
                        new BadInput(
                                "walk from " + time,
                                "from",
                                store -> store.flowRunEvents("r").walk(all.withFrom(time)))));
        return Stream.of(limits, types, others, times).flatMap(bad -> bad);
    }
}

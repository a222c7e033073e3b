package dev.nvent.store.it.conformance;

import static dev.nvent.store.it.conformance.InvalidSubjects.describe;
import static dev.nvent.store.it.conformance.InvalidSubjects.invalidNames;

import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import dev.nvent.store.subject.IndexSubject.Flows;
import dev.nvent.store.transition.Transition;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Parts that a transition rejects as soon as they are given. */
final class InvalidTransitions {

    private static final FlowRuns RUNS = new FlowRuns("shop");
    private static final NewEvent EVENT = NewEvent.of("step.completed").withFlowName("shop");

    private InvalidTransitions() {}

    static Stream<InvalidInput> all() {
        return Stream.of(keys(), entries(), contradictions(), typed(), events()).flatMap(invalid -> invalid);
    }

    private static InvalidInput invalid(String name, String where, Consumer<Transition> call) {
        return new InvalidInput("transition: " + name, where, store -> call.accept(store.transition()));
    }

    private static Stream<InvalidInput> keys() {
        Stream<InvalidInput> names =
                invalidNames().map(key -> invalid("set " + describe(key), "key", transition -> transition.set(key, 1)));
        Stream<InvalidInput> others = Stream.of(
                invalid("set null", "value", transition -> transition.set("other", null)),
                invalid("set with a null ttl", "ttl", transition -> transition.set("key", 1, null)),
                invalid("set without a time", "ttl", transition -> transition.set("key", 1, Duration.ZERO)),
                invalid(
                        "a key twice",
                        "key",
                        transition -> transition.set("key", 1).set("key", 2)));
        return Stream.concat(names, others);
    }

    private static Stream<InvalidInput> entries() {
        return Arrays.stream(IndexKind.values()).flatMap(kind -> {
            String subject = kind.subject("s");
            return Stream.of(
                            invalid("update of no id", "id", transition -> transition.update(subject, "", Map.of())),
                            invalid("add of no id", "id", transition -> transition.add(subject, "", 1, Map.of())),
                            invalid("update of no metadata", "", transition -> transition.update(subject, "id", null)),
                            invalid(
                                    "update of the version",
                                    "version",
                                    transition -> transition.update(subject, "id", Map.of("version", 1))),
                            invalid(
                                    "add of a version",
                                    "version",
                                    transition -> transition.add(subject, "id", 1, Map.of("version", 1))),
                            invalid(
                                    "increment of a field without a column",
                                    "own",
                                    transition -> transition.increment(subject, "id", "own", 1)),
                            invalid(
                                    "expectation of a field without a column",
                                    "own",
                                    transition -> transition.expect(subject, "id", "own", 1)),
                            invalid(
                                    "an entry added twice",
                                    "id",
                                    transition -> transition
                                            .add(subject, "id", 1, Map.of())
                                            .add(subject, "id", 1, Map.of())),
                            invalid(
                                    "an entry added and updated",
                                    "id",
                                    transition -> transition
                                            .add(subject, "id", 1, Map.of())
                                            .update(subject, "id", Map.of())),
                            invalid(
                                    "an entry updated and added",
                                    "id",
                                    transition -> transition
                                            .update(subject, "id", Map.of())
                                            .add(subject, "id", 1, Map.of())),
                            invalid(
                                    "two expected versions",
                                    "version",
                                    transition -> transition
                                            .expectVersion(subject, "id", 1)
                                            .expectVersion(subject, "id", 2)))
                    .map(invalid -> new InvalidInput(kind + " " + invalid.name(), invalid.where(), invalid.call()));
        });
    }

    private static Stream<InvalidInput> contradictions() {
        return Arrays.stream(IndexKind.values()).flatMap(kind -> {
            String subject = kind.subject("s");
            Stream<InvalidInput> columns = kind.settableFields().stream()
                    .filter(field -> field.type() == IndexField.Type.TEXT)
                    .flatMap(field -> Stream.of(
                            invalid(
                                    kind + " increment of " + field.path(),
                                    field.path(),
                                    transition -> transition.increment(subject, "id", field.path(), 1)),
                            invalid(
                                    kind + " number in " + field.path(),
                                    field.path(),
                                    transition -> transition.update(subject, "id", Map.of(field.path(), 5))),
                            invalid(
                                    kind + " two expected values of " + field.path(),
                                    field.path(),
                                    transition -> transition
                                            .expect(subject, "id", field.path(), "a")
                                            .expect(subject, "id", field.path(), "b"))));
            Stream<InvalidInput> counters = kind.counterColumn().stream()
                    .flatMap(counter -> Stream.of(
                            invalid(
                                    kind + " deltas out of range",
                                    counter,
                                    transition -> transition
                                            .increment(subject, "id", counter, Integer.MAX_VALUE)
                                            .increment(subject, "id", counter, 1)),
                            invalid(
                                    kind + " counter set and incremented",
                                    "",
                                    transition -> transition
                                            .update(subject, "id", Map.of(counter, 1))
                                            .increment(subject, "id", counter, 1)),
                            invalid(
                                    kind + " counter incremented and set",
                                    "",
                                    transition -> transition
                                            .increment(subject, "id", counter, 1)
                                            .update(subject, "id", Map.of(counter, 1)))));
            return Stream.concat(columns, counters);
        });
    }

    private static Stream<InvalidInput> typed() {
        return Stream.of(
                invalid(
                        "a typed entry added and updated",
                        "id",
                        transition -> transition
                                .add(RUNS, "new", 1, Patch.empty())
                                .update(RUNS, "new", Patch.of(FlowRunFields.STATUS, "x"))),
                invalid("a typed update of no id", "id", transition -> transition.update(RUNS, "", Patch.empty())),
                invalid(
                        "the version in addition to its column",
                        "version",
                        transition ->
                                transition.update(new Flows(), "x", Patch.of(FlowFields.EXTRA, Map.of("version", 1)))),
                invalid(
                        "two typed expected versions",
                        "version",
                        transition ->
                                transition.expectVersion(new Flows(), "v", 1).expectVersion(new Flows(), "v", 2)),
                invalid(
                        "typed deltas out of range",
                        "stats.total",
                        transition -> transition
                                .increment(new Flows(), "x", FlowFields.STATS_TOTAL, Integer.MAX_VALUE)
                                .increment(new Flows(), "x", FlowFields.STATS_TOTAL, 1)),
                invalid(
                        "a typed counter set and incremented",
                        "stats_total",
                        transition -> transition
                                .update(new Flows(), "y", Patch.of(FlowFields.STATS_TOTAL, 1))
                                .increment(new Flows(), "y", FlowFields.STATS_TOTAL, 1)));
    }

    private static Stream<InvalidInput> events() {
        Stream<InvalidInput> kinds = Arrays.stream(StreamKind.values())
                .map(kind -> kind.subject("s"))
                .flatMap(subject -> Stream.of(
                        invalid("no event on " + subject, "event", transition -> transition.append(subject, null)),
                        invalid(
                                "an update on " + subject,
                                "",
                                transition -> transition.update(
                                        subject.startsWith("acme") ? "nvent:flow:run:1" : subject, "x", Map.of()))));
        return Stream.concat(
                kinds,
                Stream.of(
                        invalid("an append to an index", "", transition -> transition.append("nvent:flows", EVENT)),
                        invalid(
                                "no flow name",
                                "event.flowName",
                                transition -> transition.append("nvent:flow:run:1", NewEvent.of("no flow name")))));
    }
}

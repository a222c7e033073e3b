package dev.nvent.store.it.conformance;

import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Subjects that are none, or of the wrong kind. */
final class BadSubjects {

    private BadSubjects() {}

    static Stream<BadInput> all() {
        return Stream.of(texts(), wrongKinds(), typed(), tables()).flatMap(bad -> bad);
    }

    /** Text that is no name of anything. */
    static Stream<String> noNames() {
        return Stream.of(null, "", "\u0000", "a\u0000b", "a:\uD83D", "\uDE00:b", "x".repeat(3_000), "☃".repeat(1_000));
    }

    private static Stream<BadInput> texts() {
        return Stream.concat(noNames(), Stream.of("nvent:flow:run:", "nvent:flow:runs:", "nvent:trigger:event:"))
                .flatMap(subject -> Stream.of(
                        new BadInput("stream " + shown(subject), "", store -> store.stream(subject)),
                        new BadInput("index " + shown(subject), "", store -> store.index(subject))));
    }

    private static Stream<BadInput> wrongKinds() {
        Stream<BadInput> streams = Stream.of("nvent:flow:run:x", "nvent:trigger:event:x")
                .map(subject -> new BadInput("index " + subject, subject, store -> store.index(subject)));
        Stream<BadInput> indexes = Arrays.stream(IndexKind.values())
                .filter(kind -> kind != IndexKind.GENERIC)
                .map(kind -> kind.subject("x"))
                .map(subject -> new BadInput("stream " + subject, subject, store -> store.stream(subject)));
        return Stream.concat(streams, indexes);
    }

    private static Stream<BadInput> typed() {
        Stream<BadInput> texts = noNames()
                .flatMap(text -> Stream.<Consumer<String>>of(
                                StreamSubject.FlowRunEvents::new,
                                StreamSubject.TriggerEvents::new,
                                StreamSubject.GenericStream::new,
                                IndexSubject.FlowRuns::new,
                                IndexSubject.GenericIndex::new)
                        .map(type -> new BadInput("typed subject " + shown(text), "", store -> type.accept(text))));
        Stream<BadInput> notGeneric = Stream.of(
                new BadInput(
                        "a generic stream of a run",
                        "nvent:flow:run:x",
                        store -> store.stream(new StreamSubject.GenericStream("nvent:flow:run:x"))),
                new BadInput(
                        "a generic stream of an index",
                        "nvent:flows",
                        store -> store.stream(new StreamSubject.GenericStream("nvent:flows"))),
                new BadInput(
                        "a generic index of flows",
                        "nvent:flows",
                        store -> store.index(new IndexSubject.GenericIndex("nvent:flows"))));
        return Stream.concat(texts, notGeneric);
    }

    private static Stream<BadInput> tables() {
        Stream<BadInput> types = Stream.of(null, "", "a\u0000", "\uD83D")
                .flatMap(type -> Stream.of(
                        new BadInput(
                                "drop " + shown(type),
                                "subjectType",
                                store -> store.streamTables().drop(type)),
                        new BadInput(
                                "retention of " + shown(type),
                                "subjectType",
                                store -> store.streamTables().deleteOlderThan(type, Duration.ZERO))));
        Stream<BadInput> ages = Stream.of(null, Duration.ofNanos(-1), Duration.ofSeconds(Long.MAX_VALUE))
                .map(age -> new BadInput(
                        "age " + age, "age", store -> store.streamTables().deleteOlderThan("a:b", age)));
        return Stream.concat(types, ages);
    }

    static String shown(String text) {
        return text == null ? "null" : text.length() > 40 ? text.length() + " characters" : text.replace('\u0000', '0');
    }
}

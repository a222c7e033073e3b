package dev.nvent.store.it.conformance;

import dev.nvent.store.it.Customers;
import dev.nvent.store.jooq.Tables;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Invalid subjects and subjects of the wrong kind. */
final class InvalidSubjects {

    private InvalidSubjects() {}

    static Stream<InvalidInput> all() {
        return Stream.of(texts(), wrongKinds(), typed(), tables()).flatMap(invalid -> invalid);
    }

    /** Text that is not a valid name. */
    static Stream<String> invalidNames() {
        return Stream.of(null, "", "\u0000", "a\u0000b", "a:\uD83D", "\uDE00:b", "x".repeat(3_000), "☃".repeat(1_000));
    }

    private static Stream<InvalidInput> texts() {
        return Stream.concat(invalidNames(), Stream.of("nvent:flow:run:", "nvent:flow:runs:", "nvent:trigger:event:"))
                .flatMap(subject -> Stream.of(
                        new InvalidInput("stream " + describe(subject), "", store -> store.stream(subject)),
                        new InvalidInput("index " + describe(subject), "", store -> store.index(subject))));
    }

    private static Stream<InvalidInput> wrongKinds() {
        Stream<InvalidInput> streams = Stream.of("nvent:flow:run:x", "nvent:trigger:event:x")
                .map(subject -> new InvalidInput("index " + subject, subject, store -> store.index(subject)));
        Stream<InvalidInput> indexes = Arrays.stream(IndexKind.values())
                .map(kind -> kind.subject("x"))
                .filter(subject -> subject.startsWith("nvent:"))
                .map(subject -> new InvalidInput("stream " + subject, subject, store -> store.stream(subject)));
        return Stream.concat(streams, indexes);
    }

    private static Stream<InvalidInput> typed() {
        Stream<InvalidInput> texts = invalidNames()
                .flatMap(text -> Stream.<Consumer<String>>of(
                                StreamSubject.FlowRunEvents::new,
                                StreamSubject.TriggerEvents::new,
                                StreamSubject.GenericStream::new,
                                IndexSubject.FlowRuns::new,
                                IndexSubject.GenericIndex::new)
                        .map(type ->
                                new InvalidInput("typed subject " + describe(text), "", store -> type.accept(text))));
        String tooLong = "x".repeat(1_020);
        Stream<InvalidInput> tooLongAsAWhole = Stream.of(
                new InvalidInput(
                        "a run whose subject is too long",
                        "subject",
                        store -> store.stream(new StreamSubject.FlowRunEvents(tooLong))),
                new InvalidInput(
                        "a trigger whose subject is too long",
                        "subject",
                        store -> store.stream(new StreamSubject.TriggerEvents(tooLong))),
                new InvalidInput(
                        "a flow whose subject is too long",
                        "subject",
                        store -> store.index(new IndexSubject.FlowRuns(tooLong))),
                new InvalidInput("no subject", "subject", store -> store.stream((StreamSubject<?>) null)));
        Stream<InvalidInput> notGeneric = Stream.of(
                new InvalidInput(
                        "a generic stream of a run",
                        "nvent:flow:run:x",
                        store -> store.stream(new StreamSubject.GenericStream("nvent:flow:run:x"))),
                new InvalidInput(
                        "a generic stream of an index",
                        "nvent:flows",
                        store -> store.stream(new StreamSubject.GenericStream("nvent:flows"))),
                new InvalidInput(
                        "a generic index of flows",
                        "nvent:flows",
                        store -> store.index(new IndexSubject.GenericIndex("nvent:flows"))),
                new InvalidInput(
                        "a generic index in a table of the user",
                        "shop:customers:x",
                        store -> store.index(new IndexSubject.GenericIndex("shop:customers:x"))),
                new InvalidInput("an index without its key", "key", store -> store.index("shop:customers:")),
                new InvalidInput(
                        "an index of another table",
                        "subject",
                        store -> store.index(new IndexSubject.OwnIndex<>(Tables.KV, "shop:customers:x"))),
                new InvalidInput(
                        "another subject in a table of the user",
                        "subject",
                        store -> store.index(new IndexSubject.OwnIndex<>(Customers.CUSTOMERS, "shop:orders"))));
        return Stream.of(texts, tooLongAsAWhole, notGeneric).flatMap(invalid -> invalid);
    }

    private static Stream<InvalidInput> tables() {
        Stream<InvalidInput> types = Stream.of(null, "", "a\u0000", "\uD83D")
                .flatMap(type -> Stream.of(
                        new InvalidInput(
                                "drop " + describe(type),
                                "subjectType",
                                store -> store.streamTypes().drop(type)),
                        new InvalidInput(
                                "retention of " + describe(type),
                                "subjectType",
                                store -> store.streamTypes().deleteOlderThan(type, Duration.ZERO))));
        Stream<InvalidInput> ages = Stream.of(null, Duration.ofNanos(-1), Duration.ofSeconds(Long.MAX_VALUE))
                .map(age -> new InvalidInput(
                        "age " + age, "age", store -> store.streamTypes().deleteOlderThan("a:b", age)));
        return Stream.concat(types, ages);
    }

    static String describe(String text) {
        return text == null ? "null" : text.length() > 40 ? text.length() + " characters" : text.replace('\u0000', '0');
    }
}

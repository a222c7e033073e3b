package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.TestStore;
import dev.nvent.store.it.conformance.ContractStore.Appended;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random appends and questions, through both doors in turn, do what a list in plain Java does. */
class RandomStreamTest {

    private static final List<String> TYPES = List.of("a", "b", "a.b", "☃", "'");

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @ParameterizedTest
    @EnumSource
    void appends_and_reads_agree_with_the_model(StreamKind kind) {
        for (int seed = 0; seed < 100; seed++) {
            var awkward = new AwkwardValues(new Random(seed));
            String subject = kind.subject("random" + seed);
            List<Appended> model = appended(awkward, kind, subject);
            for (int i = 0; i < 10; i++) {
                ask(awkward, subject, model, kind + ", seed " + seed);
            }
            assertThat(door(awkward).deleteEvents(subject)).isEqualTo(!model.isEmpty());
            assertThat(door(awkward).read(subject, Map.of()).events()).isEmpty();
        }
    }

    private static List<Appended> appended(AwkwardValues awkward, StreamKind kind, String subject) {
        var given = new ArrayList<Map<String, Object>>();
        var model = new ArrayList<Appended>();
        for (int i = awkward.below(6); i > 0; i--) {
            var batch = new ArrayList<Map<String, Object>>();
            for (int j = awkward.below(5); j > 0; j--) {
                batch.add(event(awkward, kind));
            }
            given.addAll(batch);
            if (batch.size() == 1) {
                model.add(door(awkward).append(subject, batch.getFirst()));
            } else {
                model.addAll(door(awkward).appendAll(subject, batch));
            }
        }
        for (int i = 0; i < model.size(); i++) {
            assertSame(
                    model.get(i),
                    given.get(i),
                    kind == StreamKind.FLOW_EVENTS ? subject.substring("nvent:flow:run:".length()) : null);
        }
        return model;
    }

    private static Map<String, Object> event(AwkwardValues awkward, StreamKind kind) {
        Map<String, Object> event = NestedMaps.map("type", awkward.of(TYPES), "data", awkward.json());
        if (kind == StreamKind.FLOW_EVENTS || awkward.oneIn(2)) {
            event.put("flowName", awkward.of(List.of("f", "ключ", " ")));
        }
        if (kind != StreamKind.FLOW_EVENTS && awkward.oneIn(2)) {
            event.put("runId", awkward.key());
        }
        for (String field : List.of("stepName", "stepId")) {
            if (awkward.oneIn(2)) {
                event.put(field, awkward.key());
            }
        }
        if (awkward.oneIn(2)) {
            event.put("attempt", awkward.of(List.of(0, 1, -1, Integer.MAX_VALUE)));
        }
        return event;
    }

    private static void assertSame(Appended appended, Map<String, Object> given, String run) {
        assertThat(plain(appended))
                .isEqualTo(new Appended(
                        appended.id(),
                        appended.ts(),
                        (String) given.get("type"),
                        run == null ? (String) given.get("runId") : run,
                        (String) given.get("flowName"),
                        (String) given.get("stepName"),
                        (String) given.get("stepId"),
                        (Integer) given.get("attempt"),
                        CanonicalJson.of(given.get("data"))));
    }

    private static void ask(AwkwardValues awkward, String subject, List<Appended> model, String story) {
        Map<String, Object> query = NestedMaps.map();
        Stream<Appended> expected = model.stream().map(RandomStreamTest::plain);
        if (awkward.oneIn(2)) {
            List<String> types = awkward.oneIn(4) ? List.of() : List.of(awkward.of(TYPES), awkward.of(TYPES));
            query.put("types", types);
            expected = expected.filter(event -> types.isEmpty() || types.contains(event.type()));
        }
        if (awkward.oneIn(2) && !model.isEmpty()) {
            Appended some = awkward.of(model);
            switch (awkward.below(4)) {
                case 0 -> {
                    query.put("after", some.id());
                    expected = expected.filter(event -> event.id() > some.id());
                }
                case 1 -> {
                    query.put("before", some.id());
                    expected = expected.filter(event -> event.id() < some.id());
                }
                case 2 -> {
                    query.put("from", some.ts());
                    expected = expected.filter(event -> !event.ts().isBefore(some.ts()));
                }
                default -> {
                    query.put("to", some.ts());
                    expected = expected.filter(event -> !event.ts().isAfter(some.ts()));
                }
            }
        }
        List<Appended> found = expected.toList();
        if (awkward.oneIn(2)) {
            query.put("order", "desc");
            found = found.reversed();
        }
        int limit = 1 + awkward.below(8);
        query.put("limit", limit);
        List<Appended> page = found.subList(0, Math.min(limit, found.size()));

        ContractStore.Events events = door(awkward).read(subject, query);

        assertThat(events.events().stream().map(RandomStreamTest::plain))
                .as(story + query)
                .isEqualTo(page);
        assertThat(events.hasMore()).as(story + query).isEqualTo(found.size() > limit);
        assertThat(door(awkward).streamEvents(subject, query).map(RandomStreamTest::plain))
                .as(story + query)
                .isEqualTo(page);
    }

    private static ContractStore door(AwkwardValues awkward) {
        return awkward.oneIn(2) ? new DynamicApi(STORE.store()) : new TypedApi(STORE.store());
    }

    private static Appended plain(Appended event) {
        return new Appended(
                event.id(),
                event.ts(),
                event.type(),
                event.runId(),
                event.flowName(),
                event.stepName(),
                event.stepId(),
                event.attempt(),
                CanonicalJson.of(event.data()));
    }
}

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

/** Compares random appends and queries, through the dynamic and the typed API, with a list in plain Java. */
class RandomStreamTest {

    private static final List<String> TYPES = List.of("a", "b", "a.b", "☃", "'");

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @ParameterizedTest
    @EnumSource
    void appends_and_reads_agree_with_the_model(StreamKind kind) {
        for (int seed = 0; seed < 100; seed++) {
            var random = new AwkwardValues(new Random(seed));
            String subject = kind.subject("random" + seed);
            List<Appended> model = appended(random, kind, subject);
            for (int i = 0; i < 10; i++) {
                assertReads(random, subject, model, kind + ", seed " + seed);
            }
            assertThat(api(random).deleteEvents(subject)).isEqualTo(!model.isEmpty());
            assertThat(api(random).read(subject, Map.of()).events()).isEmpty();
        }
    }

    private static List<Appended> appended(AwkwardValues random, StreamKind kind, String subject) {
        var given = new ArrayList<Map<String, Object>>();
        var model = new ArrayList<Appended>();
        for (int i = random.below(6); i > 0; i--) {
            var batch = new ArrayList<Map<String, Object>>();
            for (int j = random.below(5); j > 0; j--) {
                batch.add(event(random, kind));
            }
            given.addAll(batch);
            if (batch.size() == 1) {
                model.add(api(random).append(subject, batch.getFirst()));
            } else {
                model.addAll(api(random).appendAll(subject, batch));
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

    private static Map<String, Object> event(AwkwardValues random, StreamKind kind) {
        Map<String, Object> event = NestedMaps.map("type", random.of(TYPES), "data", random.json());
        if (kind == StreamKind.FLOW_EVENTS || random.oneIn(2)) {
            event.put("flowName", random.of(List.of("f", "ключ", " ")));
        }
        if (kind != StreamKind.FLOW_EVENTS && random.oneIn(2)) {
            event.put("runId", random.key());
        }
        for (String field : List.of("stepName", "stepId")) {
            if (random.oneIn(2)) {
                event.put(field, random.key());
            }
        }
        if (random.oneIn(2)) {
            event.put("attempt", random.of(List.of(0, 1, -1, Integer.MAX_VALUE)));
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

    private static void assertReads(AwkwardValues random, String subject, List<Appended> model, String history) {
        Map<String, Object> query = NestedMaps.map();
        Stream<Appended> expected = model.stream().map(RandomStreamTest::plain);
        if (random.oneIn(2)) {
            List<String> types = random.oneIn(4) ? List.of() : List.of(random.of(TYPES), random.of(TYPES));
            query.put("types", types);
            expected = expected.filter(event -> types.isEmpty() || types.contains(event.type()));
        }
        if (random.oneIn(2) && !model.isEmpty()) {
            Appended some = random.of(model);
            switch (random.below(4)) {
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
        if (random.oneIn(2)) {
            query.put("order", "desc");
            found = found.reversed();
        }
        int limit = 1 + random.below(8);
        query.put("limit", limit);
        List<Appended> page = found.subList(0, Math.min(limit, found.size()));

        ContractStore.Events events = api(random).read(subject, query);

        assertThat(events.events().stream().map(RandomStreamTest::plain))
                .as(history + query)
                .isEqualTo(page);
        assertThat(events.hasMore()).as(history + query).isEqualTo(found.size() > limit);
        assertThat(api(random).streamEvents(subject, query).map(RandomStreamTest::plain))
                .as(history + query)
                .isEqualTo(page);
    }

    private static ContractStore api(AwkwardValues random) {
        return random.oneIn(2) ? new DynamicApi(STORE.store()) : new TypedApi(STORE.store());
    }

    private static Appended plain(Appended event) {
        return event.withData(CanonicalJson.of(event.data()));
    }
}

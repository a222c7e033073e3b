package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.TestStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares random index operations, through the dynamic and the typed API, with the reference model. */
@Tag("slow")
class RandomIndexTest {

    /** Number of sequences and first seed: {@code -Dnvent.random.sequences=3000 -Dnvent.random.seed=1000}. */
    private static final int SEQUENCES = Integer.getInteger("nvent.random.sequences", 200);

    private static final int SEED = Integer.getInteger("nvent.random.seed", 0);
    private static final int OPERATIONS = 8;
    private static final List<String> IDS = List.of("a", "b");

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers();

    @ParameterizedTest
    @EnumSource
    void operations_agree_with_the_model(IndexKind kind) {
        for (int seed = SEED; seed < SEED + SEQUENCES; seed++) {
            new Sequence(kind, seed).run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nested_maps_dotted_keys_and_typed_fields_are_equivalent(IndexKind kind) {
        var dynamic = new DynamicApi(STORE.store());
        var typed = new TypedApi(STORE.store());
        String subject = kind.subject("same");
        for (int seed = SEED; seed < SEED + SEQUENCES; seed++) {
            var random = new AwkwardValues(new Random(seed));
            Map<String, Object> first = random.tree(kind, false);
            Map<String, Object> second = random.tree(kind, false);
            for (String id : List.of("tree", "dotted", "typed")) {
                ContractStore api = id.equals("typed") ? typed : dynamic;
                Function<Map<String, Object>, Map<String, Object>> form =
                        id.equals("dotted") ? random::dotted : Function.identity();
                api.delete(subject, id);
                api.add(subject, id, 1, form.apply(first));
                api.update(subject, id, form.apply(second));
            }
            for (ContractStore api : List.of(dynamic, typed)) {
                Map<String, Object> tree = metadata(api, subject, "tree");
                assertThat(metadata(api, subject, "dotted")).as("seed " + seed).isEqualTo(tree);
                assertThat(metadata(api, subject, "typed")).as("seed " + seed).isEqualTo(tree);
            }
            assertThat(metadata(typed, subject, "tree")).isEqualTo(metadata(dynamic, subject, "tree"));
        }
    }

    private static Map<String, Object> metadata(ContractStore api, String subject, String id) {
        Map<String, Object> shown =
                CanonicalJson.map(api.get(subject, id).orElseThrow().metadata());
        shown.values().remove(id);
        return shown;
    }

    /** One sequence of operations, reproducible by its seed. */
    private static final class Sequence {

        private final IndexKind kind;
        private final int seed;
        private final String subject;
        private final AwkwardValues random;
        private final ModelIndex model;
        private final List<String> log = new ArrayList<>();

        Sequence(IndexKind kind, int seed) {
            this.kind = kind;
            this.seed = seed;
            this.subject = kind.subject("random" + seed);
            this.random = new AwkwardValues(new Random(seed));
            this.model = new ModelIndex(kind);
        }

        void run() {
            api().deleteMany(subject, IDS);
            for (int i = 0; i < OPERATIONS; i++) {
                String id = random.of(IDS);
                operation(id);
                assertThat(api().get(subject, id).map(Sequence::plain))
                        .as(history())
                        .isEqualTo(model.get(id));
            }
            lists();
        }

        private void operation(String id) {
            switch (random.below(12)) {
                case 0, 1 -> {
                    long score = random.below(5);
                    Map<String, Object> metadata = metadata();
                    compare(
                            "add " + id + " " + metadata,
                            () -> model.add(id, score, metadata),
                            api -> api.add(subject, id, score, metadata));
                }
                case 2 -> {
                    Map<String, Object> metadata = metadata();
                    compare(
                            "addIfAbsent " + id + " " + metadata,
                            () -> model.addIfAbsent(id, 3, metadata),
                            api -> api.addIfAbsent(subject, id, 3, metadata));
                }
                case 3, 4, 5, 6 -> {
                    Map<String, Object> patch = metadata();
                    compare(
                            "update " + id + " " + patch,
                            () -> model.update(id, Optional.empty(), patch),
                            api -> api.update(subject, id, patch));
                }
                case 7 -> {
                    Map<String, Object> patch = metadata();
                    int expected = random.below(4);
                    compare(
                            "update " + id + " at " + expected + " " + patch,
                            () -> model.update(id, Optional.of(expected), patch),
                            api -> api.update(subject, id, expected, patch));
                }
                case 8, 9, 10 -> {
                    String path = path();
                    var delta = random.of(List.of("1", "-3", "0", "2147483647", "0.10", "1E+3", "1E-20"));
                    compare(
                            "increment " + id + " " + path + " by " + delta,
                            () -> model.increment(id, path, new BigDecimal(delta)),
                            api -> CanonicalJson.of(api.increment(subject, id, path, new BigDecimal(delta))));
                }
                default -> compare("delete " + id, () -> model.delete(id), api -> api.delete(subject, id));
            }
        }

        private Map<String, Object> metadata() {
            Map<String, Object> tree = random.tree(kind, true);
            return random.oneIn(2) ? tree : random.dotted(tree);
        }

        private String path() {
            return switch (random.below(4)) {
                case 0 ->
                    kind.fields().isEmpty() ? "n" : random.of(kind.fields()).path();
                case 1 -> kind.documentPath() + "." + random.key();
                case 2 -> random.plainKey();
                default -> "own." + random.key() + "." + random.key();
            };
        }

        /** Calls that the model rejects use the dynamic API, because the typed API cannot express values of a wrong type. */
        private void compare(String what, Supplier<Object> expected, Function<ContractStore, Object> actual) {
            Object outcome = outcome(expected);
            ContractStore api = outcome instanceof RejectedException.Reason ? new DynamicApi(STORE.store()) : api();
            log.add(api.getClass().getSimpleName() + " " + what + " -> " + outcome);
            assertThat(outcome(() -> actual.apply(api))).as(history()).isEqualTo(outcome);
        }

        private void lists() {
            for (int i = 0; i < 3; i++) {
                String field =
                        random.of(List.of("own", "own.a", "a", "0", "", kind.documentPath() + ".a", "stats.own0.a"));
                Object wanted = random.oneIn(3) ? null : random.scalar();
                Object any = random.oneIn(3) ? List.of(random.scalar(), random.scalar()) : wanted;
                long minScore = random.below(3);
                Map<String, Object> query = NestedMaps.map("filter", NestedMaps.map(field, any), "minScore", minScore);
                assertThat(mine(api().list(subject, query).ids()))
                        .as(history() + "\nlist " + query)
                        .isEqualTo(model.list(minScore, field, any));
            }
            assertThat(mine(api().list(subject, Map.of()).ids()))
                    .as(history())
                    .isEqualTo(model.list(Long.MIN_VALUE, null, null));
        }

        private List<String> mine(List<String> ids) {
            return ids.stream().filter(IDS::contains).toList();
        }

        private ContractStore api() {
            return random.oneIn(2) ? new DynamicApi(STORE.store()) : new TypedApi(STORE.store());
        }

        private static ContractStore.Entry plain(ContractStore.Entry entry) {
            return new ContractStore.Entry(
                    entry.id(), entry.score(), entry.version(), CanonicalJson.map(entry.metadata()));
        }

        private static Object outcome(Supplier<Object> call) {
            try {
                return call.get();
            } catch (RejectedException rejected) {
                return rejected.reason();
            }
        }

        private String history() {
            return kind + ", seed " + seed + "\n" + String.join("\n", log);
        }
    }
}

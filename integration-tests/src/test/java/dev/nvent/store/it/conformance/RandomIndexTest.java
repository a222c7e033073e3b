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

/** Random operations on an index, through both doors in turn, do what the model does. */
@Tag("slow")
class RandomIndexTest {

    /** More of them, or others: {@code -Dnvent.random.sequences=3000 -Dnvent.random.seed=1000}. */
    private static final int SEQUENCES = Integer.getInteger("nvent.random.sequences", 200);

    private static final int SEED = Integer.getInteger("nvent.random.seed", 0);
    private static final int OPERATIONS = 8;
    private static final List<String> IDS = List.of("a", "b");

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @ParameterizedTest
    @EnumSource
    void operations_agree_with_the_model(IndexKind kind) {
        for (int seed = SEED; seed < SEED + SEQUENCES; seed++) {
            new Sequence(kind, seed).run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void trees_dotted_keys_and_typed_fields_are_the_same(IndexKind kind) {
        var dynamic = new DynamicDoor(STORE.store());
        var typed = new TypedDoor(STORE.store());
        String subject = kind.subject("same");
        for (int seed = SEED; seed < SEED + SEQUENCES; seed++) {
            var awkward = new Awkward(new Random(seed));
            Map<String, Object> first = awkward.tree(kind, false);
            Map<String, Object> second = awkward.tree(kind, false);
            for (String id : List.of("tree", "dotted", "typed")) {
                ContractStore door = id.equals("typed") ? typed : dynamic;
                Function<Map<String, Object>, Map<String, Object>> form =
                        id.equals("dotted") ? awkward::dotted : Function.identity();
                door.delete(subject, id);
                door.add(subject, id, 1, form.apply(first));
                door.update(subject, id, form.apply(second));
            }
            for (ContractStore door : List.of(dynamic, typed)) {
                Map<String, Object> tree = shown(door, subject, "tree");
                assertThat(shown(door, subject, "dotted")).as("seed " + seed).isEqualTo(tree);
                assertThat(shown(door, subject, "typed")).as("seed " + seed).isEqualTo(tree);
            }
            assertThat(shown(typed, subject, "tree")).isEqualTo(shown(dynamic, subject, "tree"));
        }
    }

    private static Map<String, Object> shown(ContractStore door, String subject, String id) {
        Map<String, Object> shown =
                Plain.map(door.get(subject, id).orElseThrow().metadata());
        shown.values().remove(id);
        return shown;
    }

    /** One sequence of operations, reproducible by its seed. */
    private static final class Sequence {

        private final IndexKind kind;
        private final int seed;
        private final String subject;
        private final Awkward awkward;
        private final ModelIndex model;
        private final List<String> log = new ArrayList<>();

        Sequence(IndexKind kind, int seed) {
            this.kind = kind;
            this.seed = seed;
            this.subject = kind.subject("random" + seed);
            this.awkward = new Awkward(new Random(seed));
            this.model = new ModelIndex(kind);
        }

        void run() {
            door().deleteMany(subject, IDS);
            for (int i = 0; i < OPERATIONS; i++) {
                String id = awkward.of(IDS);
                operation(id);
                assertThat(door().get(subject, id).map(Sequence::plain))
                        .as(story())
                        .isEqualTo(model.get(id));
            }
            lists();
        }

        private void operation(String id) {
            switch (awkward.below(12)) {
                case 0, 1 -> {
                    long score = awkward.below(5);
                    Map<String, Object> metadata = metadata();
                    compare(
                            "add " + id + " " + metadata,
                            () -> model.add(id, score, metadata),
                            door -> door.add(subject, id, score, metadata));
                }
                case 2 -> {
                    Map<String, Object> metadata = metadata();
                    compare(
                            "addIfAbsent " + id + " " + metadata,
                            () -> model.addIfAbsent(id, 3, metadata),
                            door -> door.addIfAbsent(subject, id, 3, metadata));
                }
                case 3, 4, 5, 6 -> {
                    Map<String, Object> patch = metadata();
                    compare(
                            "update " + id + " " + patch,
                            () -> model.update(id, Optional.empty(), patch),
                            door -> door.update(subject, id, patch));
                }
                case 7 -> {
                    Map<String, Object> patch = metadata();
                    int expected = awkward.below(4);
                    compare(
                            "update " + id + " at " + expected + " " + patch,
                            () -> model.update(id, Optional.of(expected), patch),
                            door -> door.update(subject, id, expected, patch));
                }
                case 8, 9, 10 -> {
                    String path = path();
                    var delta = awkward.of(List.of("1", "-3", "0", "2147483647", "0.10", "1E+3", "1E-20"));
                    compare(
                            "increment " + id + " " + path + " by " + delta,
                            () -> model.increment(id, path, new BigDecimal(delta)),
                            door -> Plain.of(door.increment(subject, id, path, new BigDecimal(delta))));
                }
                default -> compare("delete " + id, () -> model.delete(id), door -> door.delete(subject, id));
            }
        }

        private Map<String, Object> metadata() {
            Map<String, Object> tree = awkward.tree(kind, true);
            return awkward.oneIn(2) ? tree : awkward.dotted(tree);
        }

        private String path() {
            return switch (awkward.below(4)) {
                case 0 ->
                    kind.fields().isEmpty() ? "n" : awkward.of(kind.fields()).path();
                case 1 -> kind.documentPath() + "." + awkward.key();
                case 2 -> awkward.plainKey();
                default -> "own." + awkward.key() + "." + awkward.key();
            };
        }

        /** The typed door cannot say what is no type, so that what the model refuses goes through the other. */
        private void compare(String what, Supplier<Object> expected, Function<ContractStore, Object> actual) {
            Object outcome = outcome(expected);
            ContractStore door = outcome instanceof Refused.Reason ? new DynamicDoor(STORE.store()) : door();
            log.add(door.getClass().getSimpleName() + " " + what + " -> " + outcome);
            assertThat(outcome(() -> actual.apply(door))).as(story()).isEqualTo(outcome);
        }

        private void lists() {
            for (int i = 0; i < 3; i++) {
                String field =
                        awkward.of(List.of("own", "own.a", "a", "0", "", kind.documentPath() + ".a", "stats.own0.a"));
                Object wanted = awkward.oneIn(3) ? null : awkward.scalar();
                Object any = awkward.oneIn(3) ? List.of(awkward.scalar(), awkward.scalar()) : wanted;
                long minScore = awkward.below(3);
                Map<String, Object> query = Trees.map("filter", Trees.map(field, any), "minScore", minScore);
                assertThat(mine(door().list(subject, query).ids()))
                        .as(story() + "\nlist " + query)
                        .isEqualTo(model.list(minScore, field, any));
            }
            assertThat(mine(door().list(subject, Map.of()).ids()))
                    .as(story())
                    .isEqualTo(model.list(Long.MIN_VALUE, null, null));
        }

        private List<String> mine(List<String> ids) {
            return ids.stream().filter(IDS::contains).toList();
        }

        private ContractStore door() {
            return awkward.oneIn(2) ? new DynamicDoor(STORE.store()) : new TypedDoor(STORE.store());
        }

        private static ContractStore.Entry plain(ContractStore.Entry entry) {
            return new ContractStore.Entry(entry.id(), entry.score(), entry.version(), Plain.map(entry.metadata()));
        }

        private static Object outcome(Supplier<Object> call) {
            try {
                return call.get();
            } catch (Refused refused) {
                return refused.reason();
            }
        }

        private String story() {
            return kind + ", seed " + seed + "\n" + String.join("\n", log);
        }
    }
}

package dev.nvent.store.it.original;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.original.RandomOperations.Operation;
import dev.nvent.store.schema.Namespace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sequences of operations, three times: by the store, by the original, and by one or the other at random on the
 * same tables. Every answer and all that is in the tables afterwards must agree.
 */
@Tag("slow")
class AgreementTest {

    private static final int LENGTH = 400;

    /** What differs from run to run; a failed statement takes an id. */
    private static final List<String> IGNORED = List.of("created_at", "updated_at", "ts", "id");

    private static final Namespace STORE = new Namespace("public", "store");
    private static final Namespace ORIGINAL = new Namespace("public", "original");
    private static final Namespace BOTH = new Namespace("public", "both");

    private static Neighbours database;
    private static Side ours;
    private static Side original;
    private static Side oursOfBoth;
    private static Side originalOfBoth;

    @BeforeAll
    static void start() {
        database = new Neighbours();
        ours = database.startOurs(STORE);
        original = database.startOriginal(ORIGINAL);
        originalOfBoth = database.startOriginal(BOTH);
        oursOfBoth = database.startOurs(BOTH);
    }

    @AfterAll
    static void end() {
        if (database != null) {
            database.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_sequence_of_operations_has_the_same_answers_and_effects(long seed) {
        var operations = new RandomOperations(seed);
        var turns = new Random(seed);
        for (int i = 0; i < LENGTH; i++) {
            for (Operation operation : operations.next()) {
                Side turn = turns.nextBoolean() ? oursOfBoth : originalOfBoth;
                Object expected = comparable(operation.on(original, "original"));
                String step = "seed %d, operation %d, %s".formatted(seed, i, operation.text(ours));

                assertThat(comparable(operation.on(ours, "store"))).as(step).isEqualTo(expected);
                assertThat(comparable(operation.on(turn, "both")))
                        .as("%s, in turns: %s", step, turn.getClass().getSimpleName())
                        .isEqualTo(expected);
            }
        }
        tables(ORIGINAL).forEach((table, rows) -> {
            assertThat(tables(STORE).get(table)).as("%s, seed %d", table, seed).isEqualTo(rows);
            assertThat(tables(BOTH).get(table))
                    .as("%s, seed %d, in turns", table, seed)
                    .isEqualTo(rows);
        });
    }

    /** Without times of events, and without ids, of which a failed statement takes one. */
    private static Object comparable(Object answer) {
        return switch (answer) {
            case List<?> list -> list.stream().map(AgreementTest::comparable).toList();
            case Map<?, ?> map
            when map.containsKey("ts") -> {
                var event = new LinkedHashMap<>(map);
                event.keySet().removeAll(List.of("id", "ts", "flowName", "runId"));
                yield event;
            }
            case null, default -> answer;
        };
    }

    /** The columns that the original knows. */
    private static Map<String, List<String>> tables(Namespace namespace) {
        var columns = new LinkedHashMap<String, List<String>>();
        new Schema(database, ORIGINAL).columns().forEach((table, names) -> {
            if (!table.equals("schema_version")) {
                columns.put(
                        table,
                        names.stream().filter(name -> !IGNORED.contains(name)).toList());
            }
        });
        return new Schema(database, namespace).rows(columns);
    }
}

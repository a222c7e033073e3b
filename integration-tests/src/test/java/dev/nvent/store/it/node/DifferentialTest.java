package dev.nvent.store.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.schema.Namespace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs each random sequence of operations three times: with the store, with the Node adapter, and with a random choice of
 * the two on shared tables. All results, and the rows afterwards, must be equal.
 */
class DifferentialTest {

    private static final int OPERATIONS = 400;

    /** Columns that differ between runs. Ids do because a failed statement consumes one. */
    private static final List<String> IGNORED_COLUMNS = List.of("created_at", "updated_at", "ts", "id");

    private static final Namespace STORE = new Namespace("public", "store");
    private static final Namespace NODE_ADAPTER = new Namespace("public", "node");
    private static final Namespace SHARED = new Namespace("public", "shared");

    private static SharedDatabase database;
    private static Implementation store;
    private static Implementation nodeAdapter;
    private static Implementation storeOnShared;
    private static Implementation nodeAdapterOnShared;

    @BeforeAll
    static void start() {
        database = new SharedDatabase();
        store = database.startStore(STORE);
        nodeAdapter = database.startNodeAdapter(NODE_ADAPTER);
        nodeAdapterOnShared = database.startNodeAdapter(SHARED);
        storeOnShared = database.startStore(SHARED);
    }

    @AfterAll
    static void end() {
        if (database != null) {
            database.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_random_sequence_of_operations_gives_equal_results_and_rows(long seed) {
        var operations = new RandomOperations(seed);
        var choice = new Random(seed);
        for (int i = 0; i < OPERATIONS; i++) {
            for (RandomOperation operation : operations.next()) {
                Implementation either = choice.nextBoolean() ? storeOnShared : nodeAdapterOnShared;
                Object expected = comparable(operation.runOn(nodeAdapter, "node"));
                String step = "seed %d, operation %d, %s".formatted(seed, i, operation.describe(store));

                assertThat(comparable(operation.runOn(store, "store"))).as(step).isEqualTo(expected);
                assertThat(comparable(operation.runOn(either, "shared")))
                        .as(
                                "%s, shared tables, run by %s",
                                step, either.getClass().getSimpleName())
                        .isEqualTo(expected);
            }
        }
        tables(NODE_ADAPTER).forEach((table, rows) -> {
            assertThat(tables(STORE).get(table)).as("%s, seed %d", table, seed).isEqualTo(rows);
            assertThat(tables(SHARED).get(table))
                    .as("%s, seed %d, shared tables", table, seed)
                    .isEqualTo(rows);
        });
    }

    /** Removes the ids and times of events, and the fields that only one implementation returns for triggers. */
    private static Object comparable(Object result) {
        return switch (result) {
            case List<?> list -> list.stream().map(DifferentialTest::comparable).toList();
            case Map<?, ?> map
            when map.containsKey("ts") -> {
                var event = new LinkedHashMap<>(map);
                event.keySet().removeAll(List.of("id", "ts", "flowName", "runId"));
                yield event;
            }
            case null, default -> result;
        };
    }

    /** The rows of all tables, limited to the columns of the Node adapter. */
    private static Map<String, List<String>> tables(Namespace namespace) {
        var columns = new LinkedHashMap<String, List<String>>();
        new SchemaInspector(database, NODE_ADAPTER).columns().forEach((table, names) -> {
            if (!table.equals("schema_version")) {
                columns.put(
                        table,
                        names.stream()
                                .filter(name -> !IGNORED_COLUMNS.contains(name))
                                .toList());
            }
        });
        return new SchemaInspector(database, namespace).rows(columns);
    }
}

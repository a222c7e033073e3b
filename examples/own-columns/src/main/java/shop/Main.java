package shop;

import static shop.db.Tables.FLOW_RUNS;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import java.util.Map;

/** Finds runs by a column of its own, which PostgreSQL computes from the metadata. */
public final class Main {

    public static void main(String[] arguments) {
        StoreOptions options =
                StoreOptions.of(System.getenv("NVENT_DATABASE_URL")).withMigrations("classpath:db/nvent");
        try (NventStore store = NventStore.open(options)) {
            store.flowRuns("checkout").add("run-1", 1, Map.of("customer", Map.of("id", "c-1")));
            store.flowRuns("checkout").add("run-2", 2, Map.of("customer", Map.of("id", "c-2")));

            store.reports()
                    .dsl()
                    .select(FLOW_RUNS.RUN_ID, FLOW_RUNS.CUSTOMER_ID)
                    .from(FLOW_RUNS)
                    .where(FLOW_RUNS.CUSTOMER_ID.eq("c-2"))
                    .forEach(row -> System.out.println(row.value2() + ": " + row.value1()));
        }
    }
}

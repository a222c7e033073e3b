package shop;

import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static org.jooq.impl.DSL.count;
import static shop.db.Tables.CUSTOMERS;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;

/** Stores a customer and their run in one transaction, then counts the runs of each country. */
public final class Main {

    public static void main(String[] arguments) {
        StoreOptions options = StoreOptions.of(System.getenv("NVENT_DATABASE_URL"))
                .withSchema("workflows")
                .withPrefix("acme")
                .withMigrations("classpath:db/nvent");
        try (NventStore store = NventStore.open(options)) {
            store.inTransaction(tx -> {
                tx.reports()
                        .dsl()
                        .insertInto(CUSTOMERS)
                        .columns(CUSTOMERS.ID, CUSTOMERS.NAME, CUSTOMERS.COUNTRY)
                        .values("c-1", "Ada", "NZ")
                        .execute();
                tx.flowRuns("checkout").add("c-1", 0, Patch.of(FlowRunFields.STATUS, "running"));
                return null;
            });

            store.reports()
                    .dsl()
                    .select(CUSTOMERS.COUNTRY, FLOW_RUNS.STATUS, count())
                    .from(CUSTOMERS)
                    .join(FLOW_RUNS)
                    .on(FLOW_RUNS.RUN_ID.eq(CUSTOMERS.ID))
                    .groupBy(CUSTOMERS.COUNTRY, FLOW_RUNS.STATUS)
                    .forEach(row -> System.out.println(row.value1() + " " + row.value2() + ": " + row.value3()));
        }
    }
}

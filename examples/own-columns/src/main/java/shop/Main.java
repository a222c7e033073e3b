package shop;

import static shop.db.Tables.FLOW_RUNS;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import java.util.Map;
import shop.db.enums.Shipping;

/** Keeps metadata fields of runs in columns of their own. */
public final class Main {

    static final ColumnField<FlowRunsRecord, String, String> CUSTOMER_ID =
            ColumnField.own(FlowRuns.class, "customer.id", FLOW_RUNS.CUSTOMER_ID, Codec.TEXT);

    static final ColumnField<FlowRunsRecord, Shipping, Shipping> SHIPPING =
            ColumnField.own(FlowRuns.class, "shipping", FLOW_RUNS.SHIPPING, Codec.ofEnum(Shipping.class));

    public static void main(String[] arguments) {
        StoreOptions options = StoreOptions.of(System.getenv("NVENT_DATABASE_URL"))
                .withMigrations("classpath:db/nvent")
                .withFields(CUSTOMER_ID, SHIPPING);
        try (NventStore store = NventStore.open(options)) {
            // Typed and dynamic calls write the same column.
            store.flowRuns("checkout").add("run-1", 1, Patch.of(CUSTOMER_ID, "c-1").and(SHIPPING, Shipping.next_day));
            store.flowRuns("checkout").add("run-2", 2, Map.of("customer", Map.of("id", "c-2", "name", "Ada"), "shipping", "standard"));

            store.flowRuns("checkout")
                    .read(IndexQuery.where(CUSTOMER_ID, "c-1"))
                    .entries()
                    .forEach(run -> System.out.println(run.id() + " is of " + run.get(CUSTOMER_ID) + ", " + run.metadata().get("shipping")));

            store.reports()
                    .dsl()
                    .select(FLOW_RUNS.RUN_ID, FLOW_RUNS.CUSTOMER_ID)
                    .from(FLOW_RUNS)
                    .where(FLOW_RUNS.CUSTOMER_ID.eq("c-2"))
                    .forEach(row -> System.out.println(row.value2() + ": " + row.value1()));
        }
    }
}

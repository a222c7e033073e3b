package dev.nvent.store.it.node;

import static dev.nvent.store.it.ShopRuns.SHOP_RUNS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Node adapter works on a table with a column of the user, which it does not know. */
class OwnColumnsNodeAdapterTest {

    private static final String RUNS = "nvent:flow:runs:f";
    private static final ColumnField<FlowRunsRecord, String, String> CUSTOMER =
            ColumnField.own(FlowRuns.class, "customer.id", SHOP_RUNS.customerId, Codec.TEXT);

    private static SharedDatabase database;
    private static NodeAdapter nodeAdapter;
    private static NventStore store;

    @BeforeAll
    static void start() {
        database = new SharedDatabase();
        nodeAdapter = database.startNodeAdapter(Namespace.DEFAULT);
        database.startStore(Namespace.DEFAULT);
        database.execute("ALTER TABLE public.nvent_flow_runs ADD customer_id text");
        store = NventStore.open(database.options(Namespace.DEFAULT).withFields(CUSTOMER));
    }

    @AfterAll
    static void end() {
        if (database != null) {
            store.close();
            database.close();
        }
    }

    @Test
    void what_it_writes_leaves_the_column_as_it_is() {
        store.flowRuns("f").add("a", 1, Patch.of(CUSTOMER, "c-1"));

        nodeAdapter.call("index.update", RUNS, "a", Map.of("status", "completed"));

        var entry = store.flowRuns("f").get("a").orElseThrow();
        assertThat(entry.get(CUSTOMER)).isEqualTo("c-1");
        assertThat(entry.metadata()).containsEntry("status", "completed");
    }

    @Test
    void the_store_writes_the_column_of_an_entry_that_it_added() {
        nodeAdapter.call("index.add", RUNS, "b", 1, Map.of("status", "running", "startedAt", 1));

        store.flowRuns("f").update("b", Map.of("customer", Map.of("id", "c-2")));

        assertThat(store.flowRuns("f").get("b").orElseThrow().get(CUSTOMER)).isEqualTo("c-2");
        assertThat(JsonValues.metadata(nodeAdapter.call("index.get", RUNS, "b")))
                .containsEntry("status", "running");
    }
}

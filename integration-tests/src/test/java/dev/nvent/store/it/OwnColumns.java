package dev.nvent.store.it;

import static dev.nvent.store.it.ShopRuns.SHOP_RUNS;

import dev.nvent.store.NventStore;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import java.time.Instant;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A table of runs to which a user's migration has added columns, and a store that knows them. */
final class OwnColumns implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    static final ColumnField<FlowRunsRecord, String, String> CUSTOMER =
            ColumnField.own(FlowRuns.class, "customer.id", SHOP_RUNS.customerId, Codec.TEXT);
    static final ColumnField<FlowRunsRecord, Long, Instant> DUE_AT =
            ColumnField.own(FlowRuns.class, "dueAt", SHOP_RUNS.dueAt, Codec.TIME);
    static final ColumnField<FlowRunsRecord, Boolean, Boolean> URGENT =
            ColumnField.own(FlowRuns.class, "urgent", SHOP_RUNS.urgent, Codec.BOOLEAN);
    static final CounterField<FlowRunsRecord> RETRIES =
            CounterField.own(FlowRuns.class, "stats.retries", SHOP_RUNS.retries);
    static final DocumentField<FlowRunsRecord> BASKET = DocumentField.own(FlowRuns.class, "basket", SHOP_RUNS.basket);

    private final TestStore unaware = new TestStore("shop");
    private NventStore store;

    /** Has the columns, and does not know them, like an older version of the application. */
    TestStore unaware() {
        return unaware;
    }

    NventStore store() {
        return store;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        unaware.beforeAll(context);
        alter("ADD customer_id text, ADD due_at bigint, ADD urgent boolean,"
                + " ADD retries integer NOT NULL DEFAULT 0, ADD basket jsonb");
        store = NventStore.open(unaware.options().withFields(CUSTOMER, DUE_AT, URGENT, RETRIES, BASKET));
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        unaware.afterEach(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        store.close();
        unaware.afterAll(context);
    }

    /** Runs ALTER TABLE on the table of runs. */
    void alter(String change) {
        TestPostgres.execute("ALTER TABLE " + unaware.schema() + ".shop_flow_runs " + change);
    }
}

package dev.nvent.store.it.conformance;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.it.Customers;
import dev.nvent.store.it.PgBouncer;
import dev.nvent.store.it.TestStore;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the conformance tests of writes through PgBouncer in transaction mode, with a usual URL. */
@Tag("slow")
class PgBouncerConformanceTest extends WriteContract {

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers();

    private static PgBouncer pooler;
    private static NventStore store;

    @BeforeAll
    static void open() throws IOException {
        pooler = PgBouncer.start();
        store = NventStore.open(StoreOptions.of(pooler.url())
                .withSchema(STORE.schema())
                .withIndexes(Customers.INDEX)
                .withRetries(DynamicApiConformanceTest.FAST_RETRIES));
    }

    @AfterAll
    static void close() {
        if (store != null) {
            store.close();
        }
        if (pooler != null) {
            pooler.close();
        }
    }

    @Override
    ContractStore implementation() {
        return new TypedApi(store);
    }
}

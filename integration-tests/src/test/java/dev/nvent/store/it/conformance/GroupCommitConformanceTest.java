package dev.nvent.store.it.conformance;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.it.Customers;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.it.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the conformance tests of writes on a store with group commit, which does not affect reads. */
class GroupCommitConformanceTest extends WriteContract {

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers();

    private static NventStore store;

    @BeforeAll
    static void open() {
        store = NventStore.open(StoreOptions.of(TestPostgres.url())
                .withSchema(STORE.schema())
                .withIndexes(Customers.INDEX)
                .withRetries(DynamicApiConformanceTest.FAST_RETRIES)
                .withGroupCommit(true));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Override
    ContractStore implementation() {
        return new TypedApi(store);
    }
}

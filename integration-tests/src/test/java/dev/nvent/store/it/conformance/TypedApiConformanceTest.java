package dev.nvent.store.it.conformance;

import dev.nvent.store.NventStore;
import dev.nvent.store.it.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the conformance suite through the typed API. */
class TypedApiConformanceTest extends StoreContract {

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers();

    private static NventStore store;

    @BeforeAll
    static void open() {
        store = NventStore.open(STORE.options().withRetries(DynamicApiConformanceTest.FAST_RETRIES));
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

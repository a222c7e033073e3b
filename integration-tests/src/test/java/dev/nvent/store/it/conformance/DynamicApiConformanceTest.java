package dev.nvent.store.it.conformance;

import dev.nvent.store.NventStore;
import dev.nvent.store.RetryPolicy;
import dev.nvent.store.it.TestStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the conformance suite through the dynamic API. */
class DynamicApiConformanceTest extends StoreContract {

    static final RetryPolicy FAST_RETRIES = new RetryPolicy(10, Duration.ofMillis(1), Duration.ofMillis(2));

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static NventStore store;

    @BeforeAll
    static void open() {
        store = NventStore.open(STORE.options().withRetries(FAST_RETRIES));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Override
    ContractStore implementation() {
        return new DynamicApi(store);
    }
}

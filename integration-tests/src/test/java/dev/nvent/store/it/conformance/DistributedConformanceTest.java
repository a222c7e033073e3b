package dev.nvent.store.it.conformance;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.it.CitusDatabase;
import dev.nvent.store.it.Customers;
import dev.nvent.store.schema.Namespace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * Runs the conformance tests of writes on distributed tables: on the Citus cluster of {@code NVENT_CITUS_URL}, in the layout of
 * {@code NVENT_CITUS_LAYOUT}, or with the keys of that layout on a double.
 */
@Tag("slow")
class DistributedConformanceTest extends WriteContract {

    private static final Namespace NAMESPACE = new Namespace("nvent_conformance", "nvent");

    private static CitusDatabase citus;
    private static NventStore store;

    @BeforeAll
    static void open() {
        citus = CitusDatabase.open();
        StoreOptions options = StoreOptions.of(citus.url())
                .withSchema(NAMESPACE.schema())
                .withMigrations(Customers.MIGRATIONS)
                .withIndexes(Customers.INDEX)
                .withRetries(DynamicApiConformanceTest.FAST_RETRIES);
        NventStore.open(options).close();
        citus.migrator(NAMESPACE).distribute(CitusDatabase.layout());
        store = NventStore.open(options);
    }

    @AfterAll
    static void close() {
        if (store != null) {
            store.close();
            citus.migrator(NAMESPACE).undistribute();
            citus.execute("DROP SCHEMA " + NAMESPACE.schema() + " CASCADE");
        }
        citus.close();
    }

    @Override
    ContractStore implementation() {
        return new TypedApi(store);
    }
}

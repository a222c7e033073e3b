package dev.nvent.store.it.node;

import dev.nvent.store.schema.Namespace;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each implementation reads and changes data that the other wrote. Every test runs in both directions, in the default
 * namespace and in another.
 */
@ParameterizedClass
@MethodSource("namespaces")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InteroperabilityTest {

    enum Direction {
        STORE_TO_NODE_ADAPTER,
        NODE_ADAPTER_TO_STORE
    }

    @Parameter
    Namespace namespace;

    SharedDatabase database;
    SampleData sample;
    private Implementation store;
    private Implementation nodeAdapter;

    static Stream<Namespace> namespaces() {
        return Stream.of(Namespace.DEFAULT, new Namespace("shop", "flows"));
    }

    @BeforeParameterizedClassInvocation
    void start(Namespace namespace) {
        database = new SharedDatabase();
        store = database.startStore(namespace);
        nodeAdapter = database.startNodeAdapter(namespace);
        sample = new SampleData(namespace.prefix());
    }

    @AfterParameterizedClassInvocation
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @BeforeEach
    void truncateTables() {
        database.truncate(namespace);
    }

    Implementation writer(Direction direction) {
        return direction == Direction.STORE_TO_NODE_ADAPTER ? store : nodeAdapter;
    }

    Implementation reader(Direction direction) {
        return direction == Direction.STORE_TO_NODE_ADAPTER ? nodeAdapter : store;
    }
}

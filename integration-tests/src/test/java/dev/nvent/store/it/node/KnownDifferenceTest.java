package dev.nvent.store.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.schema.Namespace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks both results of each {@link KnownDifference}, so that the list cannot hide a defect of the store. */
class KnownDifferenceTest extends SharedDatabaseTest {

    @BeforeEach
    void truncateTables() {
        database.truncate(Namespace.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource
    void the_store_follows_its_rule(KnownDifference difference) {
        assertThat(difference.runOn(store)).as(difference.rule).isEqualTo(difference.storeResult);
    }

    @ParameterizedTest
    @EnumSource
    void the_node_adapter_gives_a_different_result(KnownDifference difference) {
        assertThat(difference.runOn(nodeAdapter))
                .as(difference.rule)
                .isEqualTo(difference.nodeAdapterResult)
                .isNotEqualTo(difference.storeResult);
    }
}

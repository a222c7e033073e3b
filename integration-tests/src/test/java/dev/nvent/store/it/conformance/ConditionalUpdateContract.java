package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.conformance.ContractStore.Outcome;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class ConditionalUpdateContract extends OperationContract {

    ConditionalUpdateContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void the_expected_version_is_updated(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of());

        assertThat(store.update(subject, id, 0, Map.of("own", 1))).isEqualTo(new Outcome.Updated(1));
        assertThat(store.update(subject, id, 1, Map.of("own", 2))).isEqualTo(new Outcome.Updated(2));
        assertThat(at(subject, id, "own")).isEqualTo(BigDecimal.TWO);
    }

    @ParameterizedTest
    @EnumSource
    void another_version_is_a_conflict_that_changes_nothing(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, kind.allFields());
        store.update(subject, id, Map.of("own", 1));
        var before = store.get(subject, id);

        for (int expected : new int[] {0, 2, -1, Integer.MAX_VALUE}) {
            assertThat(store.update(subject, id, expected, Map.of("own", 2)))
                    .isEqualTo(new Outcome.Conflict(expected, 1));
        }
        assertThat(store.get(subject, id)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void an_update_of_an_absent_entry_is_missing(IndexKind kind) {
        assertThat(store.update(subject(kind), unique(), 0, Map.of("own", 1))).isEqualTo(new Outcome.Missing());
    }

    @ParameterizedTest
    @EnumSource
    void every_change_increments_the_version(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of());
        store.increment(subject, id, kind.counterPath(), BigDecimal.ONE);
        store.increment(subject, id, "own", BigDecimal.ONE);
        store.updateWithRetry(subject, id, metadata -> Map.of("own", 7));
        store.add(subject, id, 5, Map.of());

        assertThat(store.update(subject, id, 4, Map.of())).isEqualTo(new Outcome.Updated(5));
    }
}

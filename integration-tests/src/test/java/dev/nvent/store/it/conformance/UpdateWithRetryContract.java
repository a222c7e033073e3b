package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nvent.store.it.conformance.ContractStore.Outcome;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class UpdateWithRetryContract extends OperationContract {

    UpdateWithRetryContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void the_function_sees_the_metadata_and_its_patch_is_merged(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of("own", 20, "other", 1));

        Outcome outcome = store.updateWithRetry(subject, id, metadata -> {
            assertThat(CanonicalJson.map(metadata)).isEqualTo(metadata(subject, id));
            return Map.of("own", ((Number) metadata.get("own")).intValue() + 1);
        });

        assertThat(outcome).isEqualTo(new Outcome.Updated(1));
        assertThat(at(subject, id, "own")).isEqualTo(BigDecimal.valueOf(21));
        assertThat(at(subject, id, "other")).isEqualTo(BigDecimal.ONE);
    }

    @ParameterizedTest
    @EnumSource
    void it_tries_again_when_another_wrote_between(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of("own", 0));
        var calls = new AtomicInteger();

        Outcome outcome = store.updateWithRetry(subject, id, metadata -> {
            if (calls.incrementAndGet() <= 2) {
                store.increment(subject, id, "own", BigDecimal.TEN);
            }
            return Map.of("own", ((Number) metadata.get("own")).intValue() + 1);
        });

        assertThat(calls).hasValue(3);
        assertThat(outcome).isEqualTo(new Outcome.Updated(3));
        assertThat(at(subject, id, "own")).isEqualTo(BigDecimal.valueOf(21));
    }

    @ParameterizedTest
    @EnumSource
    void it_gives_up_after_a_bounded_number_of_tries_and_says_so(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of("own", 0));

        assertRejected(
                RejectedException.Reason.CONTENTION,
                () -> store.updateWithRetry(subject, id, metadata -> {
                    store.increment(subject, id, "own", BigDecimal.ONE);
                    return Map.of("lost", true);
                }));

        assertThat(metadata(subject, id)).doesNotContainKey("lost");
    }

    @ParameterizedTest
    @EnumSource
    void an_entry_that_is_not_there_is_missing_without_a_call(IndexKind kind) {
        var calls = new AtomicInteger();

        assertThat(store.updateWithRetry(subject(kind), unique(), metadata -> {
                    calls.incrementAndGet();
                    return Map.of();
                }))
                .isEqualTo(new Outcome.Missing());
        assertThat(calls).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void what_the_function_throws_ends_it(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of());
        var thrown = new IllegalStateException("the caller's");

        assertThatThrownBy(() -> store.updateWithRetry(subject, id, metadata -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(version(subject, id)).isZero();
    }
}

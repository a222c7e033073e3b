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
    void it_retries_after_a_concurrent_write(IndexKind kind) {
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
    void it_fails_after_the_maximum_number_of_attempts(IndexKind kind) {
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
    void the_function_is_not_called_for_a_missing_entry(IndexKind kind) {
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
    void an_exception_of_the_function_is_rethrown_without_a_retry(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of());
        var thrown = new IllegalStateException("thrown by the caller");

        assertThatThrownBy(() -> store.updateWithRetry(subject, id, metadata -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(version(subject, id)).isZero();
    }
}

package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys set in a transition. */
abstract class TransitionKeysContract extends OperationContract {

    TransitionKeysContract(ContractStore store) {
        super(store);
    }

    @Test
    void keys_are_set_with_and_without_a_time_to_live() {
        String key = unique();
        store.set(key + "b", "old", null);

        assertThat(store.transition()
                        .set(key + "a", Map.of("at", 1), Duration.ofHours(1))
                        .set(key + "b", false, null)
                        .set(key + "c", 1, KeyValueContract.SHORT)
                        .apply()
                        .isApplied())
                .isTrue();
        KeyValueContract.outlive();

        assertThat(store.value(key + "a")).contains(Map.of("at", 1));
        assertThat(store.value(key + "b")).contains(false);
        assertThat(store.value(key + "c")).isEmpty();
    }

    @Test
    void a_key_without_a_time_to_live_replaces_an_expiring_value() {
        String key = unique();
        store.set(key, 1, KeyValueContract.SHORT);

        store.transition().set(key, 2, null).apply();
        KeyValueContract.outlive();

        assertThat(store.value(key)).contains(2);
    }

    @Test
    void a_key_can_be_set_only_once() {
        String key = unique();
        ContractTransition transition = store.transition().set(key, 1, null);

        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> transition.set(key, 2, null));

        transition.apply();
        assertThat(store.value(key)).contains(1);
    }

    @Test
    void a_missing_entry_sets_no_key() {
        String key = unique();

        store.transition()
                .set(key, 1, null)
                .update("nvent:flows", unique(), Map.of("own", 1))
                .apply();

        assertThat(store.value(key)).isEmpty();
    }

    @Test
    void an_empty_transition_applies() {
        assertThat(store.transition().apply().isApplied()).isTrue();
    }
}

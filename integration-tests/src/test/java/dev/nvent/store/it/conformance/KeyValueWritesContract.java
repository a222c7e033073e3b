package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Increment, setIfAbsent, compareAndSet, operations on several keys, and delete. */
abstract class KeyValueWritesContract extends OperationContract {

    KeyValueWritesContract(ContractStore store) {
        super(store);
    }

    @Test
    void increment_starts_at_0() {
        String key = unique();

        assertThat(store.incrementKey(key, BigDecimal.valueOf(5))).isEqualByComparingTo("5");
        assertThat(store.incrementKey(key, BigDecimal.valueOf(-7))).isEqualByComparingTo("-2");
        assertThat(store.incrementKey(key, new BigDecimal("0.10"))).isEqualByComparingTo("-1.90");
        assertThat(store.incrementKey(key, new BigDecimal("1E+5"))).isEqualByComparingTo("99998.10");
        assertThat(store.value(key).map(CanonicalJson::of)).contains(new BigDecimal("99998.10"));
    }

    @Test
    void increment_of_a_number_that_was_set_is_exact() {
        String key = unique();
        store.set(key, Long.MAX_VALUE, null);

        assertThat(store.incrementKey(key, BigDecimal.ONE)).isEqualByComparingTo("9223372036854775808");
    }

    @Test
    void increment_rejects_a_value_that_is_not_a_number() {
        for (Object value : List.of("5", true, List.of(1), Map.of("a", 1))) {
            String key = unique();
            store.set(key, value, null);

            assertRejected(RejectedException.Reason.NOT_A_NUMBER, () -> store.incrementKey(key, BigDecimal.ONE));
            assertThat(store.value(key)).contains(value);
        }
    }

    @Test
    void increment_keeps_the_time_to_live() {
        String key = unique();
        store.set(key, 1, KeyValueContract.SHORT);
        store.incrementKey(key, BigDecimal.ONE);
        KeyValueContract.outlive();

        assertThat(store.value(key)).isEmpty();
    }

    @Test
    void increment_restarts_an_expired_counter_without_expiry() {
        String key = unique();
        store.set(key, 100, KeyValueContract.SHORT);
        KeyValueContract.outlive();

        assertThat(store.incrementKey(key, BigDecimal.ONE)).isEqualByComparingTo("1");
        KeyValueContract.outlive();
        assertThat(store.value(key)).contains(1);
    }

    @Test
    void increment_restarts_an_expired_value_that_was_not_a_number() {
        String key = unique();
        store.set(key, "text", KeyValueContract.SHORT);
        KeyValueContract.outlive();

        assertThat(store.incrementKey(key, BigDecimal.ONE)).isEqualByComparingTo("1");
    }

    @Test
    void set_if_absent_sets_only_an_absent_key() {
        String key = unique();

        assertThat(store.setIfAbsent(key, "first", null)).isTrue();
        assertThat(store.setIfAbsent(key, "second", null)).isFalse();
        assertThat(store.setIfAbsent(key, "third", Duration.ofMillis(1))).isFalse();
        assertThat(store.value(key)).contains("first");
    }

    @Test
    void set_if_absent_replaces_an_expired_value() {
        String key = unique();
        store.setIfAbsent(key, "first", KeyValueContract.SHORT);
        KeyValueContract.outlive();

        assertThat(store.setIfAbsent(key, "second", null)).isTrue();
        KeyValueContract.outlive();
        assertThat(store.value(key)).contains("second");
    }

    @Test
    void compare_and_set_replaces_only_the_expected_value() {
        String key = unique();
        assertThat(store.compareAndSet(key, 1, 2, null)).isFalse();
        store.set(key, Map.of("a", 1, "b", List.of(2)), null);

        assertThat(store.compareAndSet(key, Map.of("a", 1), 3, null)).isFalse();
        assertThat(store.compareAndSet(key, Map.of("b", List.of(2), "a", new BigDecimal("1.0")), "won", null))
                .isTrue();
        assertThat(store.compareAndSet(key, Map.of("a", 1, "b", List.of(2)), "lost", null))
                .isFalse();
        assertThat(store.value(key)).contains("won");
    }

    @Test
    void compare_and_set_replaces_the_time_to_live() {
        String key = unique();
        store.set(key, 1, KeyValueContract.SHORT);
        store.compareAndSet(key, 1, 2, null);
        KeyValueContract.outlive();
        assertThat(store.value(key)).contains(2);

        store.compareAndSet(key, 2, 3, KeyValueContract.SHORT);
        KeyValueContract.outlive();
        assertThat(store.value(key)).isEmpty();
    }

    @Test
    void several_values_are_set_and_read_in_the_requested_order() {
        String mine = unique();
        store.set(mine + "a", "old", KeyValueContract.SHORT);

        store.setAll(Map.of(mine + "a", 1, mine + "b", false, mine + "c", Map.of("x", "")), null);
        KeyValueContract.outlive();

        Map<String, Object> values = store.values(List.of(mine + "c", mine + "none", mine + "a", mine + "b"));
        assertThat(values.keySet()).containsExactly(mine + "c", mine + "a", mine + "b");
        assertThat(values).containsEntry(mine + "a", 1).containsEntry(mine + "b", false);
        assertThat(store.values(List.of())).isEmpty();
    }

    @Test
    void one_invalid_value_rejects_the_whole_call() {
        String mine = unique();

        assertRejected(
                RejectedException.Reason.INVALID_INPUT,
                () -> store.setAll(NestedMaps.map(mine, 1, mine + "x", null), null));
        assertThat(store.value(mine)).isEmpty();
        store.setAll(Map.of(), null);
    }

    @Test
    void set_all_applies_the_time_to_live() {
        String mine = unique();
        store.setAll(Map.of(mine, 1), KeyValueContract.SHORT);
        assertThat(store.value(mine)).contains(1);
        KeyValueContract.outlive();

        assertThat(store.value(mine)).isEmpty();
    }

    @Test
    void delete_returns_whether_there_was_a_value() {
        String key = unique();
        store.set(key, 0, null);

        assertThat(store.deleteKey(key)).isTrue();
        assertThat(store.deleteKey(key)).isFalse();
        assertThat(store.value(key)).isEmpty();
    }
}

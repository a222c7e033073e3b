package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Set, get and time to live. */
abstract class KeyValueContract extends OperationContract {

    static final Duration SHORT = Duration.ofMillis(40);

    KeyValueContract(ContractStore store) {
        super(store);
    }

    static void outlive() {
        try {
            Thread.sleep(SHORT.plusMillis(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void any_json_value_except_null_is_returned_unchanged() {
        for (Object value : List.of(
                0,
                false,
                "",
                List.of(),
                Map.of(),
                "null",
                true,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                new BigDecimal("1.10"),
                new BigDecimal("1E-300"),
                NestedMaps.map("a", null, "", "empty key", "a.b", List.of(Map.of("ключ", "☃😀"))))) {
            String key = unique();
            store.set(key, value, null);
            assertThat(store.value(key).map(CanonicalJson::of)).contains(CanonicalJson.of(value));
        }
    }

    @Test
    void a_key_that_was_never_set_has_no_value() {
        assertThat(store.value(unique())).isEmpty();
    }

    @Test
    void a_key_may_be_any_text() {
        String mine = unique();
        for (String odd : List.of("a:b", " ", "%", "_", "*", "'; --", "\"", "\\", "ключ☃😀", "x".repeat(2_000))) {
            store.set(mine + odd, odd, null);
        }
        for (String odd : List.of("a:b", " ", "%", "_", "*", "'; --", "\"", "\\", "ключ☃😀", "x".repeat(2_000))) {
            assertThat(store.value(mine + odd)).contains(odd);
        }
    }

    @Test
    void set_replaces_the_value_and_the_time_to_live() {
        String key = unique();
        store.set(key, "short", SHORT);
        store.set(key, "for ever", null);
        outlive();
        assertThat(store.value(key)).contains("for ever");

        store.set(key, "short again", SHORT);
        outlive();
        assertThat(store.value(key)).isEmpty();
    }

    @Test
    void a_value_is_kept_for_its_time_to_live() {
        String key = unique();
        store.set(key, 1, Duration.ofHours(1));
        assertThat(store.value(key)).contains(1);
        store.set(key, 2, Duration.ofDays(36_500));
        assertThat(store.value(key)).contains(2);
    }

    @Test
    void null_is_rejected() {
        String key = unique();
        store.set(key, 1, null);

        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.set(key, null, null));
        assertThat(store.value(key)).contains(1);
    }

    @Test
    void an_expired_value_is_invisible_to_every_operation() {
        String mine = unique();
        store.set(mine + "a", 1, SHORT);
        outlive();

        assertThat(store.values(List.of(mine + "a"))).isEmpty();
        assertThat(store.keys(mine + "*", null, 10).keys()).isEmpty();
        assertThat(store.compareAndSet(mine + "a", 1, 2, null)).isFalse();
        assertThat(store.deleteKey(mine + "a")).isFalse();
        assertThat(store.value(mine + "a")).isEmpty();
    }

    @Test
    void purging_deletes_expired_keys_and_returns_their_number() {
        store.purgeExpired();
        String mine = unique();
        var many = new java.util.HashMap<String, Object>();
        for (int i = 0; i < 2_500; i++) {
            many.put(mine + i, i);
        }
        store.setAll(many, SHORT);
        store.set(mine + "stays", 1, null);
        store.set(mine + "stays too", 1, Duration.ofHours(1));
        outlive();

        assertThat(store.purgeExpired()).isEqualTo(2_500);
        assertThat(store.purgeExpired()).isZero();
        assertThat(store.keys(mine + "*", null, 10).keys()).containsExactly(mine + "stays", mine + "stays too");
    }
}

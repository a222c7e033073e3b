package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.pause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.kv.KeyValueStore;
import dev.nvent.store.kv.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Leases on keys. */
class LeaseTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private record Holder(String owner, long token) {}

    private final String key = "lease:" + NUMBER.incrementAndGet();

    @Test
    void a_lease_is_acquired_once_until_it_is_released() {
        Lease lease = kv().acquire(key, "a", LONG).orElseThrow();

        assertThat(kv().acquire(key, "b", LONG)).isEmpty();
        assertThat(kv().release(lease)).isTrue();
        assertThat(kv().acquire(key, "b", LONG)).isPresent();
    }

    @Test
    void each_token_is_greater_than_all_before_it_even_if_the_key_was_deleted() {
        List<Long> tokens = new ArrayList<>();
        tokens.add(acquire(LONG));
        kv().delete(key);
        tokens.add(acquire(SHORT));
        pause(5);
        tokens.add(acquire(SHORT));
        pause(5);
        kv().purgeExpired();
        tokens.add(acquire(LONG));
        kv().clear(key);
        tokens.add(acquire(LONG));
        tokens.add(kv().acquire(key + "other", "a", LONG).orElseThrow().token());

        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_renewed_lease_is_held_longer_and_keeps_its_token() {
        Lease lease = kv().acquire(key, "a", Duration.ofSeconds(30)).orElseThrow();

        assertThat(kv().renew(lease, Duration.ofMillis(100))).isTrue();
        assertThat(kv().renew(lease, LONG)).isTrue();

        pause(150);
        assertThat(kv().acquire(key, "b", LONG)).isEmpty();
        assertThat(kv().release(lease)).isTrue();
    }

    @Test
    void an_expired_lease_is_neither_renewed_nor_released() {
        Lease expired = kv().acquire(key, "a", SHORT).orElseThrow();
        pause(5);

        assertThat(kv().renew(expired, LONG)).isFalse();
        assertThat(kv().release(expired)).isFalse();
    }

    @Test
    void the_former_holder_cannot_touch_the_lease_of_the_next_one() {
        Lease former = kv().acquire(key, "a", SHORT).orElseThrow();
        pause(5);
        Lease next = kv().acquire(key, "a", LONG).orElseThrow();

        assertThat(kv().renew(former, LONG)).isFalse();
        assertThat(kv().release(former)).isFalse();
        assertThat(kv().renew(next, LONG)).isTrue();
    }

    @Test
    void the_value_of_the_key_names_the_owner_and_the_token() {
        Lease lease = kv().acquire(key, "worker-1", LONG).orElseThrow();

        assertThat(kv().get(key, Holder.class)).contains(new Holder("worker-1", lease.token()));
    }

    @Test
    void a_key_with_another_value_is_taken_until_that_expires() {
        kv().set(key, "by the Node adapter", Duration.ofMillis(50));
        assertThat(kv().acquire(key, "a", LONG)).isEmpty();
        pause(60);
        assertThat(kv().acquire(key, "a", LONG)).isPresent();

        kv().set(key, "for ever");
        assertThat(kv().acquire(key, "a", LONG)).isEmpty();
    }

    @Test
    void a_lease_that_another_value_has_replaced_is_lost() {
        Lease lease = kv().acquire(key, "a", LONG).orElseThrow();
        kv().set(key, "by the Node adapter", LONG);

        assertThat(kv().renew(lease, LONG)).isFalse();
        assertThat(kv().release(lease)).isFalse();
        assertThat(kv().get(key)).contains("by the Node adapter");
    }

    @Test
    void a_lease_lasts_its_duration_from_the_lock_of_the_row_however_long_the_transaction_was_open() {
        STORE.store().inTransaction(tx -> {
            tx.kv().set(key + "first", 1);
            pause(80);
            Lease lease = tx.kv().acquire(key, "a", Duration.ofMillis(60)).orElseThrow();
            assertThat(tx.kv().renew(lease, LONG)).isTrue();
            return null;
        });
        assertThat(kv().acquire(key, "b", LONG)).isEmpty();
    }

    @Test
    void a_rolled_back_acquisition_leaves_no_lease() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> STORE.store().inTransaction(tx -> {
                    tx.kv().acquire(key, "a", LONG).orElseThrow();
                    throw new IllegalStateException();
                }));

        assertThat(kv().acquire(key, "b", LONG)).isPresent();
    }

    @Test
    void each_operation_is_one_statement() {
        Lease lease = kv().acquire(key, "a", LONG).orElseThrow();

        assertThat(STORE.statementsOf(() -> kv().acquire(key, "b", LONG))).hasSize(1);
        assertThat(STORE.statementsOf(() -> kv().renew(lease, LONG))).hasSize(1);
        assertThat(STORE.statementsOf(() -> kv().release(lease))).hasSize(1);
    }

    @Test
    void invalid_leases_send_nothing() {
        assertThat(STORE.statementsOf(() -> {
                    assertRejected(() -> kv().acquire("", "a", LONG));
                    assertRejected(() -> kv().acquire(null, "a", LONG));
                    assertRejected(() -> kv().acquire(key, null, LONG));
                    assertRejected(() -> kv().acquire(key, "a\0", LONG));
                    assertRejected(() -> kv().acquire(key, "a", Duration.ZERO));
                    assertRejected(() -> kv().acquire(key, "a", Duration.ofNanos(1)));
                    assertRejected(() -> kv().acquire(key, "a", null));
                    assertRejected(() -> kv().acquire(key, "a", Duration.ofSeconds(Long.MAX_VALUE)));
                    assertRejected(() -> kv().renew(null, LONG));
                    assertRejected(() -> kv().renew(new Lease(key, 1, LONG), Duration.ofSeconds(-1)));
                    assertRejected(() -> kv().release(null));
                    assertRejected(() -> kv().release(new Lease("a\0", 1, LONG)));
                }))
                .isEmpty();
    }

    @Test
    void one_of_many_concurrent_callers_wins_each_round_and_tokens_grow() {
        assertOneWinner(30);
    }

    @Test
    @Tag("slow")
    void one_of_many_concurrent_callers_wins_each_of_many_rounds() {
        assertOneWinner(Integer.getInteger("nvent.lease.rounds", 150));
    }

    /** In a third of the rounds the lease before is released, in a third it expires, in a third it expires and is purged. */
    private void assertOneWinner(int rounds) {
        List<Lease> winners = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            int kind = round % 3;
            List<Lease> won = ConcurrentCallers.run(caller -> kv().acquire(key, "caller" + caller, LONG)).stream()
                    .flatMap(Optional::stream)
                    .toList();
            assertThat(won).as("round %d", round).hasSize(1);
            winners.addAll(won);
            if (kind == 0) {
                assertThat(kv().release(won.getFirst())).isTrue();
            } else {
                kv().renew(won.getFirst(), Duration.ofMillis(1));
                pause(3);
                if (kind == 2) {
                    kv().purgeExpired();
                }
            }
        }
        assertThat(winners).extracting(Lease::token).isSorted().doesNotHaveDuplicates();
    }

    private long acquire(Duration duration) {
        return kv().acquire(key, "a", duration).orElseThrow().token();
    }

    private static KeyValueStore kv() {
        return STORE.store().kv();
    }

    private static void assertRejected(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(call);
    }
}

package dev.nvent.store.test;

import static dev.nvent.store.test.StoreAssertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.index.Claim;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.kv.Lease;
import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.stream.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
@StoreTest
class StoreClockTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void a_key_expires_when_its_time_has_passed(NventStore store) {
        store.kv().set("session", 1, HOUR.plusMinutes(1));
        store.kv().set("settings", 1);

        StoreClock.of(store).advance(HOUR);
        assertThat(store.kv()).hasKey("session");
        StoreClock.of(store).advance(HOUR);

        assertThat(store.kv()).hasNoKey("session").hasKey("settings");
    }

    @Test
    void a_lease_ends_and_the_next_one_has_a_greater_token(NventStore store) {
        Lease first = store.kv().acquire("lock", "a", HOUR).orElseThrow();
        assertThat(store.kv().acquire("lock", "b", HOUR)).isEmpty();

        StoreClock.of(store).advance(HOUR.plusSeconds(1));

        Lease second = store.kv().acquire("lock", "b", HOUR).orElseThrow();
        assertThat(second.token()).isGreaterThan(first.token());
    }

    @Test
    void an_entry_is_due_and_a_claim_ends(NventStore store) {
        SortedIndex<?> mails = store.index("shop:mails");
        mails.add("1", Instant.now().plus(HOUR).toEpochMilli(), Map.of());
        mails.add("ranked", 3, Map.of());
        assertThat(mails.claim(10, HOUR)).extracting(Claim::id).containsExactly("ranked");

        StoreClock.of(store).advance(HOUR.plusSeconds(1));
        List<? extends Claim<?>> first = mails.claim(10, HOUR);
        StoreClock.of(store).advance(HOUR.plusSeconds(1));
        List<? extends Claim<?>> second = mails.claim(10, HOUR);

        assertThat(first).extracting(Claim::id).containsExactlyInAnyOrder("1", "ranked");
        assertThat(second).extracting(Claim::id).containsExactlyInAnyOrder("1", "ranked");
        Claim<?> lost = first.getFirst();
        assertThat(mails.extend(lost.id(), lost.version(), HOUR)).isInstanceOf(UpdateResult.Conflict.class);
    }

    @Test
    void a_claim_that_has_ended_still_has_its_version_until_another_takes_it(NventStore store) {
        SortedIndex<?> mails = store.index("shop:mails");
        mails.add("1", Instant.now().toEpochMilli(), Map.of());
        Claim<?> claim = mails.claim(10, HOUR).getFirst();

        StoreClock.of(store).advance(HOUR.plusSeconds(1));

        assertThat(mails.delete("1", claim.version())).isTrue();
    }

    @Test
    void a_score_that_is_no_time_stays(NventStore store) {
        store.index("shop:ranks").add("1", 10, Map.of());

        StoreClock.of(store).advance(HOUR);

        assertThat(store.index("shop:ranks")).entry("1").hasScore(10);
    }

    @Test
    void runs_and_events_become_old_enough_for_retention(NventStore store) {
        Instant now = Instant.now();
        store.index("nvent:flow:runs:orders")
                .add("1", now.toEpochMilli(), Map.of("status", "completed", "completedAt", now));
        store.stream("shop:order:1").append(NewEvent.of("paid"));
        var rules = List.of(
                RetentionRule.runs(Duration.ofDays(30)), RetentionRule.streamEvents("shop:order", Duration.ofDays(30)));
        store.retention().sweep(rules);
        assertThat(store.stream("shop:order:1")).hasSize(1);

        StoreClock.of(store).advance(Duration.ofDays(31));
        store.retention().sweep(rules);

        assertThat(store.index("nvent:flow:runs:orders")).isEmpty();
        assertThat(store.stream("shop:order:1")).isEmpty();
    }

    @Test
    void time_does_not_go_back(NventStore store) {
        StoreAssertions.assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> StoreClock.of(store).advance(Duration.ofMillis(-1)));
    }
}

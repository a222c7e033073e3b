package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.index.Claim;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.transition.EntryRef;
import dev.nvent.store.transition.TransitionResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Claims in transactions and transitions, and of concurrent workers. */
class ClaimTransactionTest extends ClaimFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    ClaimTransactionTest() {
        super(STORE);
    }

    @Test
    void entries_that_another_transaction_has_locked_are_skipped() {
        subject = "own:due";
        addDue(1, 2);

        store().inTransaction(tx -> {
            tx.index(subject).update("due1", Map.of());
            assertThat(index().claim(2, LEASE)).extracting(Claim::id).containsExactly("due2");
            return null;
        });
    }

    @Test
    void a_claim_in_a_transaction_that_rolls_back_leaves_the_entry_due() {
        subject = "own:due";
        addDue(1);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store().inTransaction(tx -> {
                    assertThat(tx.index(subject).claim(1, LEASE)).hasSize(1);
                    throw new IllegalStateException();
                }));

        assertThat(index().claim(1, LEASE)).hasSize(1);
    }

    @Test
    void a_transition_completes_one_claim_and_reschedules_another() {
        subject = "own:due";
        addDue(1, 2);
        index().claim(2, LEASE);

        TransitionResult result = store().transition()
                .expectVersion(subject, "due1", 1)
                .delete(subject, "due1")
                .expectVersion(subject, "due2", 1)
                .reschedule(subject, "due2", DueTime.at(Instant.EPOCH))
                .update(subject, "due2", Map.of("attempts", 1))
                .apply();

        assertThat(result.isApplied()).isTrue();
        assertThat(index().get("due1")).isEmpty();
        assertThat(index().claim(2, LEASE).getFirst().entry().metadata()).containsKey("attempts");
    }

    @Test
    void a_transition_with_the_version_of_a_lost_claim_changes_nothing() {
        subject = "own:due";
        addDue(1);
        index().claim(1, SHORT);
        awaitEndOfShortLease();
        index().claim(1, LEASE);

        TransitionResult result = store().transition()
                .expectVersion(subject, "due1", 1)
                .delete(subject, "due1")
                .set("claims:done", true)
                .apply();

        assertThat(result)
                .isEqualTo(
                        new TransitionResult.Conflict(new EntryRef(new IndexSubject.GenericIndex(subject), "due1"), 2));
        assertThat(index().get("due1")).isPresent();
        assertThat(store().kv().get("claims:done")).isEmpty();
    }

    @Test
    void a_transition_does_not_change_and_delete_the_same_entry() {
        var transition = store().transition().delete("own:due", "x");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> transition.update("own:due", "x", Map.of("a", 1)));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> store().transition()
                        .update("own:due", "x", Map.of("a", 1))
                        .delete("own:due", "x"));
    }

    @Test
    void each_entry_is_claimed_by_one_of_many_concurrent_workers() {
        String own = "own:concurrent";
        TestPostgres.execute("INSERT INTO " + STORE.schema() + ".nvent_index_entries (subject, id, score)" + " SELECT '"
                + own + "', 'e' || n, n FROM generate_series(1, 2000) AS n");

        List<List<String>> claimed = ConcurrentCallers.run(caller -> {
            var mine = new java.util.ArrayList<String>();
            List<? extends Claim<?>> claims;
            while (!(claims = store().index(own).claim(7, LEASE)).isEmpty()) {
                claims.forEach(claim -> mine.add(claim.id()));
            }
            return mine;
        });

        assertThat(claimed.stream().flatMap(List::stream)).hasSize(2_000).doesNotHaveDuplicates();
    }
}

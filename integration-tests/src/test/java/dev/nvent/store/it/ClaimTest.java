package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.field.SchedulerJobFields;
import dev.nvent.store.index.Claim;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.transition.EntryRef;
import dev.nvent.store.transition.TransitionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims, on each table of indexes. */
class ClaimTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private String subject;

    @AfterEach
    void deleteEntries() {
        if (subject != null) {
            index().deleteAll(index().read(IndexQuery.all().withLimit(10_000)).entries().stream()
                    .map(entry -> entry.id())
                    .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nvent:flow:runs:claims", "nvent:flows", "nvent:triggers", "nvent:scheduler:jobs", "own:due"})
    void entries_are_claimed_in_the_order_in_which_they_are_due(String kind) {
        subject = kind;
        addDue(3, 1, 2);

        assertThat(index().claim(2, LEASE)).extracting(Claim::id).containsExactly("due1", "due2");
        assertThat(index().claim(2, LEASE)).extracting(Claim::id).containsExactly("due3");
        assertThat(index().claim(2, LEASE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nvent:flow:runs:claims", "nvent:flows", "nvent:triggers", "nvent:scheduler:jobs", "own:due"})
    void an_entry_is_not_claimed_before_it_is_due(String kind) {
        subject = kind;
        index().add("later", System.currentTimeMillis() + 60_000, Map.of());

        assertThat(index().claim(1, LEASE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nvent:flow:runs:claims", "nvent:flows", "nvent:triggers", "nvent:scheduler:jobs", "own:due"})
    void a_claim_raises_the_version_and_tells_when_the_entry_was_due_and_is_due_again(String kind) {
        subject = kind;
        addDue(7);
        Instant before = Instant.now();

        Claim<?> claim = index().claim(1, LEASE).getFirst();

        assertThat(claim.version()).isOne();
        assertThat(index().get("due7").orElseThrow().version()).isOne();
        assertThat(claim.dueAt()).isEqualTo(Instant.ofEpochMilli(7));
        assertThat(claim.leaseEnd())
                .isBetween(
                        before.plus(LEASE).minusSeconds(5),
                        Instant.now().plus(LEASE).plusSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nvent:flow:runs:claims", "nvent:flows", "nvent:triggers", "nvent:scheduler:jobs", "own:due"})
    void an_entry_is_claimed_again_after_the_end_of_its_lease(String kind) {
        subject = kind;
        addDue(1);
        Claim<?> lost = index().claim(1, SHORT).getFirst();
        pause();

        Claim<?> claim = index().claim(1, LEASE).getFirst();

        assertThat(claim.version()).isEqualTo(2);
        assertThat(index().delete("due1", lost.version())).isFalse();
        assertThat(index().extend("due1", lost.version(), LEASE)).isEqualTo(new UpdateResult.Conflict(1, 2));
        assertThat(index().release("due1", lost.version())).isEqualTo(new UpdateResult.Conflict(1, 2));
        assertThat(index().reschedule("due1", lost.version(), DueTime.now()))
                .isEqualTo(new UpdateResult.Conflict(1, 2));
        assertThat(index().deleteAll(Map.of("due1", lost.version()))).isEmpty();
        assertThat(index().delete("due1", claim.version())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nvent:flow:runs:claims", "nvent:flows", "nvent:triggers", "nvent:scheduler:jobs", "own:due"})
    void an_extended_claim_holds_longer_and_has_a_new_fencing_token(String kind) {
        subject = kind;
        addDue(1);
        Claim<?> claim = index().claim(1, SHORT).getFirst();

        assertThat(index().extend("due1", claim.version(), LEASE)).isEqualTo(new UpdateResult.Updated(2));

        pause();
        assertThat(index().claim(1, LEASE)).isEmpty();
        assertThat(index().delete("due1", claim.version())).isFalse();
        assertThat(index().delete("due1", 2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nvent:flow:runs:claims", "nvent:flows", "nvent:triggers", "nvent:scheduler:jobs", "own:due"})
    void a_released_entry_is_due_at_once(String kind) {
        subject = kind;
        addDue(1);
        Claim<?> claim = index().claim(1, LEASE).getFirst();

        assertThat(index().release("due1", claim.version())).isEqualTo(new UpdateResult.Updated(2));

        assertThat(index().claim(1, LEASE)).extracting(Claim::id).containsExactly("due1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nvent:flow:runs:claims", "nvent:flows", "nvent:triggers", "nvent:scheduler:jobs", "own:due"})
    void a_rescheduled_entry_is_due_at_the_new_time_and_has_the_patch(String kind) {
        subject = kind;
        addDue(1, 2);
        List<? extends Claim<?>> claims = index().claim(2, LEASE);

        index().reschedule("due1", claims.get(0).version(), DueTime.at(Instant.EPOCH), Map.of("attempts", 1));
        index().reschedule("due2", claims.get(1).version(), DueTime.after(LEASE));

        Claim<?> again = index().claim(2, LEASE).getFirst();
        assertThat(again.dueAt()).isEqualTo(Instant.EPOCH);
        assertThat(again.entry().metadata().get("attempts")).hasToString("1");
        assertThat(index().claim(2, LEASE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nvent:flow:runs:claims", "nvent:flows", "nvent:triggers", "nvent:scheduler:jobs", "own:due"})
    void only_entries_that_match_the_filter_are_claimed(String kind) {
        subject = kind;
        index().add("a", 1, Map.of("queue", "mail"));
        index().add("b", 2, Map.of("queue", "bulk"));

        assertThat(index().claim(IndexQuery.all().withFilter(Map.of("queue", "bulk")), LEASE))
                .extracting(Claim::id)
                .containsExactly("b");
    }

    @Test
    void many_claims_are_completed_in_one_statement() {
        subject = "own:due";
        addDue(1, 2, 3);
        index().claim(3, LEASE);
        index().update("due2", Map.of());

        List<String> statements = STORE.statementsOf(
                () -> assertThat(index().deleteAll(Map.of("due1", 1, "due2", 1, "due3", 1, "missing", 1)))
                        .isEqualTo(Set.of("due1", "due3")));

        assertThat(statements).hasSize(1);
        assertThat(index().get("due2")).isPresent();
    }

    @Test
    void each_step_of_a_claim_is_one_statement() {
        subject = "own:due";
        addDue(1, 2, 3);

        assertThat(STORE.statementsOf(() -> index().claim(3, LEASE))).hasSize(1);
        assertThat(STORE.statementsOf(() -> index().extend("due1", 1, LEASE))).hasSize(1);
        assertThat(STORE.statementsOf(() -> index().release("due1", 2))).hasSize(1);
        assertThat(STORE.statementsOf(() -> index().reschedule("due2", 1, DueTime.now(), Map.of("a", 1))))
                .hasSize(1);
        assertThat(STORE.statementsOf(() -> index().delete("due3", 1))).hasSize(1);
    }

    @Test
    void entries_that_another_transaction_has_locked_are_skipped() {
        subject = "own:due";
        addDue(1, 2);

        STORE.store().inTransaction(tx -> {
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
                .isThrownBy(() -> STORE.store().inTransaction(tx -> {
                    assertThat(tx.index(subject).claim(1, LEASE)).hasSize(1);
                    throw new IllegalStateException();
                }));

        assertThat(index().claim(1, LEASE)).hasSize(1);
    }

    @Test
    void typed_entries_are_claimed_with_typed_filters_and_patches() {
        SortedIndex<?> all = STORE.store().index("nvent:flow:runs:typed-claims");
        all.add("r1", 1, Map.of("status", "awaiting"));
        all.add("r2", 1, Map.of("status", "running"));
        var runs = STORE.store().flowRuns("typed-claims");

        var claim = runs.claim(IndexQuery.where(FlowRunFields.STATUS, "awaiting"), LEASE)
                .getFirst();
        runs.reschedule("r1", claim.version(), DueTime.now(), Patch.of(FlowRunFields.STATUS, "failed"));

        assertThat(runs.get("r1").orElseThrow().get(FlowRunFields.STATUS)).isEqualTo("failed");
        assertThat(claim.entry().get(FlowRunFields.STARTED_AT)).isEqualTo(claim.leaseEnd());
    }

    @Test
    void a_job_is_due_at_its_next_run_if_it_is_pending_and_enabled() {
        subject = "nvent:scheduler:jobs";
        Instant later = Instant.now().plusSeconds(3_600);
        index().add("byNextRun", later.toEpochMilli(), Map.of("nextRunAt", Instant.ofEpochMilli(5)));
        index().add("bySchedule", 6, Map.of());
        index().add("notYet", 1, Map.of("nextRunAt", later));
        index().add("running", 1, Map.of("status", "running"));
        index().add("disabled", 1, Map.of("enabled", false));

        List<? extends Claim<?>> claims = index().claim(10, LEASE);

        assertThat(claims).extracting(Claim::id).containsExactly("byNextRun", "bySchedule");
        assertThat(claims.get(1).entry().metadata().get("nextRunAt"))
                .isEqualTo(STORE.store()
                        .schedulerJobs()
                        .get("bySchedule")
                        .orElseThrow()
                        .metadata()
                        .get("nextRunAt"));
        assertThat(claims.get(1).entry().score()).isEqualTo(6);
    }

    @Test
    void a_job_remembers_the_run_it_was_claimed_for_until_somebody_else_schedules_it() {
        subject = "nvent:scheduler:jobs";
        var jobs = STORE.store().schedulerJobs();
        addDue(5);
        jobs.claim(1, SHORT);
        pause();
        Claim<?> second = jobs.claim(1, SHORT).getFirst();
        jobs.extend("due5", second.version(), SHORT);
        pause();
        Claim<?> third = jobs.claim(1, SHORT).getFirst();
        jobs.update("due5", Patch.of(SchedulerJobFields.NEXT_RUN_AT, Instant.ofEpochMilli(9)));
        Claim<?> afterUpdate = jobs.claim(1, SHORT).getFirst();

        assertThat(second.dueAt()).isEqualTo(Instant.ofEpochMilli(5));
        assertThat(third.dueAt()).isEqualTo(Instant.ofEpochMilli(5));
        assertThat(afterUpdate.dueAt()).isEqualTo(Instant.ofEpochMilli(9));
    }

    @Test
    void a_transition_completes_one_claim_and_reschedules_another() {
        subject = "own:due";
        addDue(1, 2);
        index().claim(2, LEASE);

        TransitionResult result = STORE.store()
                .transition()
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
        pause();
        index().claim(1, LEASE);

        TransitionResult result = STORE.store()
                .transition()
                .expectVersion(subject, "due1", 1)
                .delete(subject, "due1")
                .set("claims:done", true)
                .apply();

        assertThat(result)
                .isEqualTo(
                        new TransitionResult.Conflict(new EntryRef(new IndexSubject.GenericIndex(subject), "due1"), 2));
        assertThat(index().get("due1")).isPresent();
        assertThat(STORE.store().kv().get("claims:done")).isEmpty();
    }

    @Test
    void a_transition_does_not_change_and_delete_the_same_entry() {
        var transition = STORE.store().transition().delete("own:due", "x");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> transition.update("own:due", "x", Map.of("a", 1)));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store()
                        .transition()
                        .update("own:due", "x", Map.of("a", 1))
                        .delete("own:due", "x"));
    }

    @Test
    void invalid_claims_send_nothing() {
        SortedIndex<?> index = STORE.store().index("own:due");
        assertThat(STORE.statementsOf(() -> {
                    assertRejected(() -> index.claim(0, LEASE));
                    assertRejected(() -> index.claim(1, Duration.ZERO));
                    assertRejected(() -> index.claim(1, null));
                    assertRejected(() -> index.claim(1, Duration.ofDays(40_000)));
                    assertRejected(() -> index.claim(IndexQuery.all().withOffset(1), LEASE));
                    assertRejected(() -> index.claim(IndexQuery.all().withAfter(new IndexCursor(1, "a")), LEASE));
                    assertRejected(() -> index.extend("a", 0, Duration.ofSeconds(-1)));
                    assertRejected(() -> index.reschedule("a", 0, null));
                    assertRejected(() -> index.reschedule("", 0, DueTime.now()));
                    assertRejected(() -> DueTime.after(Duration.ofSeconds(-1)));
                    assertRejected(() -> DueTime.at(Instant.MAX));
                    assertRejected(() -> index.deleteAll((Map<String, Integer>) null));
                    assertThat(index.deleteAll(Map.of())).isEmpty();
                }))
                .isEmpty();
    }

    @Test
    void each_entry_is_claimed_by_one_of_many_concurrent_workers() {
        String own = "own:concurrent" + NUMBER.incrementAndGet();
        TestPostgres.execute("INSERT INTO " + STORE.schema() + ".nvent_index_entries (subject, id, score)" + " SELECT '"
                + own + "', 'e' || n, n FROM generate_series(1, 2000) AS n");

        List<List<String>> claimed = ConcurrentCallers.run(caller -> {
            var mine = new java.util.ArrayList<String>();
            List<? extends Claim<?>> claims;
            while (!(claims = STORE.store().index(own).claim(7, LEASE)).isEmpty()) {
                claims.forEach(claim -> mine.add(claim.id()));
            }
            return mine;
        });

        assertThat(claimed.stream().flatMap(List::stream)).hasSize(2_000).doesNotHaveDuplicates();
    }

    private SortedIndex<?> index() {
        return STORE.store().index(subject);
    }

    private void addDue(long... scores) {
        for (long score : scores) {
            index().add("due" + score, score, Map.of());
        }
    }

    private static void assertRejected(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(call);
    }

    /** Until a lease of a millisecond is over. */
    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

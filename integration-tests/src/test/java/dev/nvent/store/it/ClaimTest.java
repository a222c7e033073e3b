package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.field.SchedulerJobFields;
import dev.nvent.store.index.Claim;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims, on each table of indexes. */
class ClaimTest extends ClaimFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    ClaimTest() {
        super(STORE);
    }

    @ParameterizedTest
    @Retention(RetentionPolicy.RUNTIME)
    @ValueSource(
            strings = {"nvent:flow:runs:claims", "nvent:flows", "nvent:triggers", "nvent:scheduler:jobs", "own:due"})
    @interface EachTable {}

    @EachTable
    void entries_are_claimed_in_the_order_in_which_they_are_due(String kind) {
        subject = kind;
        addDue(3, 1, 2);

        assertThat(index().claim(2, LEASE)).extracting(Claim::id).containsExactly("due1", "due2");
        assertThat(index().claim(2, LEASE)).extracting(Claim::id).containsExactly("due3");
        assertThat(index().claim(2, LEASE)).isEmpty();
    }

    @EachTable
    void an_entry_is_not_claimed_before_it_is_due(String kind) {
        subject = kind;
        index().add("later", System.currentTimeMillis() + 60_000, Map.of());

        assertThat(index().claim(1, LEASE)).isEmpty();
    }

    @EachTable
    void a_claim_raises_the_version_and_returns_the_previous_and_the_next_due_time(String kind) {
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

    @EachTable
    void an_entry_is_claimed_again_after_the_end_of_its_lease(String kind) {
        subject = kind;
        addDue(1);
        Claim<?> lost = index().claim(1, SHORT).getFirst();
        awaitEndOfShortLease();

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

    @EachTable
    void an_extended_claim_holds_longer_and_has_a_new_fencing_token(String kind) {
        subject = kind;
        addDue(1);
        Claim<?> claim = index().claim(1, SHORT).getFirst();

        assertThat(index().extend("due1", claim.version(), LEASE)).isEqualTo(new UpdateResult.Updated(2));

        awaitEndOfShortLease();
        assertThat(index().claim(1, LEASE)).isEmpty();
        assertThat(index().delete("due1", claim.version())).isFalse();
        assertThat(index().delete("due1", 2)).isTrue();
    }

    @EachTable
    void a_released_entry_is_due_at_once(String kind) {
        subject = kind;
        addDue(1);
        Claim<?> claim = index().claim(1, LEASE).getFirst();

        assertThat(index().release("due1", claim.version())).isEqualTo(new UpdateResult.Updated(2));

        assertThat(index().claim(1, LEASE)).extracting(Claim::id).containsExactly("due1");
    }

    @EachTable
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

    @EachTable
    void only_entries_that_match_the_filter_are_claimed(String kind) {
        subject = kind;
        index().add("a", 1, Map.of("queue", "mail"));
        index().add("b", 2, Map.of("queue", "bulk"));

        assertThat(index().claim(IndexQuery.all().withFilter(Map.of("queue", "bulk")), LEASE))
                .extracting(Claim::id)
                .containsExactly("b");
    }

    @Test
    void typed_entries_are_claimed_with_typed_filters_and_patches() {
        SortedIndex<?> all = store().index("nvent:flow:runs:typed-claims");
        all.add("r1", 1, Map.of("status", "awaiting"));
        all.add("r2", 1, Map.of("status", "running"));
        var runs = store().flowRuns("typed-claims");

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
                .isEqualTo(store().schedulerJobs()
                        .get("bySchedule")
                        .orElseThrow()
                        .metadata()
                        .get("nextRunAt"));
        assertThat(claims.get(1).entry().score()).isEqualTo(6);
    }

    @Test
    void a_job_remembers_the_run_it_was_claimed_for_until_somebody_else_schedules_it() {
        subject = "nvent:scheduler:jobs";
        var jobs = store().schedulerJobs();
        addDue(5);
        jobs.claim(1, SHORT);
        awaitEndOfShortLease();
        Claim<?> second = jobs.claim(1, SHORT).getFirst();
        jobs.extend("due5", second.version(), SHORT);
        awaitEndOfShortLease();
        Claim<?> third = jobs.claim(1, SHORT).getFirst();
        jobs.update("due5", Patch.of(SchedulerJobFields.NEXT_RUN_AT, Instant.ofEpochMilli(9)));
        Claim<?> afterUpdate = jobs.claim(1, SHORT).getFirst();

        assertThat(second.dueAt()).isEqualTo(Instant.ofEpochMilli(5));
        assertThat(third.dueAt()).isEqualTo(Instant.ofEpochMilli(5));
        assertThat(afterUpdate.dueAt()).isEqualTo(Instant.ofEpochMilli(9));
    }
}

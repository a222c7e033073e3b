package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.Patch;
import dev.nvent.store.field.SchedulerJobFields;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.jooq.tables.records.SchedulerJobsRecord;
import dev.nvent.store.work.DueJob;
import dev.nvent.store.work.Job;
import dev.nvent.store.work.MissedRuns;
import dev.nvent.store.work.Schedule;
import dev.nvent.store.work.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SchedulerTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Job PAST = Job.of(Schedule.once(Instant.ofEpochMilli(1)));

    @AfterEach
    void deleteJobs() {
        TestPostgres.execute("DELETE FROM " + STORE.schema() + ".nvent_scheduler_jobs");
    }

    @Test
    void a_job_that_is_scheduled_has_the_fields_of_the_node_adapter() {
        scheduler()
                .schedule(
                        "report",
                        Job.of(Schedule.cron("0 3 * * *", ZoneId.of("Europe/Berlin")))
                                .withName("nightly report")
                                .withFlow("reports")
                                .withMetadata(Map.of("format", "pdf")));

        IndexEntry<SchedulerJobsRecord> job = job("report");
        assertThat(job.get(SchedulerJobFields.TYPE)).isEqualTo("cron");
        assertThat(job.get(SchedulerJobFields.CRON)).isEqualTo("0 3 * * *");
        assertThat(job.get(SchedulerJobFields.TIMEZONE)).isEqualTo("Europe/Berlin");
        assertThat(job.get(SchedulerJobFields.NAME)).isEqualTo("nightly report");
        assertThat(job.get(SchedulerJobFields.STATUS)).isEqualTo("pending");
        assertThat(job.get(SchedulerJobFields.ENABLED)).isTrue();
        assertThat(job.get(SchedulerJobFields.METADATA)).isEqualTo(Map.of("flowName", "reports", "format", "pdf"));
        assertThat(job.get(SchedulerJobFields.NEXT_RUN_AT))
                .isAfter(Instant.now())
                .isEqualTo(job.get(SchedulerJobFields.SCHEDULED_AT));
    }

    @Test
    void a_job_is_claimed_when_it_is_due() {
        scheduler().schedule("later", Job.of(Schedule.every(Duration.ofHours(1))));
        scheduler().schedule("now", PAST.withName("mail").withRun("run-1"));

        List<DueJob> due = scheduler().claim(10, LEASE);

        assertThat(due).extracting(DueJob::id).containsExactly("now");
        assertThat(due.getFirst().name()).contains("mail");
        assertThat(due.getFirst().metadata()).isEqualTo(Map.of("runId", "run-1"));
        assertThat(due.getFirst().runAt()).isEqualTo(Instant.ofEpochMilli(1));
        assertThat(due.getFirst().claimedAt())
                .isCloseTo(Instant.now(), org.assertj.core.api.Assertions.within(5, ChronoUnit.SECONDS));
    }

    @Test
    void a_job_without_another_run_is_completed() {
        scheduler().schedule("once", PAST);
        DueJob due = scheduler().claim(1, LEASE).getFirst();

        assertThat(scheduler().complete(due)).isEqualTo(new UpdateResult.Updated(2));

        IndexEntry<SchedulerJobsRecord> job = job("once");
        assertThat(job.get(SchedulerJobFields.STATUS)).isEqualTo("completed");
        assertThat(job.get(SchedulerJobFields.NEXT_RUN_AT)).isNull();
        assertThat(job.get(SchedulerJobFields.LAST_RUN_AT)).isEqualTo(due.claimedAt());
    }

    @Test
    void missed_runs_become_one_by_default() {
        Instant missed = Instant.now().minus(Duration.ofMinutes(35)).truncatedTo(ChronoUnit.MILLIS);
        scheduler().schedule("interval", Job.of(Schedule.every(Duration.ofMinutes(10))));
        makeDue("interval", missed);

        DueJob due = scheduler().claim(1, LEASE).getFirst();
        scheduler().complete(due);

        assertThat(due.runAt()).isEqualTo(missed);
        assertThat(job("interval").get(SchedulerJobFields.NEXT_RUN_AT)).isEqualTo(missed.plus(Duration.ofMinutes(40)));
        assertThat(scheduler().claim(1, LEASE)).isEmpty();
    }

    @Test
    void all_missed_runs_are_made_if_the_policy_says_so() {
        Instant missed = Instant.now().minus(Duration.ofMinutes(35)).truncatedTo(ChronoUnit.MILLIS);
        scheduler()
                .schedule(
                        "interval",
                        Job.of(Schedule.every(Duration.ofMinutes(10))).withMissedRuns(MissedRuns.ALL));
        makeDue("interval", missed);

        var runs = new ArrayList<Instant>();
        List<DueJob> due;
        while (!(due = scheduler().claim(1, LEASE)).isEmpty()) {
            runs.add(due.getFirst().runAt());
            scheduler().complete(due.getFirst());
        }

        assertThat(runs)
                .containsExactly(
                        missed,
                        missed.plus(Duration.ofMinutes(10)),
                        missed.plus(Duration.ofMinutes(20)),
                        missed.plus(Duration.ofMinutes(30)));
    }

    @Test
    void a_run_stays_the_same_when_it_is_tried_again_or_its_claimant_crashes() throws InterruptedException {
        scheduler().schedule("job", PAST);
        DueJob failed = scheduler().claim(1, LEASE).getFirst();
        scheduler().retry(failed, Duration.ofMillis(1));
        Thread.sleep(5);
        scheduler().claim(1, Duration.ofMillis(1));
        Thread.sleep(5);

        DueJob again = scheduler().claim(1, LEASE).getFirst();

        assertThat(again.runAt()).isEqualTo(failed.runAt());
        assertThat(scheduler().complete(failed))
                .isEqualTo(new UpdateResult.Conflict(1, again.claim().version()));
        assertThat(scheduler().complete(again).isUpdated()).isTrue();
    }

    @Test
    void an_application_that_starts_again_does_not_move_the_next_run() {
        Job job = Job.of(Schedule.every(Duration.ofHours(1)));
        assertThat(scheduler().scheduleIfAbsent("job", job)).isTrue();
        Instant next = job("job").get(SchedulerJobFields.NEXT_RUN_AT);

        assertThat(scheduler().scheduleIfAbsent("job", job)).isFalse();

        assertThat(job("job").get(SchedulerJobFields.NEXT_RUN_AT)).isEqualTo(next);
    }

    @Test
    void all_pending_jobs_of_a_run_or_a_flow_are_cancelled_by_one_call() {
        scheduler().schedule("a", PAST.withRun("r1").withFlow("f1"));
        scheduler().schedule("b", PAST.withRun("r1").withFlow("f1"));
        scheduler().schedule("c", PAST.withRun("r2").withFlow("f1"));
        scheduler().schedule("d", PAST.withRun("r3").withFlow("f2"));
        DueJob claimed = scheduler().claim(1, LEASE).getFirst();

        assertThat(scheduler().cancelRun("r1")).isEqualTo(2);
        assertThat(scheduler().cancelFlow("f1")).isEqualTo(1);
        assertThat(scheduler().cancelFlow("f1")).isZero();
        assertThat(scheduler().cancelRun("r3")).isEqualTo(1);

        assertThat(STORE.store().schedulerJobs().read().entries()).isEmpty();
        assertThat(scheduler().complete(claimed)).isEqualTo(new UpdateResult.Missing());
    }

    @Test
    void cancellations_use_an_index() {
        TestPostgres.execute("INSERT INTO " + STORE.schema() + ".nvent_scheduler_jobs (job_id, scheduled_at, metadata)"
                + " SELECT 'j' || n, n, jsonb_build_object('runId', 'r' || n, 'flowName', 'f' || n % 1000)"
                + " FROM generate_series(1, 10000) AS n");
        TestPostgres.execute("ANALYZE " + STORE.schema() + ".nvent_scheduler_jobs");

        assertThat(QueryPlan.of(
                        STORE.queriesOf(() -> scheduler().cancelRun("none")).getFirst()))
                .contains("scheduler_jobs_run");
        assertThat(QueryPlan.of(
                        STORE.queriesOf(() -> scheduler().cancelFlow("none")).getFirst()))
                .contains("scheduler_jobs_flow");
    }

    @Test
    void a_job_of_the_node_adapter_runs_by_its_fields() {
        STORE.store()
                .index("nvent:scheduler:jobs")
                .add("node", 1, Map.of("name", "x", "type", "cron", "cron", "0 0 * * *", "status", "pending"));

        DueJob due = scheduler().claim(1, LEASE).getFirst();
        scheduler().complete(due);

        assertThat(job("node").get(SchedulerJobFields.NEXT_RUN_AT))
                .isEqualTo(Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
    }

    @Test
    void a_job_whose_schedule_is_not_valid_stays_claimed() {
        STORE.store().index("nvent:scheduler:jobs").add("bad", 1, Map.of("cron", "every day"));
        STORE.store()
                .index("nvent:scheduler:jobs")
                .add("where", 1, Map.of("cron", "0 0 * * *", "timezone", "Atlantis"));

        for (DueJob due : scheduler().claim(2, LEASE)) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> scheduler().complete(due))
                    .withMessageContaining(due.id());
        }
        assertThat(job("bad").version()).isEqualTo(1);
    }

    @Test
    void the_end_of_a_run_commits_with_its_effects() {
        scheduler().schedule("job", PAST);
        DueJob due = scheduler().claim(1, LEASE).getFirst();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> STORE.store().inTransaction(tx -> {
                    tx.scheduler().complete(due);
                    throw new IllegalStateException();
                }));

        assertThat(job("job").get(SchedulerJobFields.STATUS)).isEqualTo("pending");
        assertThat(scheduler().complete(due).isUpdated()).isTrue();
    }

    @Test
    void a_schedule_without_a_run_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> scheduler().schedule("never", Job.of(Schedule.cron("0 0 30 2 *", ZoneId.of("UTC")))));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> scheduler().cancelRun(""));
    }

    private static void makeDue(String id, Instant time) {
        STORE.store().schedulerJobs().update(id, Patch.of(SchedulerJobFields.NEXT_RUN_AT, time));
    }

    private static IndexEntry<SchedulerJobsRecord> job(String id) {
        return STORE.store().schedulerJobs().get(id).orElseThrow();
    }

    private static Scheduler scheduler() {
        return STORE.store().scheduler();
    }
}

package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.retention.Retention;
import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.retention.SweepOptions;
import dev.nvent.store.retention.SweepResult;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subscription.ParkedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.ttddyy.dsproxy.QueryInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetentionTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Instant OLD = Instant.now().minus(Duration.ofDays(40));
    private static final Instant RECENT = Instant.now().minus(Duration.ofDays(20));

    @BeforeEach
    void deleteEverything() {
        for (String table : List.of(
                "flow_runs", "flow_events", "trigger_events", "scheduler_jobs", "kv", "stream", "parked_events")) {
            TestPostgres.execute("DELETE FROM " + table(table));
        }
    }

    @Test
    void old_runs_that_ended_are_deleted_with_their_events() {
        addRun("orders", "old", "completed", OLD, 3);
        addRun("orders", "recent", "completed", RECENT, 2);
        addRun("orders", "running", "running", OLD, 1);
        addRun("orders", "awaiting", "awaiting", OLD, 1);
        STORE.store().index("nvent:flow:runs:orders").add("open", 1, Map.of("status", "failed"));

        assertThat(sweep(RetentionRule.runs(MONTH))).isEqualTo(result(RetentionRule.runs(MONTH), 1, 3));

        assertThat(TestPostgres.strings("SELECT run_id FROM " + table("flow_runs") + " ORDER BY 1"))
                .containsExactly("awaiting", "open", "recent", "running");
        assertThat(TestPostgres.strings("SELECT DISTINCT run_id FROM " + table("flow_events") + " ORDER BY 1"))
                .containsExactly("awaiting", "recent", "running");
    }

    @Test
    void runs_are_chosen_by_flow_and_status() {
        addRun("orders", "a", "completed", OLD, 1);
        addRun("orders", "b", "failed", OLD, 1);
        addRun("mails", "c", "completed", OLD, 1);
        var rule = RetentionRule.runs(MONTH).ofFlow("orders").withStatus("completed", "cancelled");

        assertThat(sweep(rule)).isEqualTo(result(rule, 1, 1));

        assertThat(TestPostgres.strings("SELECT run_id FROM " + table("flow_events") + " ORDER BY 1"))
                .containsExactly("b", "c");
    }

    @Test
    void a_rule_for_all_runs_leaves_out_the_flows_that_have_a_rule_of_their_own() {
        addRun("orders", "a", "completed", OLD, 1);
        addRun("audit", "b", "completed", OLD, 1);
        RetentionRule ofAll = RetentionRule.runs(MONTH);
        RetentionRule ofAudit = RetentionRule.runs(Duration.ofDays(3_650)).ofFlow("audit");
        List<RetentionRule> rules = List.of(ofAll, ofAudit);
        List<SweepResult> expected = List.of(result(ofAll, 1, 1), result(ofAudit, 0, 0));

        assertThat(STORE.store().retention().count(rules)).isEqualTo(expected);
        assertThat(STORE.store().retention().sweep(rules)).isEqualTo(expected);

        assertThat(TestPostgres.strings("SELECT run_id FROM " + table("flow_runs")))
                .containsExactly("b");
    }

    @Test
    void the_events_of_a_run_of_another_flow_with_the_same_id_are_kept() {
        addRun("orders", "same", "completed", OLD, 2);
        addRun("mails", "same", "running", OLD, 3);

        assertThat(sweep(RetentionRule.runs(MONTH))).isEqualTo(result(RetentionRule.runs(MONTH), 1, 2));
        assertThat(STORE.store().flowRunEvents("same").read().events()).hasSize(3);
    }

    @Test
    void a_run_with_many_events_is_deleted_in_several_statements_the_run_itself_with_the_last() {
        addRun("orders", "large", "completed", OLD, 0);
        addRun("orders", "small", "completed", OLD.plusSeconds(1), 1);
        insertEvents("large", 2_000);
        var steps = new ArrayList<SweepResult>();

        Retention retention = STORE.store().retention();
        retention.sweep(List.of(RetentionRule.runs(MONTH)), SweepOptions.DEFAULT.withProgress(steps::add));

        assertThat(steps).hasSizeGreaterThan(1);
        assertThat(steps.getFirst()).isEqualTo(new SweepResult(RetentionRule.runs(MONTH), 0, 512, false));
        assertThat(steps.getLast().entries()).isEqualTo(2);
        assertThat(steps.getLast().events()).isEqualTo(2_001);
        assertThat(TestPostgres.strings("SELECT count(*) FROM " + table("flow_events")))
                .containsExactly("0");
    }

    @Test
    void a_sweep_that_its_time_limit_ends_is_continued_by_the_next() {
        addRun("orders", "large", "completed", OLD, 0);
        insertEvents("large", 2_000);
        List<RetentionRule> rules = List.of(RetentionRule.runs(MONTH));
        Retention retention = STORE.store().retention();

        SweepResult first = retention
                .sweep(rules, SweepOptions.DEFAULT.withTimeLimit(Duration.ofNanos(1)))
                .getFirst();
        Thread.currentThread().interrupt();
        SweepResult second = retention.sweep(rules).getFirst();
        assertThat(Thread.interrupted()).isTrue();
        SweepResult third = retention.sweep(rules).getFirst();

        assertThat(first.isComplete()).isFalse();
        assertThat(second.isComplete()).isFalse();
        assertThat(third.isComplete()).isTrue();
        assertThat(first.events() + second.events() + third.events()).isEqualTo(2_000);
    }

    @Test
    void events_that_a_subscription_has_not_handled_are_kept_unless_an_option_says_otherwise() {
        addRun("orders", "handled", "completed", OLD, 1);
        addRun("orders", "unhandled", "completed", OLD, 1);
        TestPostgres.execute("INSERT INTO " + table("subscriptions")
                + " (name, partition, partitions, stream, source, position, fence)"
                + " SELECT 'invoices', 0, 1, 'flow_events', '{}', max(id) - 1, 1 FROM " + table("flow_events"));
        List<RetentionRule> rules = List.of(RetentionRule.runs(MONTH));
        try {
            assertThat(sweep(rules.getFirst())).isEqualTo(result(rules.getFirst(), 1, 1));
            assertThat(STORE.store().flowRunEvents("unhandled").read().events()).hasSize(1);

            assertThat(STORE.store().retention().sweep(rules, SweepOptions.DEFAULT.withUnseenEvents()))
                    .containsExactly(result(rules.getFirst(), 1, 1));
        } finally {
            TestPostgres.execute("DELETE FROM " + table("subscriptions"));
        }
    }

    @Test
    void runs_that_others_have_locked_are_left() {
        addRun("orders", "locked", "completed", OLD, 1);
        addRun("orders", "free", "completed", OLD, 1);

        STORE.store().inTransaction(tx -> {
            tx.flowRuns("orders").update("locked", Map.of());
            assertThat(sweep(RetentionRule.runs(MONTH)).entries()).isEqualTo(1);
            return null;
        });

        assertThat(sweep(RetentionRule.runs(MONTH)).entries()).isEqualTo(1);
    }

    @Test
    void old_events_of_triggers_and_generic_streams_are_deleted() {
        STORE.store().triggerEvents("hook").append(NewEvent.of("a"));
        STORE.store().stream("shop:order:1").append(NewEvent.of("a"));
        STORE.store().stream("shop:order:1").append(NewEvent.of("b"));
        STORE.store().stream("shop:other:1").append(NewEvent.of("a"));
        makeOld("trigger_events", "true");
        makeOld("stream", "type = 'a'");
        STORE.store().triggerEvents("hook").append(NewEvent.of("b"));
        RetentionRule triggers = RetentionRule.triggerEvents(MONTH);
        RetentionRule stream = RetentionRule.streamEvents("shop:order", MONTH);

        assertThat(STORE.store().retention().sweep(List.of(triggers, stream)))
                .containsExactly(result(triggers, 0, 1), result(stream, 0, 1));

        assertThat(STORE.store().triggerEvents("hook").read().events()).hasSize(1);
        assertThat(STORE.store().stream("shop:order:1").read().events()).hasSize(1);
        assertThat(STORE.store().stream("shop:other:1").read().events()).hasSize(1);
    }

    @Test
    void completed_jobs_and_expired_keys_are_deleted() throws InterruptedException {
        var jobs = STORE.store().index("nvent:scheduler:jobs");
        jobs.add("old", 1, Map.of("status", "completed", "lastRunAt", OLD));
        jobs.add("recent", 1, Map.of("status", "completed", "lastRunAt", RECENT));
        jobs.add("pending", 1, Map.of());
        STORE.store().kv().set("expired", 1, Duration.ofMillis(1));
        STORE.store().kv().set("live", 1);
        Thread.sleep(5);
        RetentionRule completed = RetentionRule.completedJobs(MONTH);
        RetentionRule expired = RetentionRule.expiredKeys();

        assertThat(STORE.store().retention().sweep(List.of(completed, expired)))
                .containsExactly(result(completed, 1, 0), result(expired, 1, 0));

        assertThat(jobs.getAll(List.of("old", "recent", "pending"))).containsOnlyKeys("recent", "pending");
        assertThat(STORE.store().kv().get("live")).isPresent();
    }

    @Test
    void old_parked_events_are_given_up_and_their_events_stay() {
        STORE.store().triggerEvents("hook").append(NewEvent.of("a"));
        park("mails", 1, 40, false);
        park("mails", 2, 20, false);
        park("mails", 3, 40, true);
        park("search", 1, 40, false);
        RetentionRule rule = RetentionRule.parkedEvents(MONTH);

        assertThat(STORE.store().retention().count(List.of(rule))).containsExactly(result(rule, 2, 0));
        assertThat(sweep(rule)).isEqualTo(result(rule, 2, 0));

        assertThat(STORE.store().subscriptions().parked("mails"))
                .extracting(ParkedEvent::id)
                .containsExactly(2L, 3L);
        assertThat(STORE.store().subscriptions().parked("search")).isEmpty();
        assertThat(STORE.store().triggerEvents("hook").read().events()).hasSize(1);
    }

    private static void park(String subscription, long event, int days, boolean retry) {
        TestPostgres.execute("INSERT INTO " + table("parked_events")
                + " (subscription, event_id, partition, attempts, error, retry_requested, parked_at) VALUES ('"
                + subscription + "', " + event + ", 0, 5, 'broken', " + retry + ", now() - interval '" + days
                + " days')");
    }

    @Test
    void a_dry_run_counts_what_a_sweep_deletes_and_deletes_nothing() throws InterruptedException {
        addRun("orders", "a", "completed", OLD, 3);
        addRun("orders", "b", "completed", OLD, 0);
        addRun("orders", "c", "running", OLD, 1);
        STORE.store().triggerEvents("hook").append(NewEvent.of("a"));
        STORE.store().stream("shop:order:1").append(NewEvent.of("a"));
        makeOld("trigger_events", "true");
        makeOld("stream", "true");
        STORE.store().index("nvent:scheduler:jobs").add("old", 1, Map.of("status", "completed", "lastRunAt", OLD));
        STORE.store().kv().set("expired", 1, Duration.ofMillis(1));
        park("mails", 1, 40, false);
        Thread.sleep(5);
        List<RetentionRule> rules = List.of(
                RetentionRule.runs(MONTH),
                RetentionRule.triggerEvents(MONTH),
                RetentionRule.streamEvents("shop:order", MONTH),
                RetentionRule.completedJobs(MONTH),
                RetentionRule.parkedEvents(MONTH),
                RetentionRule.expiredKeys());

        List<SweepResult> counted = STORE.store().retention().count(rules);

        assertThat(counted.getFirst()).isEqualTo(result(rules.getFirst(), 2, 3));
        assertThat(STORE.store().retention().sweep(rules)).isEqualTo(counted);
        assertThat(STORE.store().retention().count(rules))
                .allSatisfy(left -> assertThat(left.entries() + left.events()).isZero());
    }

    @Test
    void each_statement_finds_its_rows_by_an_index() {
        TestPostgres.execute(
                "INSERT INTO " + table("flow_runs") + " (flow_name, run_id, started_at, completed_at, status)"
                        + " SELECT 'f' || n % 10, 'r' || n, n, CASE WHEN n % 2 = 0 THEN n END, 'completed'"
                        + " FROM generate_series(1, 20000) AS n");
        TestPostgres.execute("INSERT INTO " + table("flow_events") + " (run_id, flow_name, type, ts)"
                + " SELECT 'r' || n, 'f' || n % 10, 'step', n FROM generate_series(1, 20000) AS n");
        TestPostgres.execute("INSERT INTO " + table("trigger_events") + " (trigger_name, type, ts)"
                + " SELECT 'hook' || n % 10, 'step', n * 100000000::bigint FROM generate_series(1, 100000) AS n");
        TestPostgres.execute("INSERT INTO " + table("scheduler_jobs") + " (job_id, scheduled_at, status)"
                + " SELECT 'j' || n, n * 100000000::bigint, 'completed' FROM generate_series(1, 20000) AS n");
        TestPostgres.execute("INSERT INTO " + table("parked_events")
                + " (subscription, event_id, partition, attempts, error, parked_at)"
                + " SELECT 's' || n % 10, n, 0, 5, 'broken', now() - interval '1 hour' * n"
                + " FROM generate_series(1, 20000) AS n");
        TestPostgres.execute("VACUUM ANALYZE " + table("parked_events"));
        TestPostgres.execute("VACUUM ANALYZE " + table("flow_runs"));
        TestPostgres.execute("VACUUM ANALYZE " + table("flow_events"));
        TestPostgres.execute("VACUUM ANALYZE " + table("trigger_events"));
        TestPostgres.execute("VACUUM ANALYZE " + table("scheduler_jobs"));

        assertThat(plan(RetentionRule.runs(MONTH)))
                .contains("flow_runs_ended")
                .contains("flow_events_order")
                .contains("nvent_flow_events_pkey")
                .doesNotContain("Sort")
                .doesNotContain("Seq Scan");
        assertThat(plan(RetentionRule.runs(MONTH).ofFlow("f2")))
                .containsAnyOf("flow_runs_ended", "flow_runs_completed")
                .doesNotContain("Seq Scan");
        assertThat(plan(RetentionRule.completedJobs(Duration.ofDays(7_300)))).contains("scheduler_jobs_completed");
        assertThat(plan(RetentionRule.parkedEvents(MONTH))).contains("parked_events_parked");
    }

    @Test
    void rules_that_are_not_valid_are_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> RetentionRule.runs(Duration.ofSeconds(-1)));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> RetentionRule.streamEvents("", MONTH));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store().retention().sweep(null));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SweepOptions.DEFAULT.withTimeLimit(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    private static String plan(RetentionRule rule) {
        List<QueryInfo> queries = STORE.queriesOf(() -> STORE.store()
                .retention()
                .sweep(
                        List.of(rule),
                        SweepOptions.DEFAULT.withProgress(
                                step -> Thread.currentThread().interrupt())));
        assertThat(Thread.interrupted()).isTrue();
        return QueryPlan.of(queries.getLast());
    }

    private static SweepResult sweep(RetentionRule rule) {
        return STORE.store().retention().sweep(List.of(rule)).getFirst();
    }

    private static SweepResult result(RetentionRule rule, long entries, long events) {
        return new SweepResult(rule, entries, events, true);
    }

    private static void addRun(String flow, String run, String status, Instant completedAt, int events) {
        STORE.store()
                .index("nvent:flow:runs:" + flow)
                .add(run, completedAt.toEpochMilli(), Map.of("status", status, "completedAt", completedAt));
        for (int i = 0; i < events; i++) {
            STORE.store().flowRunEvents(run).append(NewEvent.of("step").withFlowName(flow));
        }
    }

    private static void insertEvents(String run, int events) {
        TestPostgres.execute("INSERT INTO " + table("flow_events") + " (run_id, flow_name, type, ts)" + " SELECT '"
                + run + "', 'orders', 'step', n FROM generate_series(1, " + events + ") AS n");
    }

    private static void makeOld(String table, String condition) {
        TestPostgres.execute("UPDATE " + table(table) + " SET ts = " + OLD.toEpochMilli() + " WHERE " + condition);
    }

    private static String table(String name) {
        return STORE.schema() + ".nvent_" + name;
    }
}

package dev.nvent.store.it;

import static dev.nvent.store.jooq.Tables.ACTIVE_RUNS;
import static dev.nvent.store.jooq.Tables.FAILED_RUNS;
import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static dev.nvent.store.jooq.Tables.WAITING_RUNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.Run;
import dev.nvent.store.index.RunCursor;
import dev.nvent.store.index.RunPage;
import dev.nvent.store.index.RunQuery;
import dev.nvent.store.index.Runs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists over the runs of all flows. */
class RunsTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private final NventStore store = STORE.store();
    private final Runs runs = store.runs();

    @BeforeEach
    void empty() {
        TestPostgres.execute("DELETE FROM " + STORE.schema() + ".nvent_flow_runs");
    }

    private void add(String flow, String id, long startedAt, String status) {
        store.flowRuns(flow).add(id, startedAt, Patch.of(FlowRunFields.STATUS, status));
    }

    private List<String> ids(RunQuery query) {
        return runs.read(query).runs().stream().map(Run::id).toList();
    }

    @Test
    void runs_of_all_flows_come_newest_first_with_their_flow() {
        add("a", "a1", 1, "running");
        add("b", "b1", 3, "running");
        add("a", "a2", 2, "completed");

        RunPage page = runs.read(RunQuery.all());

        assertThat(page.runs()).extracting(Run::id).containsExactly("b1", "a2", "a1");
        assertThat(page.runs()).extracting(Run::flowName).containsExactly("b", "a", "a");
        assertThat(page.hasMore()).isFalse();
        assertThat(page.next()).isEmpty();
        assertThat(page.runs().getFirst().entry().get(FlowRunFields.STATUS)).isEqualTo("running");
        assertThat(page.runs().getFirst().entry().metadata()).containsEntry("status", "running");
    }

    @Test
    void conditions_narrow_the_list_and_the_count() {
        add("a", "a1", 1_000, "running");
        add("a", "a2", 2_000, "failed");
        add("b", "b1", 3_000, "failed");
        add("c", "c1", 4_000, "completed");
        store.flowRuns("a").update("a1", Map.of("customer", "c-1"));

        assertMatches(RunQuery.all().withStatus("failed"), "b1", "a2");
        assertMatches(RunQuery.all().withStatus("failed", "completed"), "c1", "b1", "a2");
        assertMatches(RunQuery.all().ofFlows("a"), "a2", "a1");
        assertMatches(RunQuery.all().ofFlows("a", "c").withStatus("failed"), "a2");
        assertMatches(
                RunQuery.all().startedFrom(Instant.ofEpochSecond(2)).startedBefore(Instant.ofEpochSecond(4)),
                "b1",
                "a2");
        assertMatches(RunQuery.all().withFilter(Map.of("customer", "c-1")), "a1");
        assertMatches(RunQuery.all().where(FlowRunFields.STATUS, "running"), "a1");
        assertMatches(RunQuery.all().where(FlowRunFields.COMPLETED_AT, null).withStatus("completed"), "c1");
        assertMatches(RunQuery.all().withStatus("failed").ofFlows("none"));
    }

    private void assertMatches(RunQuery query, String... ids) {
        assertThat(ids(query)).containsExactly(ids);
        assertThat(runs.count(query.withLimit(1))).isEqualTo(ids.length);
    }

    @Test
    void waiting_runs_are_those_with_an_awaited_step() {
        add("a", "none", 1, "awaiting");
        add("a", "one", 2, "running");
        store.flowRuns("a").update("one", Map.of("awaitingSteps", Map.of("approve", Map.of("event", "approved"))));
        add("b", "over", 3, "running");
        store.flowRuns("b").update("over", Map.of("awaitingSteps", Map.of("approve", 1)));
        var over = new java.util.HashMap<String, Object>();
        over.put("approve", null);
        store.flowRuns("b").update("over", Map.of("awaitingSteps", over));
        add("b", "null", 4, "running");
        TestPostgres.execute(
                "UPDATE " + STORE.schema() + ".nvent_flow_runs SET awaiting_steps = 'null' WHERE run_id = 'null'");

        assertMatches(RunQuery.all().waiting(), "one");
        assertMatches(RunQuery.all().waiting().ofFlows("b"));
    }

    @Test
    void pages_meet_each_run_once_even_where_all_else_is_equal() {
        for (String flow : List.of("a", "b", "c")) {
            for (int i = 0; i < 7; i++) {
                add(flow, "same" + i % 4 + (i < 4 ? "" : "x"), i / 3, "running");
            }
        }
        for (int limit : new int[] {1, 2, 5, 20, 21}) {
            for (RunQuery query : List.of(RunQuery.all(), RunQuery.all().withStatus("running"))) {
                var seen = new ArrayList<RunCursor>();
                Optional<RunCursor> next = Optional.empty();
                do {
                    RunQuery page = query.withLimit(limit);
                    RunPage found = runs.read(next.map(page::withAfter).orElse(page));
                    found.runs().forEach(run -> seen.add(run.cursor()));
                    next = found.next();
                } while (next.isPresent());
                assertThat(seen).hasSize(21).doesNotHaveDuplicates();
                assertThat(seen)
                        .isSortedAccordingTo(java.util.Comparator.comparingLong(RunCursor::startedAt)
                                .reversed()
                                .thenComparing(RunCursor::runId)
                                .thenComparing(RunCursor::flowName));
            }
        }
    }

    @Test
    void a_new_run_does_not_disturb_the_pages_behind_it() {
        add("a", "1", 1, "running");
        add("a", "2", 2, "running");
        RunPage first = runs.read(RunQuery.all().withLimit(1));
        add("a", "3", 3, "running");

        assertThat(ids(RunQuery.all().withAfter(first.next().orElseThrow()))).containsExactly("1");
    }

    @Test
    void a_run_without_names_that_somebody_else_wrote_is_listed() {
        TestPostgres.execute(
                "INSERT INTO " + STORE.schema() + ".nvent_flow_runs (flow_name, run_id, started_at, status)"
                        + " VALUES ('', '', 5, 'running'), ('a', 'a1', 1, 'running')");

        RunPage first = runs.read(RunQuery.all().withLimit(1));

        assertThat(first.runs()).extracting(Run::flowName).containsExactly("");
        assertThat(ids(RunQuery.all().withAfter(first.next().orElseThrow()))).containsExactly("a1");
    }

    @Test
    void nothing_started_before_the_first_instant() {
        add("a", "a1", 1, "running");

        assertMatches(RunQuery.all().startedBefore(Instant.ofEpochMilli(Long.MIN_VALUE)));
    }

    @Test
    void a_transaction_sees_its_own_runs() {
        store.inTransaction(tx -> {
            tx.flowRuns("a").add("1", 1, Map.of());
            assertThat(tx.runs().count(RunQuery.all())).isOne();
            return null;
        });
    }

    @Test
    void invalid_queries_are_refused_before_any_statement() {
        List<Runnable> calls = List.of(
                () -> runs.read(null),
                () -> runs.count(null),
                () -> RunQuery.all().withLimit(0),
                () -> RunQuery.all().withStatus((String) null),
                () -> RunQuery.all().withStatus("once").withStatus("twice"),
                () -> RunQuery.all().ofFlows(""),
                () -> RunQuery.all().ofFlows((String) null),
                () -> RunQuery.all().startedFrom(null),
                () -> RunQuery.all().startedBefore(Instant.MAX),
                () -> RunQuery.all().withAfter(null),
                () -> runs.read(RunQuery.all().withFilter(Map.of("completedAt", "soon"))));
        assertThat(STORE.statementsOf(() -> calls.forEach(call ->
                        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(call::run))))
                .isEmpty();
    }

    /** A hundred thousand runs, of which one in a thousand has failed or waits. */
    @Nested
    class OfMany {

        @BeforeEach
        void fill() {
            TestPostgres.execute("INSERT INTO " + STORE.schema() + ".nvent_flow_runs"
                    + " (flow_name, run_id, started_at, completed_at, status, awaiting_steps)"
                    + " SELECT 'flow' || n % 100, 'run' || n, n, CASE WHEN n <= 99000 THEN n END,"
                    + " CASE WHEN n > 99000 THEN 'running' WHEN n % 1000 = 0 THEN 'failed' ELSE 'completed' END,"
                    + " CASE WHEN n % 1000 = 1 THEN '{\"approve\": 1}' ELSE '{}' END::jsonb"
                    + " FROM generate_series(1, 100000) AS n");
            TestPostgres.execute("ANALYZE " + STORE.schema() + ".nvent_flow_runs");
        }

        @Test
        void each_list_is_read_from_an_index() {
            RunCursor middle = new RunCursor(50_000, "run50000", "flow0");
            for (RunQuery query : Arrays.asList(RunQuery.all(), RunQuery.all().withAfter(middle))) {
                assertThat(plan(query)).contains("flow_runs_started").doesNotContain("Seq Scan");
                assertThat(plan(query.withStatus("completed")))
                        .contains("flow_runs_started")
                        .doesNotContain("Seq Scan");
                assertThat(plan(query.withStatus("failed")))
                        .contains("flow_runs_failed")
                        .doesNotContain("Seq Scan");
                assertThat(plan(query.waiting())).contains("flow_runs_waiting").doesNotContain("Seq Scan");
                assertThat(plan(query.withStatus("running"))).doesNotContain("Seq Scan");
            }
        }

        @Test
        void an_estimate_reads_no_runs_and_is_near_the_count() {
            assertThat(runs.estimate(RunQuery.all()))
                    .isCloseTo(100_000, org.assertj.core.data.Percentage.withPercentage(5));
            assertThat(runs.estimate(RunQuery.all().withStatus("running")))
                    .isCloseTo(1_000, org.assertj.core.data.Percentage.withPercentage(50));
            assertThat(runs.estimate(RunQuery.all().startedBefore(Instant.ofEpochMilli(50_001))))
                    .isCloseTo(50_000, org.assertj.core.data.Percentage.withPercentage(5));
            assertThat(runs.count(RunQuery.all().withStatus("failed"))).isEqualTo(99);
        }

        private String plan(RunQuery query) {
            return QueryPlan.of(STORE.queriesOf(() -> runs.read(query)).getFirst());
        }
    }

    @Nested
    class Views {

        private final DSLContext reports = store.reports().dsl();

        @BeforeEach
        void fill() {
            add("a", "running", 1, "running");
            add("b", "awaiting", 2, "awaiting");
            add("b", "completed", 3, "completed");
            add("a", "failed", 4, "failed");
            add("b", "own", 5, "rejected");
            store.flowRuns("b").update("awaiting", Map.of("awaitingSteps", Map.of("approve", Map.of("by", "finance"))));
        }

        @Test
        void each_view_has_its_runs_newest_first() {
            assertThat(reports.selectFrom(ACTIVE_RUNS)
                            .orderBy(ACTIVE_RUNS.NEWEST_FIRST)
                            .fetch(ACTIVE_RUNS.RUN_ID))
                    .containsExactly("awaiting", "running");
            assertThat(reports.selectFrom(FAILED_RUNS)
                            .orderBy(FAILED_RUNS.NEWEST_FIRST)
                            .fetch(FAILED_RUNS.RUN_ID))
                    .containsExactly("own", "failed");
            assertThat(reports.selectFrom(WAITING_RUNS).fetch(WAITING_RUNS.RUN_ID))
                    .containsExactly("awaiting");
        }

        @Test
        void a_view_has_every_column_of_the_table() {
            for (Table<?> view : List.of(ACTIVE_RUNS, FAILED_RUNS, WAITING_RUNS)) {
                assertThat(view.fields())
                        .extracting(Field::getName)
                        .containsAll(FLOW_RUNS.fieldStream().map(Field::getName).toList());
            }
        }

        @Test
        void the_newest_of_many_are_found_by_an_index() {
            TestPostgres.execute("INSERT INTO " + STORE.schema() + ".nvent_flow_runs"
                    + " (flow_name, run_id, started_at, status, awaiting_steps)"
                    + " SELECT 'many', n::text, n, CASE WHEN n % 100 = 0 THEN 'failed' ELSE 'completed' END,"
                    + " CASE WHEN n % 100 = 1 THEN '{\"a\": 1}'::jsonb ELSE '{}' END FROM generate_series(1, 20000) n");
            TestPostgres.execute("ANALYZE " + STORE.schema() + ".nvent_flow_runs");

            assertThat(plan("failed_runs")).contains("Index Scan using idx_nvent_flow_runs_");
            assertThat(plan("waiting_runs")).contains("Index Scan using idx_nvent_flow_runs_waiting");
            assertThat(plan("active_runs")).contains("idx_nvent_flow_runs_");
        }

        private String plan(String view) {
            return String.join(
                    "\n",
                    TestPostgres.strings("EXPLAIN SELECT * FROM " + STORE.schema() + ".nvent_" + view
                            + " ORDER BY newest_first, run_id, flow_name LIMIT 10"));
        }
    }
}

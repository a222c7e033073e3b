package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.kv.KeyValueStore;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.NewEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.ttddyy.dsproxy.QueryInfo;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which database index serves each frequent query, on tables of at least 20,000 rows. */
class QueryPlanTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @BeforeAll
    static void fill() {
        String rows = "FROM generate_series(1, 20000) AS n";
        String manyRows = "FROM generate_series(1, 100000) AS n";
        insert(
                "flow_events (run_id, flow_name, type, ts) SELECT CASE n % 50 WHEN 0 THEN 'run3' ELSE 'run' || n END, 'flow', 'step', n "
                        + manyRows);
        insert(
                "trigger_events (trigger_name, type, ts) SELECT CASE n % 50 WHEN 0 THEN 'hook3' ELSE 'hook' || n END, 'step', n "
                        + manyRows);
        insert("flow_runs (flow_name, run_id, started_at, status)"
                + " SELECT 'flow' || n % 10, 'run' || n, n / 3, CASE n % 100 WHEN 0 THEN 'running' ELSE 'done' END "
                + rows);
        insert("flows (flow_name, registered_at) SELECT 'flow' || n, n " + rows);
        insert("index_entries (subject, id, score, metadata)"
                + " SELECT 'own:index' || n % 2, 'entry' || n, n / 3, jsonb_build_object('color', n / 4) " + rows);
        insert("scheduler_jobs (job_id, scheduled_at, next_run_at, status)"
                + " SELECT 'job' || n, n / 3, CASE n % 2 WHEN 0 THEN n END, CASE n % 100 WHEN 0 THEN 'done' ELSE 'pending' END "
                + rows);
        insert("kv (key, value, expires_at) SELECT 'key' || n, '1',"
                + " CASE n % 100 WHEN 0 THEN now() - interval '1 day' END " + rows);
        for (int subject = 0; subject < 10; subject++) {
            STORE.store().stream("plan:type:" + subject)
                    .appendAll(Collections.nCopies(2_000, NewEvent.of("step").withRunId("run")));
            STORE.store().stream("plan:other:" + subject).append(NewEvent.of("step"));
        }
        TestPostgres.execute("ANALYZE");
    }

    @Test
    void a_stream_page_is_read_from_an_index_without_a_sort() {
        assertReadsInOrder("flow_events_order", STORE.store().stream("nvent:flow:run:run3"));
        assertReadsInOrder("trigger_events_order", STORE.store().stream("nvent:trigger:event:hook3"));
        assertReadsInOrder("subject_id_idx", STORE.store().stream("plan:type:3"));
    }

    @Test
    void a_generic_stream_read_is_pruned_to_its_partition() {
        assertThat(plan(() -> STORE.store().stream("plan:type:7").read()))
                .contains("nvent_stream_type")
                .doesNotContain("nvent_stream_other");
    }

    @Test
    void an_entry_is_read_by_primary_key() {
        assertByKey("flow_runs_pkey", STORE.store().flowRuns("flow7"), "run7");
        assertByKey("flows_pkey", STORE.store().flows(), "flow7");
        assertByKey("index_entries_pkey", STORE.store().index("own:index1"), "entry7");
    }

    @Test
    void an_update_uses_the_primary_key() {
        var runs = STORE.store().flowRuns("flow7");

        eachPlan(() -> runs.update("run7", Patch.of(FlowRunFields.STATUS, "done")))
                .contains("Index Scan using nvent_flow_runs_pkey");
        eachPlan(() -> runs.update("run7", 0, Patch.of(FlowRunFields.STATUS, "done")))
                .contains("Index Scan using nvent_flow_runs_pkey");
        eachPlan(() -> STORE.store().flows().increment("flow7", FlowFields.STATS_TOTAL, 1))
                .contains("Index Scan using nvent_flows_pkey");
        eachPlan(() -> STORE.store().index("own:index1").increment("entry7", "count", 1))
                .contains("Index Scan using nvent_index_entries_pkey");
    }

    @Test
    void an_index_page_is_read_from_the_score_index_at_any_cursor() {
        assertPagesInOrder("flow_runs_score", STORE.store().flowRuns("flow7"));
        assertPagesInOrder("flows_score", STORE.store().flows());
        assertPagesInOrder("index_entries_score", STORE.store().index("own:index1"));
    }

    @Test
    void a_first_page_is_not_planned_at_each_call() throws SQLException {
        try (Connection connection = TestPostgres.hostile(TestPostgres.url()).getConnection();
                Statement statement = connection.createStatement()) {
            SortedIndex<?> runs = STORE.store().using(connection).flowRuns("flow7");
            for (int call = 0; call < 20; call++) {
                runs.read(IndexQuery.all().withLimit(50));
            }
            try (ResultSet plans =
                    statement.executeQuery("SELECT custom_plans, generic_plans FROM pg_prepared_statements"
                            + " WHERE statement LIKE '%flow_runs%fetch next 51 rows%'")) {
                assertThat(plans.next()).isTrue();
                assertThat(plans.getInt("custom_plans")).isEqualTo(5);
                assertThat(plans.getInt("generic_plans")).isPositive();
            }
        }
    }

    @Test
    void due_entries_are_claimed_from_an_index_range_in_order() {
        assertClaimsInOrder("flow_runs", STORE.store().flowRuns("flow7"), "score");
        assertClaimsInOrder("flows", STORE.store().flows(), "score");
        assertClaimsInOrder("index_entries", STORE.store().index("own:index1"), "score");
        assertClaimsInOrder("scheduler_jobs", STORE.store().schedulerJobs(), "due");
    }

    @Test
    void active_runs_are_found_by_the_partial_index() {
        assertThat(plan(() -> STORE.store().flowRuns("flow0").count(IndexQuery.where(FlowRunFields.STATUS, "running"))))
                .containsAnyOf("flow_runs_active", "flow_runs_status");
    }

    @Test
    void a_metadata_filter_on_a_generic_index_uses_the_gin_index() {
        assertThat(plan(() ->
                        STORE.store().index("own:index1").read(IndexQuery.all().withFilter(Map.of("color", 17)))))
                .contains("index_entries_metadata");
        assertThat(plan(() -> STORE.store()
                        .index("own:index1")
                        .count(IndexQuery.all().withFilter(Map.of("color", List.of(17, 18))))))
                .contains("index_entries_metadata");
    }

    @Test
    void keys_are_read_and_written_by_primary_key() {
        KeyValueStore kv = STORE.store().kv();

        eachPlan(() -> kv.get("key7")).contains("Index Scan using nvent_kv_pkey");
        eachPlan(() -> kv.compareAndSet("key7", 1, 1)).contains("Index Scan using nvent_kv_pkey");
        eachPlan(() -> kv.getAll(List.of("key7", "key8"))).contains("nvent_kv_pkey");
        eachPlan(() -> kv.delete("missing")).contains("Index Scan using nvent_kv_pkey");
    }

    @Test
    void keys_are_listed_from_an_index_that_also_serves_prefixes() {
        KeyValueStore kv = STORE.store().kv();

        eachPlan(() -> kv.keys("*", "key7", 100)).contains("kv_key").doesNotContain("Sort");
        assertThat(plan(() -> kv.keys("key77*")))
                .contains("Index Cond")
                .contains("kv_key")
                .doesNotContain("Sort");
        assertThat(plan(() -> kv.clear("none77*"))).contains("Index Cond").contains("kv_key");
    }

    @Test
    void expired_keys_are_found_by_the_expiry_index() {
        assertThat(plan(() -> STORE.store().kv().purgeExpired()))
                .contains("kv_expires")
                .doesNotContain("Seq Scan on");
    }

    private static void assertReadsInOrder(String index, EventStream stream) {
        for (EventQuery query : List.of(
                EventQuery.all(),
                EventQuery.all().withOrder(EventQuery.Order.NEWEST_FIRST),
                EventQuery.all().withAfter(17),
                EventQuery.all().withBefore(10_000_000).withOrder(EventQuery.Order.NEWEST_FIRST),
                EventQuery.all().withTypes("step").withFrom(Instant.EPOCH))) {
            eachPlan(() -> stream.read(query.withLimit(50))).contains(index).doesNotContain("Sort");
        }
    }

    private static void assertByKey(String index, SortedIndex<?> entries, String id) {
        eachPlan(() -> entries.get(id)).contains("Index Scan using nvent_" + index);
        eachPlan(() -> entries.getAll(List.of(id, "missing"))).contains("nvent_" + index);
        eachPlan(() -> entries.delete("missing")).contains("Index Scan using nvent_" + index);
    }

    private static void assertPagesInOrder(String index, SortedIndex<?> entries) {
        eachPlan(entries::read).contains(index).doesNotContain("Sort");
        eachPlan(() -> entries.read(IndexQuery.all().withMaxScore(500).withMinScore(3)))
                .contains(index)
                .doesNotContain("Seq Scan");
        eachPlan(() -> entries.read(IndexQuery.all().withAfter(new IndexCursor(1_000, "x"))))
                .contains(index)
                .contains("Merge Append")
                .doesNotContain("Seq Scan");
    }

    private static void assertClaimsInOrder(String table, SortedIndex<?> entries, String index) {
        eachPlan(() -> entries.claim(10, Duration.ofMillis(1)))
                .containsPattern("Index Scan(?: Backward)? using idx_nvent_" + table + "_" + index)
                .contains("Tid Scan on nvent_" + table)
                .doesNotContain("Sort")
                .doesNotContain("Seq Scan");
        eachPlan(() -> entries.delete("missing", 1)).contains("Index Scan using nvent_" + table + "_pkey");
        eachPlan(() -> entries.deleteAll(Map.of("missing", 1))).contains("nvent_" + table + "_pkey");
        eachPlan(() -> entries.extend("missing", 1, Duration.ofSeconds(1)))
                .contains("Index Scan using nvent_" + table + "_pkey");
        eachPlan(() -> entries.release("missing", 1)).contains("Index Scan using nvent_" + table + "_pkey");
    }

    /** The custom plan and the generic plan. */
    private static AbstractStringAssert<?> eachPlan(Runnable operation) {
        QueryInfo query = query(operation);
        String generic = QueryPlan.generic(query);
        String plan = QueryPlan.of(query);
        return assertThat(generic.isEmpty() ? plan : plan + "\nor\n" + generic).as(query.getQuery());
    }

    private static String plan(Runnable operation) {
        return QueryPlan.of(query(operation));
    }

    private static QueryInfo query(Runnable operation) {
        return STORE.queriesOf(operation).getFirst();
    }

    private static void insert(String intoTable) {
        TestPostgres.execute("INSERT INTO " + STORE.schema() + ".nvent_" + intoTable);
    }
}

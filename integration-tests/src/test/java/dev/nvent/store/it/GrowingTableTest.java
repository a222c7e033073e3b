package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.Transaction;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions keep the plans that they made while the tables of a new database were empty, until the server analyzes the tables, up to
 * a minute later. Those plans must not read more as the tables grow.
 */
class GrowingTableTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    /** Until the driver has prepared a statement on the server, and the server has settled for a generic plan. */
    private static final int CALLS = 12;

    /** The entries of an index scan for {@value #ROWS} rows take more, and the rows take a multiple. */
    private static final int MAX_BLOCKS = 100;

    private static final int ROWS = 50_000;

    private static final Map<String, Call> OPERATIONS = operations();

    private static Connection connection;
    private static Transaction store;

    private interface Call {
        void on(Transaction store, String id);
    }

    private static Map<String, Call> operations() {
        var calls = new LinkedHashMap<String, Call>();
        calls.put(
                "append to a new stream", (store, id) -> store.flowRunEvents(id).append(event()));
        calls.put("append with a key", (store, id) -> store.flowRunEvents("run").append(event().withKey(id)));
        calls.put(
                "append to a new stream with a version",
                (store, id) -> store.flowRunEvents("versioned" + id).append(0, List.of(event())));
        calls.put(
                "append of several events",
                (store, id) -> store.flowRunEvents("several" + id).appendAll(List.of(event(), event(), event())));
        calls.put("append to a trigger", (store, id) -> store.triggerEvents(id).append(NewEvent.of("fired")));
        calls.put(
                "append to a generic stream",
                (store, id) -> store.stream("grow:stream:" + id).append(NewEvent.of("grown")));
        calls.put(
                "append to a generic stream with a version",
                (store, id) -> store.stream("grow:stream:v" + id).append(0, List.of(NewEvent.of("grown"))));
        calls.put(
                "read",
                (store, id) -> store.flowRunEvents("run").read(EventQuery.all().withLimit(10)));
        calls.put(
                "read of the newest events",
                (store, id) -> store.flowRunEvents("run")
                        .read(EventQuery.all()
                                .withOrder(EventQuery.Order.NEWEST_FIRST)
                                .withLimit(10)));
        calls.put(
                "read of a generic stream",
                (store, id) ->
                        store.stream("grow:stream:run").read(EventQuery.all().withLimit(10)));
        calls.put("add", (store, id) -> store.flowRuns("flow").add(id, 1, Map.of("status", "running")));
        calls.put("get", (store, id) -> store.flowRuns("flow").get(id));
        calls.put(
                "update",
                (store, id) ->
                        store.flowRuns("flow").update(id, Patch.of(FlowRunFields.LAST_ACTIVITY_AT, Instant.now())));
        calls.put("increment", (store, id) -> store.flowRuns("flow").increment(id, FlowRunFields.COMPLETED_STEPS, 1));
        calls.put(
                "update of a version",
                (store, id) -> store.flowRuns("flow").update(id, 2, Patch.of(FlowRunFields.STATUS, "completed")));
        calls.put(
                "transition",
                (store, id) -> store.transition()
                        .update("nvent:flow:runs:flow", id, Map.of("status", "failed"))
                        .expect("nvent:flow:runs:flow", id, "status", "completed")
                        .set("last", id)
                        .apply());
        calls.put(
                "page",
                (store, id) -> store.flowRuns("flow").read(IndexQuery.all().withLimit(10)));
        calls.put("getAll", (store, id) -> store.flowRuns("flow").getAll(List.of(id, "missing")));
        calls.put("delete", (store, id) -> store.flowRuns("flow").delete(id));
        calls.put(
                "add to a generic index",
                (store, id) -> store.index("grow:index").add(id, 1, Map.of("color", "red")));
        calls.put(
                "get from a generic index",
                (store, id) -> store.index("grow:index").get(id));
        calls.put(
                "update in a generic index",
                (store, id) -> store.index("grow:index").update(id, Map.of("color", "blue")));
        calls.put("claim", (store, id) -> store.index("grow:index").claim(1, Duration.ofSeconds(1)));
        calls.put(
                "delete from a generic index",
                (store, id) -> store.index("grow:index").delete(id));
        calls.put("add a flow", (store, id) -> store.flows().add(id, 1, Map.of()));
        calls.put("count up", (store, id) -> store.flows().increment(id, FlowFields.STATS_TOTAL, 1));
        calls.put("schedule", (store, id) -> store.schedulerJobs().add(id, 1, Map.of()));
        calls.put("claim a job", (store, id) -> store.schedulerJobs().claim(1, Duration.ofSeconds(1)));
        calls.put("set", (store, id) -> store.kv().set(id, 1));
        calls.put("get a key", (store, id) -> store.kv().get(id));
        calls.put("increment a key", (store, id) -> store.kv().increment(id, 1));
        calls.put("compareAndSet", (store, id) -> store.kv().compareAndSet(id, 2, 3));
        calls.put("delete a key", (store, id) -> store.kv().delete(id));
        calls.put("acquire", (store, id) -> store.kv().acquire("lease" + id, "me", Duration.ofMinutes(1)));
        return calls;
    }

    private static NewEvent event() {
        return NewEvent.of("step").withFlowName("flow");
    }

    @BeforeAll
    static void grow() throws SQLException {
        connection = TestPostgres.hostile(TestPostgres.url()).getConnection();
        store = STORE.store().using(connection);
        TestPostgres.strings("SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace = '"
                        + STORE.schema() + "'::regnamespace")
                .forEach(table -> TestPostgres.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = false)"));
        for (int call = 0; call < CALLS; call++) {
            String id = "id" + call;
            OPERATIONS.values().forEach(operation -> operation.on(store, id));
        }
        String rows = " FROM generate_series(1, " + ROWS + ") AS n";
        insert(
                "flow_events (run_id, flow_name, type, ts) SELECT CASE n % 2 WHEN 0 THEN 'run' ELSE 'run' || n END, 'flow', 'step', n"
                        + rows);
        insert("trigger_events (trigger_name, type, ts) SELECT 'hook' || n % 100, 'fired', n" + rows);
        insert("stream (subject_type, subject, type, ts) SELECT 'grow:stream', 'grow:stream:' || n % 100, 'grown', n"
                + rows);
        insert("flow_runs (flow_name, run_id, started_at, status) SELECT 'flow', 'run' || n, n, 'running'" + rows);
        insert("flows (flow_name, registered_at) SELECT 'flow' || n, n" + rows);
        insert("index_entries (subject, id, score) SELECT 'grow:index', 'entry' || n, n" + rows);
        insert("scheduler_jobs (job_id, scheduled_at, status) SELECT 'job' || n, n, 'pending'" + rows);
        insert("kv (key, value) SELECT 'key' || n, '1'" + rows);
    }

    @AfterAll
    static void disconnect() throws SQLException {
        connection.close();
    }

    static Iterable<String> names() {
        return OPERATIONS.keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_plan_for_an_empty_table_does_not_read_more_as_it_grows(String operation) throws SQLException {
        long before = blocks();
        OPERATIONS.get(operation).on(store, "grown");
        assertThat(blocks() - before).isBetween(1L, (long) MAX_BLOCKS);
    }

    private static long blocks() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_stat_force_next_flush()");
            try (ResultSet row =
                    statement.executeQuery("SELECT sum(heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read)"
                            + " FROM pg_statio_user_tables WHERE schemaname = '" + STORE.schema() + "'")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void insert(String intoTable) {
        TestPostgres.execute("INSERT INTO " + STORE.schema() + ".nvent_" + intoTable);
    }
}

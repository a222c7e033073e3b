package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.Transaction;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plans are made from what the server knows of a table at that time, and sessions keep them. Statements must not read more as the
 * tables grow, although the server has not analyzed them again.
 */
class GrowingTableTest {

    /** Until the driver has prepared a statement on the server, and the server has settled for a plan. */
    private static final int CALLS = 12;

    private static final int ROWS = 50_000;

    /** The entries of an index scan for {@value #ROWS} rows take more, and the rows take a multiple. */
    private static final int MAX_BLOCKS = 100;

    private interface Call {
        void on(Transaction store, String id);
    }

    /** The tables of a new database were empty when the plans were made. The server analyzes them within a minute. */
    @Nested
    class NewDatabase {

        @RegisterExtension
        static final TestStore STORE = new TestStore();

        private static GrowingTables tables;

        @BeforeAll
        static void grow() throws SQLException {
            tables = new GrowingTables(STORE);
            tables.grow(OPERATIONS.values());
        }

        @AfterAll
        static void disconnect() throws SQLException {
            tables.close();
        }

        static Iterable<String> operations() {
            return OPERATIONS.keySet();
        }

        @ParameterizedTest
        @MethodSource("operations")
        void an_operation_does_not_read_the_whole_table(String operation) throws SQLException {
            assertThat(tables.blocks(OPERATIONS.get(operation))).isBetween(1L, (long) MAX_BLOCKS);
        }
    }

    /** The server has analyzed the tables, but not since a flow, a trigger, a stream or an index is new in them. */
    @Nested
    class NewFlow {

        @RegisterExtension
        static final TestStore STORE = new TestStore();

        private static GrowingTables tables;

        @BeforeAll
        static void grow() throws SQLException {
            tables = new GrowingTables(STORE);
            tables.store().stream("grow:stream:old").append(NewEvent.of("grown"));
            tables.insert("old");
            tables.analyze();
            tables.grow(ALL.values());
        }

        @AfterAll
        static void disconnect() throws SQLException {
            tables.close();
        }

        static Iterable<String> operations() {
            return ALL.keySet();
        }

        @ParameterizedTest
        @MethodSource("operations")
        void an_operation_does_not_read_the_whole_flow(String operation) throws SQLException {
            assertThat(tables.blocks(ALL.get(operation))).isBetween(1L, (long) MAX_BLOCKS);
        }
    }

    /** The tables of a test, and a connection on which the store works. */
    private static final class GrowingTables implements AutoCloseable {

        private final Connection connection =
                TestPostgres.hostile(TestPostgres.url()).getConnection();
        private final String schema;
        private final Transaction store;

        GrowingTables(TestStore tables) throws SQLException {
            schema = tables.schema();
            store = tables.store().using(connection);
            names().forEach(table ->
                    TestPostgres.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = false)"));
        }

        Transaction store() {
            return store;
        }

        void analyze() {
            names().forEach(table -> TestPostgres.execute("ANALYZE " + table));
        }

        private List<String> names() {
            return TestPostgres.strings("SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace = '"
                    + schema + "'::regnamespace");
        }

        /** Lets the session make its plans, and adds rows. */
        void grow(Collection<Call> operations) {
            for (int call = 0; call < CALLS; call++) {
                String id = "id" + call;
                operations.forEach(operation -> operation.on(store, id));
            }
            insert("");
        }

        /** Adds rows to one flow, index and run, to many streams and to a hundred triggers. */
        void insert(String prefix) {
            insertInto(
                    "flow_events (run_id, flow_name, type, ts) SELECT CASE n % 2 WHEN 0 THEN '%srun' ELSE '%<srun' || n END,"
                            + " '%<sflow', 'step', n",
                    prefix);
            insertInto("trigger_events (trigger_name, type, ts) SELECT '%shook' || n % 100, 'fired', n", prefix);
            insertInto(
                    "stream (subject_type, subject, type, ts) SELECT 'grow:stream', 'grow:stream:%s' || n % 100, 'grown', n",
                    prefix);
            insertInto(
                    "flow_runs (flow_name, run_id, started_at, status) SELECT '%sflow', '%<srun' || n, n, 'running'",
                    prefix);
            insertInto("flows (flow_name, registered_at) SELECT '%sflow' || n, n", prefix);
            insertInto("index_entries (subject, id, score) SELECT 'grow:%sindex', 'entry' || n, n", prefix);
            insertInto("scheduler_jobs (job_id, scheduled_at, status) SELECT '%sjob' || n, n, 'pending'", prefix);
            insertInto("kv (key, value) SELECT '%skey' || n, '1'", prefix);
        }

        private void insertInto(String table, String prefix) {
            TestPostgres.execute("INSERT INTO " + schema + ".nvent_"
                    + table.replace("% ", "%% ").formatted(prefix) + " FROM generate_series(1, " + ROWS + ") AS n");
        }

        /** The blocks of tables and indexes that an operation touches. */
        long blocks(Call operation) throws SQLException {
            long before = blocks();
            operation.on(store, "grown");
            return blocks() - before;
        }

        private long blocks() throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_stat_force_next_flush()");
                try (ResultSet row = statement.executeQuery(
                        "SELECT sum(heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read)"
                                + " FROM pg_statio_user_tables WHERE schemaname = '" + schema + "'")) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private static final Map<String, Call> OPERATIONS = operations();
    private static final Map<String, Call> ALL = all();

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
        calls.put(
                "append with a key that is stored",
                (store, id) -> store.flowRunEvents("run").append(event().withKey("same")));
        calls.put(
                "append of several events with keys",
                (store, id) -> store.flowRunEvents("run")
                        .appendAll(List.of(event().withKey("same"), event().withKey("other" + id))));
        calls.put(
                "append to a generic stream with a key that is stored",
                (store, id) -> store.stream("grow:stream:1")
                        .append(NewEvent.of("grown").withKey("same")));
        calls.put(
                "append with another version than the stream has",
                (store, id) -> store.stream("grow:stream:other").append(7, List.of(NewEvent.of("grown"))));
        calls.put(
                "read of some types",
                (store, id) -> store.flowRunEvents("run")
                        .read(EventQuery.all().withTypes("step").withLimit(10)));
        calls.put(
                "read after an event",
                (store, id) -> store.flowRunEvents("run")
                        .read(EventQuery.all().withAfter(20_000).withLimit(10)));
        calls.put(
                "range of scores",
                (store, id) -> store.flowRuns("flow")
                        .read(IndexQuery.all()
                                .withMinScore(20_000)
                                .withMaxScore(20_010)
                                .withLimit(10)));
        calls.put("addIfAbsent", (store, id) -> store.flowRuns("flow").addIfAbsent(id, 1, Map.of()));
        calls.put(
                "updateWithRetry",
                (store, id) ->
                        store.flowRuns("flow").updateWithRetry(id, entry -> Patch.of(FlowRunFields.STATUS, "failed")));
        calls.put("extend", (store, id) -> store.index("grow:index").extend("entry7", 1000, Duration.ofSeconds(1)));
        calls.put("release", (store, id) -> store.index("grow:index").release("entry7", 1000));
        calls.put(
                "delete of a version", (store, id) -> store.index("grow:index").delete("entry7", 1000));
        calls.put("setAll", (store, id) -> store.kv().setAll(Map.of(id, 1, "other", 2)));
        calls.put("getAll of keys", (store, id) -> store.kv().getAll(List.of(id, "key7")));
        calls.put("keys", (store, id) -> store.kv().keys("key7*", null, 10));
        calls.put("delete of a stream", (store, id) -> store.flowRunEvents(id).delete());
        return calls;
    }

    /** With those that an empty table leads to read a new table as a whole, until it is analyzed. */
    private static Map<String, Call> all() {
        var calls = new LinkedHashMap<>(OPERATIONS);
        calls.put("getAll of flows", (store, id) -> store.flows().getAll(List.of("flow7", "missing")));
        calls.put("getAll", (store, id) -> store.flowRuns("flow").getAll(List.of(id, "missing")));
        calls.put(
                "getAll from a generic index",
                (store, id) -> store.index("grow:index").getAll(List.of("entry7", "missing")));
        calls.put(
                "page after an entry",
                (store, id) -> store.flowRuns("flow")
                        .read(IndexQuery.all()
                                .withAfter(new IndexCursor(20_000, "run20000"))
                                .withLimit(10)));
        calls.put(
                "page of a generic index",
                (store, id) -> store.index("grow:index").read(IndexQuery.all().withLimit(10)));
        calls.put(
                "page of a generic index after an entry",
                (store, id) -> store.index("grow:index")
                        .read(IndexQuery.all()
                                .withAfter(new IndexCursor(20_000, "entry20000"))
                                .withLimit(10)));
        calls.put("deleteAll", (store, id) -> store.flowRuns("flow").deleteAll(List.of(id, "missing")));
        calls.put(
                "deleteAll in a generic index",
                (store, id) -> store.index("grow:index").deleteAll(List.of("entry7", "missing")));
        calls.put(
                "deleteAll of versions", (store, id) -> store.flowRuns("flow").deleteAll(Map.of(id, 0, "missing", 0)));
        calls.put(
                "deleteAll of versions in a generic index",
                (store, id) -> store.index("grow:index").deleteAll(Map.of("entry8", 0, "missing", 0)));
        return calls;
    }

    private static NewEvent event() {
        return NewEvent.of("step").withFlowName("flow");
    }
}

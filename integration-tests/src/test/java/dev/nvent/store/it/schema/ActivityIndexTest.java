package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.schema.DataLoss;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The indexes on the last activity of runs and on the running runs of flows: BRIN where this project made the table, the Node adapter's B-tree elsewhere. */
class ActivityIndexTest {

    private static final String BEFORE = "48";
    private static final String RUNS = "flow_runs";
    private static final List<String> TABLES = List.of(RUNS, "flows");

    @Test
    void a_new_table_has_a_brin_index_and_room_for_new_versions() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");

        for (String table : TABLES) {
            assertThat(method(schema, table)).isEqualTo("brin");
            assertThat(options(schema, table)).isEqualTo("{fillfactor=70}");
        }
    }

    @Test
    void an_adopted_table_keeps_the_index_of_the_node_adapter() {
        ScratchSchema schema = ScratchSchema.nodeAdapter("nvent");
        schema.migrator().adopt();

        for (String table : TABLES) {
            assertThat(method(schema, table)).isEqualTo("btree");
            assertThat(options(schema, table)).isNull();
        }
        assertThat(schema.migrator().validate()).isEmpty();
    }

    @Test
    void an_adopted_table_may_have_either_index() {
        ScratchSchema schema = ScratchSchema.nodeAdapter("nvent");
        schema.migrator().adopt();
        schema.execute("DROP INDEX ${schema}.idx_${prefix}_flow_runs_activity;"
                + "CREATE INDEX idx_${prefix}_flow_runs_activity ON ${schema}.${prefix}_flow_runs"
                + " USING brin (last_activity_at) WITH (autosummarize = on)");

        assertThat(schema.migrator().validate()).isEmpty();

        schema.execute("DROP INDEX ${schema}.idx_${prefix}_flow_runs_activity;"
                + "CREATE INDEX idx_${prefix}_flow_runs_activity ON ${schema}.${prefix}_flow_runs (started_at)");
        assertThat(schema.migrator().validate()).hasSize(1);
    }

    @Test
    void a_large_table_keeps_its_index_because_the_build_would_block_writers() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        schema.migrator().rollbackTo(BEFORE, DataLoss.REFUSED);
        schema.execute(
                "ALTER TABLE ${schema}.${prefix}_flow_runs ALTER COLUMN extra SET STORAGE PLAIN;"
                        + "INSERT INTO ${schema}.${prefix}_flow_runs (flow_name, run_id, started_at, extra)"
                        + " SELECT 'f', n::text, n, jsonb_build_object('a', repeat('x', 7000)) FROM generate_series(1, 9000) n");

        schema.migrator().migrate();

        assertThat(method(schema, RUNS)).isEqualTo("btree");
        assertThat(schema.migrator().validate()).isEmpty();
        schema.migrator().rollbackTo(BEFORE, DataLoss.REFUSED);
        assertThat(method(schema, RUNS)).isEqualTo("btree");
    }

    @Test
    void a_rollback_brings_the_index_of_the_node_adapter_back() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");

        schema.migrator().rollbackTo(BEFORE, DataLoss.REFUSED);

        for (String table : TABLES) {
            assertThat(method(schema, table)).isEqualTo("btree");
            assertThat(options(schema, table)).isNull();
        }
    }

    @Test
    void an_update_of_the_last_activity_adds_no_index_entry() throws SQLException, InterruptedException {
        assumeThat(TestPostgres.strings("SHOW server_version_num"))
                .as("BRIN indexes do not prevent HOT updates from PostgreSQL 16 on")
                .allMatch(version -> version.compareTo("160000") >= 0);
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        try (NventStore store = NventStore.open(schema.options())) {
            store.flowRuns("f").add("r", 1, Patch.of(FlowRunFields.STATUS, "running"));
        }
        try (Connection connection = schema.dataSource().getConnection();
                Statement statement = connection.createStatement();
                NventStore store = NventStore.open(schema.options())) {
            for (int n = 0; n < 50; n++) {
                store.flowRuns("f")
                        .update(
                                "r",
                                Patch.of(FlowRunFields.LAST_ACTIVITY_AT, Instant.ofEpochMilli(n))
                                        .and(FlowRunFields.STATUS, "running"));
            }
            statement.execute("SELECT pg_stat_force_next_flush()");
        }
        Await.untilRowExists(schema.filled("SELECT 1 FROM pg_stat_user_tables WHERE schemaname = '${schema}'"
                + " AND relname = '${prefix}_flow_runs' AND n_tup_upd = 50 AND n_tup_hot_upd = 50"));
    }

    @Test
    void the_start_and_the_end_of_a_run_add_no_index_entry_of_its_flow() throws SQLException, InterruptedException {
        assumeThat(TestPostgres.strings("SHOW server_version_num"))
                .as("BRIN indexes do not prevent HOT updates from PostgreSQL 16 on")
                .allMatch(version -> version.compareTo("160000") >= 0);
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        try (Connection connection = schema.dataSource().getConnection();
                NventStore store = NventStore.open(schema.options())) {
            var flows = store.using(connection).flows();
            flows.add("f", 1, Map.of());
            for (int n = 0; n < 25; n++) {
                flows.increment("f", FlowFields.STATS_RUNNING, 1);
                flows.increment("f", FlowFields.STATS_RUNNING, -1);
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_stat_force_next_flush()");
            }
        }
        Await.untilRowExists(schema.filled("SELECT 1 FROM pg_stat_user_tables WHERE schemaname = '${schema}'"
                + " AND relname = '${prefix}_flows' AND n_tup_upd = 50 AND n_tup_hot_upd = 50"));
    }

    @Test
    void runs_of_a_range_of_activity_are_found_by_the_index() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        schema.execute("INSERT INTO ${schema}.${prefix}_flow_runs (flow_name, run_id, started_at, last_activity_at)"
                + " SELECT 'f', n::text, n, n FROM generate_series(1, 100000) n;"
                + " ANALYZE ${schema}.${prefix}_flow_runs;"
                + " SELECT brin_summarize_new_values('${schema}.idx_${prefix}_flow_runs_activity')");

        List<String> plan = schema.strings("EXPLAIN SELECT * FROM ${schema}.${prefix}_flow_runs"
                + " WHERE last_activity_at >= 99900 ORDER BY last_activity_at DESC LIMIT 50");

        assertThat(String.join("\n", plan)).contains("idx_nvent_flow_runs_activity");
    }

    private static String method(ScratchSchema schema, String table) {
        String index = table.equals(RUNS) ? "flow_runs_activity" : "flows_running";
        return schema.strings("SELECT a.amname FROM pg_class c JOIN pg_am a ON a.oid = c.relam"
                        + " WHERE c.oid = '${schema}.idx_${prefix}_" + index + "'::regclass")
                .getFirst();
    }

    private static String options(ScratchSchema schema, String table) {
        return schema.strings("SELECT reloptions::text FROM pg_class WHERE oid = '${schema}.${prefix}_" + table
                        + "'::regclass")
                .getFirst();
    }
}

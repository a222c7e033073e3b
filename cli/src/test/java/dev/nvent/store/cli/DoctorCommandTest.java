package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.stream.NewEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

@Tag("postgres")
class DoctorCommandTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void every_warning_and_problem_has_a_reason_and_a_fix() {
        var json = DATABASE.run("doctor", "--json").json().get("findings");
        var text = DATABASE.run("doctor").out();

        assertThat(json.size()).isGreaterThan(20);
        for (JsonNode finding : json) {
            boolean isOk = finding.get("level").stringValue().equals("ok");
            assertThat(finding.get("reason").isNull()).as(finding.toString()).isEqualTo(isOk);
            assertThat(finding.get("fix").isNull()).as(finding.toString()).isEqualTo(isOk);
        }
        assertThat(text).contains("fix: ").contains("Problems: ");
    }

    @Test
    void fsync_off_is_a_problem() {
        // The test server runs with fsync off.
        assertThat(levels(DATABASE.cli())).containsEntry("fsync", "problem");
        assertThat(DATABASE.run("doctor").exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void pools_larger_than_max_connections_are_a_problem() {
        assertThat(levels(DATABASE.cli(), "--pool-size", "20", "--processes", "100"))
                .containsEntry("connections", "problem");
        assertThat(levels(DATABASE.cli())).containsEntry("connections", "ok");
    }

    @Test
    void many_updates_that_are_not_hot_are_a_warning_where_the_node_adapter_made_the_index() throws SQLException {
        CliRunner cli = CliRunner.on(TestDatabase.url(), "doctor_hot");
        cli.run("migrate");
        assertThat(levels(cli)).doesNotContainKey("hot_updates");
        TestDatabase.execute("DROP INDEX doctor_hot.idx_nvent_flow_runs_activity;"
                + "CREATE INDEX idx_nvent_flow_runs_activity"
                + " ON doctor_hot.nvent_flow_runs (last_activity_at DESC NULLS LAST);"
                + "INSERT INTO doctor_hot.nvent_flow_runs (flow_name, run_id, started_at)"
                + " SELECT 'f', n::text, n FROM generate_series(1, 25000) n");
        assertThat(levels(cli)).doesNotContainKey("hot_updates");
        for (int n = 0; n < 4; n++) {
            TestDatabase.execute("UPDATE doctor_hot.nvent_flow_runs SET last_activity_at = " + n
                    + "; SELECT pg_stat_force_next_flush()");
        }

        assertThat(levels(cli)).containsEntry("hot_updates", "warning").containsEntry("schema_drift", "ok");
        assertThat(cli.run("doctor").out())
                .contains("0 % of 100,000 updates of nvent_flow_runs are HOT")
                .contains(
                        "CREATE INDEX CONCURRENTLY idx_nvent_flow_runs_activity ON \"doctor_hot\".\"nvent_flow_runs\" USING");
    }

    @Test
    void many_updates_of_flows_that_are_not_hot_are_a_warning_where_the_node_adapter_made_the_index() {
        CliRunner cli = CliRunner.on(TestDatabase.url(), "doctor_hot_flows");
        cli.run("migrate");
        TestDatabase.execute("DROP INDEX doctor_hot_flows.idx_nvent_flows_running;"
                + "CREATE INDEX idx_nvent_flows_running"
                + " ON doctor_hot_flows.nvent_flows (stats_running DESC) WHERE stats_running > 0;"
                + "INSERT INTO doctor_hot_flows.nvent_flows (flow_name, registered_at, stats_running)"
                + " SELECT n::text, n, 1 FROM generate_series(1, 25000) n");
        for (int n = 2; n < 6; n++) {
            TestDatabase.execute("UPDATE doctor_hot_flows.nvent_flows SET stats_running = " + n
                    + "; SELECT pg_stat_force_next_flush()");
        }

        assertThat(levels(cli)).containsEntry("hot_flow_updates", "warning").containsEntry("schema_drift", "ok");
        assertThat(cli.run("doctor").out())
                .contains("0 % of 100,000 updates of nvent_flows are HOT")
                .contains("CREATE INDEX CONCURRENTLY idx_nvent_flows_running ON"
                        + " \"doctor_hot_flows\".\"nvent_flows\" USING brin (stats_running)");
    }

    @Test
    void a_superuser_role_is_a_warning() {
        assertThat(levels(DATABASE.cli())).containsEntry("role", "warning");
    }

    @Test
    void hidden_sessions_of_other_roles_are_a_warning() throws SQLException {
        TestDatabase.execute("CREATE ROLE doctor_app LOGIN");
        DATABASE.run("grants", "doctor_app", "--apply");
        try (Connection other = TestDatabase.connect()) {
            assertThat(other.isValid(1)).isTrue();
            assertThat(levels(CliRunner.on(TestDatabase.url("doctor_app", ""), DATABASE.schema())))
                    .containsEntry("visibility", "warning")
                    .containsEntry("role", "ok");
        }
    }

    @Test
    void a_table_without_autovacuum_is_a_problem() {
        String table = '"' + DATABASE.schema() + "\".nvent_triggers";
        TestDatabase.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = false)");
        try {
            assertThat(levels(DATABASE.cli())).containsEntry("autovacuum_table", "problem");
        } finally {
            TestDatabase.execute("ALTER TABLE " + table + " RESET (autovacuum_enabled)");
        }
    }

    @Test
    void a_table_with_row_level_security_is_a_warning() {
        String table = '"' + DATABASE.schema() + "\".nvent_flow_events";
        assertThat(levels(DATABASE.cli())).doesNotContainKey("row_security");
        TestDatabase.execute("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY");
        try {
            assertThat(levels(DATABASE.cli())).containsEntry("row_security", "warning");
        } finally {
            TestDatabase.execute("ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY");
        }
    }

    @Test
    void a_database_that_cannot_hold_all_text_is_a_problem() {
        assertThat(levels(DATABASE.cli())).containsEntry("encoding", "ok");
        TestDatabase.execute("CREATE DATABASE doctor_latin1 ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        try {
            String url = TestDatabase.url().replaceFirst("/[^/?]+(\\?|$)", "/doctor_latin1$1");
            assertThat(levels(CliRunner.on(url, "nvent"))).containsEntry("encoding", "problem");
        } finally {
            TestDatabase.execute("DROP DATABASE doctor_latin1");
        }
    }

    @Test
    void jobs_that_no_process_claims_are_a_warning() {
        assertThat(levels(DATABASE.cli())).containsEntry("overdue_jobs", "ok");
        DATABASE.store().schedulerJobs().add("late", 1, Map.of("status", "pending"));
        assertThat(levels(DATABASE.cli())).containsEntry("overdue_jobs", "warning");

        DATABASE.store().schedulerJobs().update("late", Map.of("enabled", false));
        assertThat(levels(DATABASE.cli())).containsEntry("overdue_jobs", "ok");
    }

    @Test
    void a_subscription_that_no_process_runs_is_a_warning() {
        DATABASE.store().stream("doctor:abandoned:1").append(NewEvent.of("a"));
        DATABASE.store()
                .subscribe("abandoned")
                .to("doctor:abandoned:1")
                .handle(event -> {})
                .close();
        assertThat(levels(DATABASE.cli())).containsEntry("subscription_owners", "ok");
        TestDatabase.execute(
                "UPDATE " + DATABASE.schema() + ".nvent_subscriptions SET lease_until = 1 WHERE name = 'abandoned'");

        assertThat(levels(DATABASE.cli())).containsEntry("subscription_owners", "warning");
        DATABASE.store().subscriptions().delete("abandoned");
    }

    @Test
    void many_runs_that_ended_long_ago_are_a_warning() {
        assertThat(levels(DATABASE.cli())).containsEntry("old_runs", "ok");
        TestDatabase.execute("INSERT INTO " + DATABASE.schema()
                + ".nvent_flow_runs (flow_name, run_id, started_at, completed_at, status)"
                + " SELECT 'old', n, n, n, 'completed' FROM generate_series(1, 100000) AS n");

        assertThat(levels(DATABASE.cli())).containsEntry("old_runs", "warning");
        TestDatabase.execute("DELETE FROM " + DATABASE.schema() + ".nvent_flow_runs WHERE flow_name = 'old'");
    }

    @Test
    void versions_near_their_end_are_a_warning() {
        List<String> ids = List.of("a", "b", "c", "d");
        ids.forEach(id -> DATABASE.store().flows().add(id, 1, Map.of()));
        String table = DATABASE.schema() + ".nvent_flows";
        TestDatabase.execute("ANALYZE " + table);
        assertThat(levels(DATABASE.cli())).doesNotContainKey("versions");
        TestDatabase.execute("UPDATE " + table + " SET version = 2000000000 + ascii(flow_name); ANALYZE " + table);

        assertThat(levels(DATABASE.cli())).containsEntry("versions", "warning");
        DATABASE.store().flows().deleteAll(ids);
        TestDatabase.execute("ANALYZE " + table);
    }

    @Test
    void counters_and_sequences_near_their_end_are_found() {
        assertThat(levels(DATABASE.cli())).doesNotContainKeys("counters", "sequence_limits");
        String table = DATABASE.schema() + ".nvent_flows";
        List<String> ids = List.of("a", "b");
        ids.forEach(id -> DATABASE.store().flows().add(id, 1, Map.of("stats.total", 2_000_000_000 + id.charAt(0))));
        TestDatabase.execute("ANALYZE " + table);
        String sequence = DATABASE.schema() + ".nvent_lease_tokens";
        TestDatabase.execute("SELECT setval('" + sequence + "', 9223372036854775807)");

        assertThat(levels(DATABASE.cli()))
                .containsEntry("counters", "warning")
                .containsEntry("sequence_limits", "problem")
                .doesNotContainKey("versions");

        TestDatabase.execute("SELECT setval('" + sequence + "', 1)");
        DATABASE.store().flows().deleteAll(ids);
        TestDatabase.execute("ANALYZE " + table);
    }

    @Test
    void an_empty_database_can_be_checked() {
        assertThat(levels(CliRunner.on(TestDatabase.url(), "empty_schema"))).containsEntry("schema", "problem");
    }

    private static Map<String, String> levels(CliRunner run, String... args) {
        var all = new ArrayList<>(List.of("doctor", "--json"));
        all.addAll(List.of(args));
        return run.run(all.toArray(String[]::new))
                .json()
                .get("findings")
                .valueStream()
                .collect(Collectors.toMap(
                        finding -> finding.get("check").stringValue(),
                        finding -> finding.get("level").stringValue(),
                        (one, other) -> one));
    }
}

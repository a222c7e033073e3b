package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.cli.CliRunner.Result;
import dev.nvent.store.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** On a double of Citus' functions. */
@Tag("postgres")
class DistributeCommandTest {

    private static final Path DOUBLE = Path.of(System.getProperty("basedir", "."))
            .resolve("../integration-tests/src/test/resources/dev/nvent/store/it/citus.sql");

    private static PostgresServer.Database database;

    @BeforeAll
    static void create() throws IOException, SQLException {
        database = TestDatabase.server().createDatabase();
        execute(Files.readString(DOUBLE));
        run("migrate");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @AfterEach
    void undo() throws SQLException {
        run("distribute", "--undo");
        execute("DELETE FROM pg_dist_object");
    }

    @Test
    void a_plan_changes_nothing() {
        Result plan = run("distribute", "--layout", "events", "--plan");

        assertThat(plan.out())
                .contains("-- table nvent_flow_events\nALTER TABLE \"spread\".\"nvent_flow_events\"")
                .contains("PRIMARY KEY (run_id, id)")
                .contains("create_distributed_table('\"spread\".\"nvent_flow_events\"', 'run_id'");
        assertThat(finding("citus").get("found").stringValue()).contains("no table is distributed");
    }

    @Test
    void a_layout_is_distributed_once_and_undone() {
        Result first = run("distribute", "--layout", "all", "--json");
        Result second = run("distribute", "--layout", "ALL");
        Result valid = run("validate");
        Result undone = run("distribute", "--undo");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.json().get("layout").stringValue()).isEqualTo("all");
        assertThat(first.json().get("executed").booleanValue()).isTrue();
        assertThat(first.json().get("scripts").size()).isGreaterThan(20);
        assertThat(second.out()).isEqualTo("There is nothing to do.\n");
        assertThat(valid.exitCode()).as(valid.out()).isZero();
        assertThat(undone.out()).isEqualTo("All tables are on the coordinator.\n");
        assertThat(run("distribute", "--undo", "--plan").out()).isEqualTo("-- Nothing to do.\n");
    }

    @Test
    void the_report_shows_the_shards_and_no_empty_shells() {
        run("distribute", "--layout", "events");

        JsonNode report = run("report", "--json").json();

        JsonNode events = report.get("tables")
                .valueStream()
                .filter(table -> table.get("table").stringValue().equals("nvent_flow_events"))
                .findFirst()
                .orElseThrow();
        assertThat(events.get("estimatedRows").isNull()).isTrue();
        assertThat(events.get("bytes").longValue()).isEqualTo(1_000_000_000);
        assertThat(events.get("indexBytes").longValue()).isEqualTo(400_000_000);
        assertThat(report.get("unusedIndexes").size()).isZero();
    }

    @Test
    void the_doctor_names_the_layout_and_what_it_needs() throws SQLException {
        assertThat(finding("citus_node")).isNull();
        run("distribute", "--layout", "events");

        assertThat(finding("citus").get("found").stringValue()).isEqualTo("Citus 13.2-1, layout events");
        assertThat(level("citus_time_limits")).isEqualTo("warning");
        assertThat(level("citus_node")).isEqualTo("ok");
        assertThat(level("citus_clock")).isEqualTo("ok");
        String prepared = finding("citus_two_phase_commit").get("found").stringValue();
        assertThat(level("citus_two_phase_commit")).isEqualTo(prepared.endsWith("= 0") ? "problem" : "ok");
        assertThat(level("schema_drift")).isEqualTo("ok");

        execute("ALTER DATABASE " + database.name() + " SET citus.propagate_set_commands = 'local';"
                + "UPDATE pg_dist_local_group SET groupid = 2;"
                + "SELECT undistribute_table('spread.nvent_flows')");
        try {
            assertThat(level("citus_time_limits")).isEqualTo("ok");
            assertThat(level("citus_node")).isEqualTo("warning");
            assertThat(finding("schema_drift").get("found").stringValue()).contains("distribution flows");
        } finally {
            execute("UPDATE pg_dist_local_group SET groupid = 0;" + "ALTER DATABASE " + database.name()
                    + " RESET citus.propagate_set_commands");
        }
    }

    @Test
    void the_clock_of_the_node_adapter_is_for_its_role_only() {
        Result distributed = run("distribute", "--layout", "events", "--with-node-adapter");

        assertThat(distributed.exitCode()).as(distributed.err()).isZero();
        assertThat(level("citus_clock")).isEqualTo("warning");
        run("distribute", "--undo");
        run("distribute", "--layout", "events");
        assertThat(level("citus_clock")).isEqualTo("ok");
    }

    @Test
    void wrong_options_are_refused() {
        assertThat(run("distribute").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("distribute", "--layout", "sideways").err()).contains("schema, events, all".toUpperCase());
        assertThat(run("distribute", "--layout", "all", "--undo").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("distribute", "--undo", "--with-node-adapter", "app").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    private static String level(String check) {
        return finding(check).get("level").stringValue();
    }

    /** Null if the doctor has no such check here. */
    private static JsonNode finding(String check) {
        return run("doctor", "--json")
                .json()
                .get("findings")
                .valueStream()
                .filter(finding -> finding.get("check").stringValue().equals(check))
                .findFirst()
                .orElse(null);
    }

    private static Result run(String... args) {
        return CliRunner.on(database.jdbcUrl(), "spread").run(args);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

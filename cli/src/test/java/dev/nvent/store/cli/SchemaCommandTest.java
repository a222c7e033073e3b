package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.cli.CliRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class SchemaCommandTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String schema = "cli_schema_" + NUMBER.incrementAndGet();

    @Test
    void migrate_brings_an_empty_database_to_the_current_state() {
        Result before = run("status", "--json");
        Result migrated = run("migrate", "--json");
        Result after = run("status", "--json");

        assertThat(before.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(before.json().get("state").stringValue()).isEqualTo("empty");
        assertThat(before.json().get("pending").size())
                .isEqualTo(migrated.json().get("migrations").intValue());
        assertThat(after.exitCode()).isZero();
        assertThat(after.json().get("state").stringValue()).isEqualTo("current");
        assertThat(after.json().get("pending").size()).isZero();
        assertThat(run("migrate").out()).contains("already");
        assertThat(run("status").out()).contains("State:    current").contains("schema " + schema);
    }

    @Test
    void plan_prints_the_sql_without_running_it() {
        Result plan = run("plan");

        assertThat(plan.out())
                .contains("-- V001__flow_events.sql")
                .contains("CREATE TABLE \"" + schema + "\".\"nvent_");
        assertThat(run("status", "--json").json().get("state").stringValue()).isEqualTo("empty");
        run("migrate");
        assertThat(run("plan").out()).isEqualTo("-- No pending migrations.\n");
        assertThat(run("plan", "--json").out()).isEqualTo("{\"scripts\":[]}\n");
    }

    @Test
    void a_command_on_an_unmigrated_schema_refers_to_migrate() {
        Result result = run("streams");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("nvent migrate").doesNotContain("\tat ");
    }

    @Test
    void own_tables_and_columns_are_part_of_a_healthy_schema_and_can_be_rolled_back(@TempDir Path directory)
            throws IOException {
        Files.writeString(directory.resolve("V1000__customers.sql"), """
                CREATE TABLE "${schema}"."${prefix}customers" (id text PRIMARY KEY);
                ALTER TABLE "${schema}"."${prefix}flow_runs" ADD COLUMN customer_id text;
                """);
        Files.writeString(directory.resolve("U1000__customers.sql"), """
                ALTER TABLE "${schema}"."${prefix}flow_runs" DROP COLUMN customer_id;
                DROP TABLE "${schema}"."${prefix}customers";
                """);
        Files.writeString(directory.resolve("L1000__customers.sql"), "SELECT 'customers', 0::bigint");
        String migrations = "filesystem:" + directory;

        assertThat(run("plan", "--migrations", migrations).out()).contains("-- V1000__customers.sql");
        assertThat(run("migrate", "--migrations", migrations).exitCode()).isZero();
        assertThat(run("validate").exitCode()).isZero();
        assertThat(run("status").exitCode()).isZero();
        assertThat(run("doctor").out()).doesNotContain("customer");

        Result rollback = run("rollback", "999", "--yes", "--migrations", migrations);
        assertThat(rollback.exitCode()).as(rollback.err()).isZero();
        assertThat(run("validate").exitCode()).isZero();
    }

    @Test
    void a_rollback_that_loses_data_must_be_accepted_explicitly() {
        run("migrate");
        run("kv", "set", "a", "1");

        Result refused = run("rollback", "0", "--yes");
        Result dry = run("rollback", "0", "--dry-run", "--json");
        Result unconfirmed = run("rollback", "0", "--accept-data-loss");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("kv: 1 row").contains("--accept-data-loss");
        assertThat(dry.json().get("losses").get(0).get("rows").longValue()).isPositive();
        assertThat(unconfirmed.exitCode()).isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(run("kv", "get", "a").out()).isEqualTo("1\n");
        assertThat(run("rollback", "0", "--accept-data-loss", "--yes").out()).contains("Rolled back to version 0");
        assertThat(run("status", "--json").json().get("version").stringValue()).isEqualTo("0");
    }

    @Test
    void a_rollback_without_data_loss_only_needs_confirmation() {
        run("migrate");

        assertThat(run("rollback", "16").exitCode()).isEqualTo(ExitCode.NOT_CONFIRMED);
        Result confirmed =
                CliRunner.on(TestDatabase.url(), schema).withAnswers("yes").run("rollback", "16");

        assertThat(confirmed.exitCode()).isZero();
        assertThat(confirmed.prompts()).contains("Roll back to version 16");
        assertThat(run("status", "--json").json().get("state").stringValue()).isEqualTo("outdated");
        assertThat(run("migrate").exitCode()).isZero();
        assertThat(run("validate").exitCode()).isZero();
    }

    @Test
    void validate_and_status_report_a_missing_index() {
        run("migrate");
        TestDatabase.execute("DROP INDEX \"" + schema + "\".idx_nvent_flow_runs_score");

        Result validated = run("validate", "--json");

        assertThat(validated.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(validated.json().get("differences").get(0).get("kind").stringValue())
                .isEqualTo("missing");
        assertThat(validated.json().get("differences").get(0).get("object").stringValue())
                .contains("flow_runs_score");
        assertThat(run("status").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run("doctor", "--json").out()).contains("\"schema_drift\",\"level\":\"problem\"");
    }

    @Test
    void a_database_of_another_origin_cannot_be_adopted() {
        run("migrate");

        assertThat(run("adopt").exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void a_database_of_the_node_adapter_is_adopted() {
        run("migrate");
        // Version 8 without the migration history is the schema of the Node adapter.
        run("rollback", "8", "--yes", "--accept-data-loss");
        TestDatabase.execute("DROP TABLE \"" + schema + "\".nvent_flyway_history");
        assertThat(run("status", "--json").json().get("state").stringValue()).isEqualTo("node_adapter");

        Result dry = run("adopt", "--dry-run");
        Result adopted = run("adopt", "--json");

        assertThat(dry.out()).contains("The database can be adopted.");
        assertThat(adopted.json().get("adopted").booleanValue()).isTrue();
        assertThat(run("status").exitCode()).isZero();
    }

    @Test
    void a_granted_role_can_use_the_store_but_not_change_the_schema() {
        run("migrate");
        TestDatabase.execute("CREATE ROLE " + schema + "_app LOGIN");
        String app = TestDatabase.url(schema + "_app", "");

        assertThat(run("grants", schema + "_app").out()).contains("GRANT");
        assertThat(CliRunner.on(app, schema).run("kv", "set", "x", "1").exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(run("grants", schema + "_app", "--apply").exitCode()).isZero();
        assertThat(CliRunner.on(app, schema).run("kv", "set", "x", "1").exitCode())
                .isZero();
        assertThat(CliRunner.on(app, schema)
                        .run("rollback", "0", "--yes", "--accept-data-loss")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void a_database_error_is_printed_on_one_line() {
        TestDatabase.execute("CREATE SCHEMA \"" + schema + "\"");
        TestDatabase.execute("CREATE ROLE " + schema + "_unprivileged LOGIN");

        Result result = CliRunner.on(TestDatabase.url(schema + "_unprivileged", ""), schema)
                .run("migrate");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).hasLineCount(1).contains("permission denied");
    }

    private Result run(String... args) {
        return CliRunner.on(TestDatabase.url(), schema).run(args);
    }
}

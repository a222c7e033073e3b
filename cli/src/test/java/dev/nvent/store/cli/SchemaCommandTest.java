package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.cli.CommandLineRun.Result;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class SchemaCommandTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String schema = "cli_schema_" + NUMBER.incrementAndGet();

    @Test
    void an_empty_database_is_migrated_and_then_current() {
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
    void a_plan_is_the_sql_that_would_run_and_runs_nothing() {
        Result plan = run("plan");

        assertThat(plan.out())
                .contains("-- V001__flow_events.sql")
                .contains("CREATE TABLE \"" + schema + "\".\"nvent_");
        assertThat(run("status", "--json").json().get("state").stringValue()).isEqualTo("empty");
        run("migrate");
        assertThat(run("plan").out()).isEqualTo("-- Nothing is pending.\n");
        assertThat(run("plan", "--json").out()).isEqualTo("{\"scripts\":[]}\n");
    }

    @Test
    void a_store_that_is_not_migrated_says_what_to_do() {
        Result result = run("streams");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("nvent migrate").doesNotContain("\tat ");
    }

    @Test
    void a_rollback_that_loses_data_tells_what_and_needs_to_be_told_so() {
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
    void a_rollback_without_losses_only_asks() {
        run("migrate");

        assertThat(run("rollback", "20").exitCode()).isEqualTo(ExitCode.NOT_CONFIRMED);
        Result done =
                CommandLineRun.on(TestDatabase.url(), schema).answering("yes").run("rollback", "20");

        assertThat(done.exitCode()).isZero();
        assertThat(done.asked()).contains("Roll back to version 20");
        assertThat(run("status", "--json").json().get("state").stringValue()).isEqualTo("outdated");
        assertThat(run("migrate").exitCode()).isZero();
        assertThat(run("validate").exitCode()).isZero();
    }

    @Test
    void validate_and_status_find_a_missing_index() {
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
    void what_the_original_did_not_make_cannot_be_adopted() {
        run("migrate");

        assertThat(run("adopt").exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void a_database_of_the_original_is_adopted() {
        run("migrate");
        // What is left is what the original makes, without our history.
        run("rollback", "8", "--yes", "--accept-data-loss");
        TestDatabase.execute("DROP TABLE \"" + schema + "\".nvent_flyway_history");
        assertThat(run("status", "--json").json().get("state").stringValue()).isEqualTo("original");

        Result dry = run("adopt", "--dry-run");
        Result adopted = run("adopt", "--json");

        assertThat(dry.out()).contains("It can be adopted.");
        assertThat(adopted.json().get("adopted").booleanValue()).isTrue();
        assertThat(run("status").exitCode()).isZero();
    }

    @Test
    void a_granted_role_can_use_the_store_but_not_migrate_it() {
        run("migrate");
        TestDatabase.execute("CREATE ROLE " + schema + "_app LOGIN");
        String app = TestDatabase.url(schema + "_app", "");

        assertThat(run("grants", schema + "_app").out()).contains("GRANT");
        assertThat(CommandLineRun.on(app, schema).run("kv", "set", "x", "1").exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(run("grants", schema + "_app", "--apply").exitCode()).isZero();
        assertThat(CommandLineRun.on(app, schema).run("kv", "set", "x", "1").exitCode())
                .isZero();
        assertThat(CommandLineRun.on(app, schema)
                        .run("rollback", "0", "--yes", "--accept-data-loss")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void what_the_database_refuses_is_one_line() {
        TestDatabase.execute("CREATE SCHEMA \"" + schema + "\"");
        TestDatabase.execute("CREATE ROLE " + schema + "_nobody LOGIN");

        Result result = CommandLineRun.on(TestDatabase.url(schema + "_nobody", ""), schema)
                .run("migrate");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).hasLineCount(1).contains("permission denied");
    }

    private Result run(String... args) {
        return CommandLineRun.on(TestDatabase.url(), schema).run(args);
    }
}

package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunsCommandTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeAll
    static void fill() {
        DATABASE.store().flowRuns("checkout").add("r-1", 1_000, Map.of("status", "completed", "customer", "c-1"));
        DATABASE.store().flowRuns("checkout").add("r-2", Instant.now().toEpochMilli(), Map.of("status", "running"));
        DATABASE.store()
                .flowRuns("re,fund")
                .add("r,3", 2_000, Map.of("status", "failed", "awaitingSteps", Map.of("approve", 1)));
    }

    @Test
    void runs_are_listed_the_newest_first() {
        CliRunner.Result result = DATABASE.run("runs");

        assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).containsSubsequence("STARTED", "r-2", "running", "r,3", "failed", "r-1", "completed");
    }

    @Test
    void options_narrow_the_list() {
        assertThat(DATABASE.run("runs", "--status", "failed", "--status", "completed")
                        .out())
                .contains("r,3", "r-1")
                .doesNotContain("r-2");
        assertThat(DATABASE.run("runs", "--flow", "re,fund").out())
                .contains("r,3")
                .doesNotContain("r-1");
        assertThat(DATABASE.run("runs", "--waiting").out()).contains("r,3").doesNotContain("r-1");
        assertThat(DATABASE.run("runs", "--younger-than", "1h").out())
                .contains("r-2")
                .doesNotContain("r-1");
        assertThat(DATABASE.run("runs", "--older-than", "1h").out())
                .contains("r-1")
                .doesNotContain("r-2");
        assertThat(DATABASE.run("runs", "--where", "customer=c-1").out())
                .contains("r-1")
                .doesNotContain("r-2");
        assertThat(DATABASE.run("runs", "--status", "none").out()).contains("No runs.");
    }

    @Test
    void pages_continue_after_the_printed_cursor() {
        CliRunner.Result first = DATABASE.run("runs", "--limit", "2", "--json");

        assertThat(first.out()).contains("\"next\":\"2000,r%2C3,re,fund\"");
        assertThat(DATABASE.run("runs", "--after", "2000,r%2C3,re,fund").out())
                .contains("r-1")
                .doesNotContain("r-2", "r,3");
        assertThat(DATABASE.run("runs", "--after", Long.MAX_VALUE + ",r,f").out())
                .contains("r-1", "r-2", "r,3");
        assertThat(DATABASE.run("runs", "--after", "r-1").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(DATABASE.run("runs", "--after", "1,%zz,f").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void runs_are_counted() {
        assertThat(DATABASE.run("runs", "--count", "--json").out()).contains("\"runs\":3");
        assertThat(DATABASE.run("runs", "--count", "--status", "failed", "--json")
                        .out())
                .contains("\"runs\":1");
        assertThat(DATABASE.run("runs", "--estimate").out()).contains("~");
        assertThat(DATABASE.run("runs", "--estimate", "--count").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}

package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class ConnectionMixinTest {

    private static final String SECRET = "S3cret-password";

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    Path directory;

    @Test
    void the_config_file_takes_precedence_over_the_environment() throws IOException {
        Path file = file("nvent.store.connection=" + TestDatabase.url() + "\nnvent.store.schema=" + DATABASE.schema());

        var result = new CliRunner()
                .with("DATABASE_URL", "postgresql://nowhere.invalid/x")
                .with("NVENT_SCHEMA", "elsewhere")
                .run("status", "--config", file.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("schema " + DATABASE.schema());
    }

    @Test
    void options_take_precedence_over_the_config_file() throws IOException {
        Path file = file("nvent.connections.postgres.host=nowhere.invalid\nnvent.store.schema=elsewhere");

        var result = new CliRunner()
                .run("status", "--config", file.toString(), "--url", TestDatabase.url(), "--schema", DATABASE.schema());

        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @Test
    void an_unknown_property_in_the_config_file_is_rejected() throws IOException {
        Path file = file("nvent.store.connection.hots=localhost");

        var result = new CliRunner().run("status", "--config", file.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("nvent.store.connection.hots");
    }

    @Test
    void a_missing_database_is_reported_with_the_options_that_set_it() {
        var result = new CliRunner().run("status");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--url").contains("DATABASE_URL").hasLineCount(1);
    }

    @Test
    void a_connection_failure_prints_one_line_and_has_its_own_exit_code() {
        var result = new CliRunner().run("status", "--host", "localhost", "--port", "1");
        var verbose = new CliRunner().run("kv", "keys", "--host", "localhost", "--port", "1", "--verbose");

        assertThat(result.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(result.err()).hasLineCount(1).doesNotContain("\tat ");
        assertThat(verbose.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(verbose.err()).contains("\tat ");
    }

    @Test
    void an_unknown_host_is_named_with_the_reason() {
        var result = new CliRunner().run("status", "--url", "postgresql://app@nowhere.invalid:5433/x");

        assertThat(result.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(result.err())
                .contains("nowhere.invalid:5433", "unknown host")
                .hasLineCount(1);
    }

    @Test
    void a_statement_timeout_is_no_connection_failure() throws SQLException {
        try (Connection locking = TestDatabase.connect();
                Statement statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("LOCK TABLE " + DATABASE.schema() + ".nvent_kv");

            var result = new CliRunner()
                    .with("NVENT_DATABASE_URL", TestDatabase.url() + "&options=-c%20statement_timeout=500")
                    .with("NVENT_SCHEMA", DATABASE.schema())
                    .run("kv", "keys");

            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err()).contains("57014", "canceling statement due to statement timeout");
        }
    }

    @Test
    void a_password_in_an_option_is_rejected_and_not_printed() {
        String[][] attempts = {
            {"status", "--url", "postgresql://app:" + SECRET + "@localhost/x"},
            {"status", "--url", "jdbc:postgresql://localhost/x?user=app&password=" + SECRET},
            {"status", "--url", "jdbc:postgresql://localhost/x?sslpassword=" + SECRET},
            {"status", "--url", "jdbc:postgresql://app:" + SECRET + "@localhost/x"},
            {"status", "--url", "jdbc:postgresql://localhost?user=app&password=" + SECRET},
            {"status", "--url", "postgresql://app:" + SECRET + "@x@localhost/x"},
            {"status", "--url", "postgresql://app:1/" + SECRET + "@localhost/x"},
            {"status", "--url", "postgresql://app:1?" + SECRET + "@localhost/x"},
            {"status", "--url", "postgresql://app:" + SECRET + "/x@localhost"},
            {"status", "--host", "localhost", "--password", SECRET},
            {"status", "--host", "localhost", "--password=" + SECRET},
            {"kv", "get", "--password", SECRET, "key", "--host", "localhost"},
        };
        for (String[] attempt : attempts) {
            var result = new CliRunner().run(attempt);

            assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(result.out() + result.err()).doesNotContain(SECRET).isNotEmpty();
        }
    }

    @Test
    void no_error_message_contains_the_password() throws IOException {
        Path file = file("nvent.store.connection.host=localhost\nnvent.store.connection.port=1\n"
                + "nvent.store.connection.password=" + SECRET);
        CliRunner[] runs = {
            new CliRunner().with("DATABASE_URL", "postgresql://app:" + SECRET + "@localhost:1/x"),
            new CliRunner().with("DATABASE_URL", "jdbc:postgresql://localhost:port/x?password=" + SECRET),
            new CliRunner().with("DATABASE_URL", "postgresql://localhost:1/x").with("PGPASSWORD", SECRET),
        };
        for (CliRunner run : runs) {
            assertThat(run.run("status", "--verbose").err()).isNotEmpty().doesNotContain(SECRET);
        }
        assertThat(new CliRunner()
                        .run("kv", "keys", "--verbose", "--config", file.toString())
                        .err())
                .isNotEmpty()
                .doesNotContain(SECRET);
    }

    @Test
    void the_password_prompt_requires_a_terminal() {
        var interactive = DATABASE.cli().withAnswers(SECRET).run("status", "--password");
        var nonInteractive = DATABASE.cli().run("status", "--password");

        assertThat(interactive.exitCode()).as(interactive.err()).isZero();
        assertThat(interactive.prompts()).isEqualTo("Password: ");
        assertThat(nonInteractive.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private Path file(String properties) throws IOException {
        return Files.writeString(directory.resolve("nvent.properties"), properties);
    }
}

package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class ConnectingTest {

    private static final String SECRET = "S3cret-and-unseen";

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    Path directory;

    @Test
    void a_file_names_the_database_and_wins_over_the_environment() throws IOException {
        Path file = file("nvent.store.connection=" + TestDatabase.url() + "\nnvent.store.schema=" + DATABASE.schema());

        var result = new CommandLineRun()
                .with("DATABASE_URL", "postgresql://nowhere.invalid/x")
                .with("NVENT_SCHEMA", "elsewhere")
                .run("status", "--config", file.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("schema " + DATABASE.schema());
    }

    @Test
    void options_win_over_the_file() throws IOException {
        Path file = file("nvent.connections.postgres.host=nowhere.invalid\nnvent.store.schema=elsewhere");

        var result = new CommandLineRun()
                .run("status", "--config", file.toString(), "--url", TestDatabase.url(), "--schema", DATABASE.schema());

        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @Test
    void a_misspelled_property_is_not_passed_over() throws IOException {
        Path file = file("nvent.store.connection.hots=localhost");

        var result = new CommandLineRun().run("status", "--config", file.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("nvent.store.connection.hots");
    }

    @Test
    void without_a_database_it_says_how_to_name_one() {
        var result = new CommandLineRun().run("status");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--url").contains("DATABASE_URL").hasLineCount(1);
    }

    @Test
    void no_connection_is_one_sentence_and_an_exit_code_of_its_own() {
        var result = new CommandLineRun().run("status", "--host", "localhost", "--port", "1");
        var verbose = new CommandLineRun().run("kv", "keys", "--host", "localhost", "--port", "1", "--verbose");

        assertThat(result.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(result.err()).hasLineCount(1).doesNotContain("\tat ");
        assertThat(verbose.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(verbose.err()).contains("\tat ");
    }

    @Test
    void a_password_in_an_option_is_refused_and_not_repeated() {
        String[][] attempts = {
            {"status", "--url", "postgresql://app:" + SECRET + "@localhost/x"},
            {"status", "--url", "jdbc:postgresql://localhost/x?user=app&password=" + SECRET},
            {"status", "--url", "jdbc:postgresql://localhost/x?sslpassword=" + SECRET},
            {"status", "--host", "localhost", "--password", SECRET},
            {"status", "--host", "localhost", "--password=" + SECRET},
            {"kv", "get", "--password", SECRET, "key", "--host", "localhost"},
        };
        for (String[] attempt : attempts) {
            var result = new CommandLineRun().run(attempt);

            assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(result.out() + result.err()).doesNotContain(SECRET).isNotEmpty();
        }
    }

    @Test
    void no_error_holds_the_password() throws IOException {
        Path file = file("nvent.store.connection.host=localhost\nnvent.store.connection.port=1\n"
                + "nvent.store.connection.password=" + SECRET);
        CommandLineRun[] runs = {
            new CommandLineRun().with("DATABASE_URL", "postgresql://app:" + SECRET + "@localhost:1/x"),
            new CommandLineRun().with("DATABASE_URL", "jdbc:postgresql://localhost:port/x?password=" + SECRET),
            new CommandLineRun()
                    .with("DATABASE_URL", "postgresql://localhost:1/x")
                    .with("PGPASSWORD", SECRET),
        };
        for (CommandLineRun run : runs) {
            assertThat(run.run("status", "--verbose").err()).isNotEmpty().doesNotContain(SECRET);
        }
        assertThat(new CommandLineRun()
                        .run("kv", "keys", "--verbose", "--config", file.toString())
                        .err())
                .isNotEmpty()
                .doesNotContain(SECRET);
    }

    @Test
    void the_password_is_asked_for_where_somebody_can_answer() {
        var asked = DATABASE.cli().answering(SECRET).run("status", "--password");
        var unasked = DATABASE.cli().run("status", "--password");

        assertThat(asked.exitCode()).as(asked.err()).isZero();
        assertThat(asked.asked()).isEqualTo("Password: ");
        assertThat(unasked.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private Path file(String properties) throws IOException {
        return Files.writeString(directory.resolve("nvent.properties"), properties);
    }
}

package dev.nvent.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class PostgresServerTest {

    @Test
    void createsAScratchDatabaseAndDropsItOnClose() throws SQLException {
        try (PostgresServer server = PostgresServer.find()) {
            String dropped;
            try (PostgresServer.Database one = server.createDatabase();
                    PostgresServer.Database other = server.createDatabase()) {
                dropped = one.jdbcUrl();
                assertThat(query(one.jdbcUrl(), "SELECT current_database()")).isEqualTo(one.name());
                assertThat(one.name()).isNotEqualTo(other.name());
                assertThat(query(one.jdbcUrl(), "SHOW server_encoding")).isEqualTo("UTF8");
                assertThat(query(one.jdbcUrl(), "SELECT current_user")).isEqualTo(one.user());
            }
            assertThatThrownBy(() -> query(dropped, "SELECT 1")).isInstanceOf(SQLException.class);
            assertThat(server.describe()).contains("PostgreSQL " + server.major());
        }
    }

    @Test
    void doesNotStopAnExternalServer() throws SQLException {
        String before = System.getProperty("nvent.database.url");
        try (PostgresServer server = PostgresServer.find()) {
            System.setProperty("nvent.database.url", server.jdbcUrl());
            try (PostgresServer external = PostgresServer.find()) {
                assertThat(external.isExternal()).isTrue();
            }
            assertThat(query(server.jdbcUrl(), "SELECT 'running'")).isEqualTo("running");
        } finally {
            if (before == null) {
                System.clearProperty("nvent.database.url");
            } else {
                System.setProperty("nvent.database.url", before);
            }
        }
    }

    @Test
    void stopsTheServerOfAKilledProcessWhenTheNextOneStarts(@TempDir Path directory) throws Exception {
        Process owner = startOwner(directory);
        String abandoned = firstLine(owner);
        owner.destroyForcibly().waitFor();
        assertThat(query(abandoned, "SELECT 'running'")).isEqualTo("running");

        PostgresServer.Started next =
                EmbeddedServer.start(ServerRequest.defaults().withDirectory(directory));
        try {
            assertThatThrownBy(() -> query(abandoned, "SELECT 1")).isInstanceOf(SQLException.class);
        } finally {
            next.stop().run();
        }
    }

    @Test
    void keepsTheServersOfAnotherProcessThatHasStartedSeveral(@TempDir Path directory) throws Exception {
        Process owner = startOwner(directory);
        try {
            String first = firstLine(owner);
            DataDirectory.create(directory).close();
            assertThat(query(first, "SELECT 'running'")).isEqualTo("running");
        } finally {
            owner.destroyForcibly().waitFor();
            DataDirectory.create(directory).close();
        }
    }

    @Test
    void keepsTheDirectoryOfARunningServer(@TempDir Path directory) {
        try (DataDirectory running = DataDirectory.create(directory);
                DataDirectory next = DataDirectory.create(directory)) {
            assertThat(List.of(directory.toFile().list()))
                    .containsExactlyInAnyOrder(
                            running.path().getParent().getFileName().toString(),
                            next.path().getParent().getFileName().toString());
        }
    }

    private static Process startOwner(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            return output.readLine();
        }
    }

    private static String query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /**
     * Starts an embedded server in a separate process, looks for abandoned ones again, as a further server would, prints the
     * server's URL, and waits to be killed.
     */
    static final class Owner {

        private Owner() {}

        public static void main(String[] arguments) throws IOException {
            PostgresServer.Started started =
                    EmbeddedServer.start(ServerRequest.defaults().withDirectory(Path.of(arguments[0])));
            DataDirectory.create(Path.of(arguments[0])).close();
            System.out.println(started.url().jdbcUrl());
            while (System.in.read() >= 0) {}
        }
    }
}

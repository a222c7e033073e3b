package dev.nvent.store.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.maven.MavenProjectCopy.Build;
import dev.nvent.store.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Builds and runs the examples as their readers do, each in a database of its own. */
@Tag("jar")
@Tag("postgres")
@Tag("slow")
class ExamplesTest {

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.find();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void quickstart_appends_and_reads_events() throws IOException {
        Build build = run(MavenProjectCopy.ofExample("quickstart"));

        assertThat(build.output()).containsSequence("placed {\"items\": 3}", "shipped null", "orders: 1");
    }

    @Test
    void own_tables_are_joined_with_the_tables_of_the_store() throws IOException {
        Build build = run(MavenProjectCopy.ofExample("own-tables"));

        assertThat(build.output()).contains("NZ running: 1");
    }

    @Test
    void own_columns_hold_fields_and_are_queried() throws IOException {
        Build build = run(MavenProjectCopy.ofExample("own-columns"));

        assertThat(build.output())
                .contains("run-1 is of c-1, next-day", "c-2: run-2")
                .doesNotContain("c-1: run-1");
    }

    @Test
    void own_tables_hold_indexes() throws IOException {
        Build build = run(MavenProjectCopy.ofExample("own-indexes"));

        assertThat(build.output()).contains("Ada of Berlin", "eu: 2 orders");
    }

    @Test
    void reports_have_typed_times_and_documents() throws IOException {
        Build build = run(MavenProjectCopy.ofExample("reports"));

        assertThat(build.output()).contains("run-1 of Ada since 2026-01-02T08:00:00Z: 2 events");
    }

    @Test
    void the_readme_quotes_the_example() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String main = Files.readString(Path.of("../examples/own-tables/src/main/java/shop/Main.java"));
        String migration =
                Files.readString(Path.of("../examples/own-tables/src/main/resources/db/nvent/V1000__customers.sql"));

        assertThat(migration).startsWith(block(readme, "```sql"));
        assertThat(main.lines().map(String::strip))
                .containsAll(block(readme, "~~~java").lines().map(String::strip).toList());
    }

    private static String block(String markdown, String fence) {
        int begin = markdown.indexOf(fence + "\n") + fence.length() + 1;
        return markdown.substring(begin, markdown.indexOf(fence.substring(0, 3), begin));
    }

    private static Build run(MavenProjectCopy project) {
        try (PostgresServer.Database database = server.createDatabase()) {
            Build build = project.buildWith(database.jdbcUrl(), "compile", "exec:java");
            assertThat(build.successful()).as(build.text()).isTrue();
            return build;
        }
    }
}

package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the migrations make, as reviewers read it. After a change of the migrations, {@code make test} with
 * {@code -Dgolden=refresh} for Maven writes the files anew.
 */
class GoldenSchemaTest {

    private static final Path FILES = Path.of(System.getProperty("basedir", "."))
            .resolve("../schema/src/main/resources/nvent-store/inspection");

    @Test
    void the_migrations_make_the_golden_schema() throws IOException {
        same("golden.txt", ScratchSchema.migrated("nvent").migrator().describe());
    }

    @Test
    void the_migrations_make_the_same_under_another_prefix() throws IOException {
        same("golden.txt", ScratchSchema.migrated("p").migrator().describe());
    }

    @Test
    void the_original_makes_the_original_schema() throws IOException {
        same("node_adapter.txt", ScratchSchema.original("nvent").migrator().describe());
    }

    private static void same(String file, List<String> described) throws IOException {
        Path golden = FILES.resolve(file);
        if ("refresh".equals(System.getProperty("golden"))) {
            Files.writeString(golden, String.join("\n", described) + "\n");
        }
        assertThat(described)
                .as("what is in the database, against %s; mvn verify -Dgolden=refresh writes it anew", golden)
                .isEqualTo(Files.readAllLines(golden));
    }
}

package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema that the migrations create, for review. {@code make golden} updates the files after a change of the migrations. */
class GoldenSchemaTest {

    private static final Path FILES =
            Path.of(System.getProperty("basedir", ".")).resolve("../schema/src/main/resources/nvent-store/inspection");

    @Test
    void the_migrations_create_the_golden_schema() throws IOException {
        same("golden.txt", ScratchSchema.migrated("nvent").migrator().describe());
    }

    @Test
    void the_migrations_create_the_same_schema_under_another_prefix() throws IOException {
        same("golden.txt", ScratchSchema.migrated("p").migrator().describe());
    }

    @Test
    void the_node_adapter_creates_its_golden_schema() throws IOException {
        same("node_adapter.txt", ScratchSchema.nodeAdapter("nvent").migrator().describe());
    }

    private static void same(String file, List<String> described) throws IOException {
        Path golden = FILES.resolve(file);
        if ("refresh".equals(System.getProperty("golden"))) {
            Files.writeString(golden, String.join("\n", described) + "\n");
        }
        assertThat(described)
                .as("the schema of the database, compared with %s; make golden updates the file", golden)
                .isEqualTo(Files.readAllLines(golden));
    }
}

package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/schema.md is what a migrated database has. With {@code -Dgolden=refresh} for Maven it is written anew. */
class SchemaDocumentTest {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("basedir", ".")).resolve("../docs/schema.md");

    @Test
    void the_document_has_what_the_migrated_database_has() throws IOException {
        String expected =
                new SchemaDocument(ScratchSchema.migrated("nvent").migrator().describe()).markdown();
        if ("refresh".equals(System.getProperty("golden"))) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(document.unusedTexts()).isEmpty();
        assertThat(Files.readString(DOCUMENT))
                .as("docs/schema.md; mvn verify -Dgolden=refresh writes it anew")
                .isEqualTo(expected);
    }
}

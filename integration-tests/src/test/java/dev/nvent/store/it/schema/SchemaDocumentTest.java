package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/schema.md is what a migrated database has. {@code make golden} writes it anew. */
class SchemaDocumentTest {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("basedir", ".")).resolve("../docs/schema.md");

    private final SchemaDocument document =
            new SchemaDocument(ScratchSchema.migrated("nvent").migrator().describe());

    @Test
    void the_document_has_what_the_migrated_database_has() throws IOException {
        String expected = document.markdown();
        if ("refresh".equals(System.getProperty("golden"))) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("docs/schema.md; make golden writes it anew")
                .isEqualTo(expected);
    }

    @Test
    void every_text_is_about_something_that_is_there() {
        assertThat(document.unusedTexts()).isEmpty();
    }
}

package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/schema.md describes the migrated schema. {@code make golden} updates it. */
class SchemaDocumentTest {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("basedir", ".")).resolve("../docs/schema.md");

    private final SchemaDocument document =
            new SchemaDocument(ScratchSchema.migrated("nvent").migrator().describe());

    @Test
    void the_document_describes_the_migrated_schema() throws IOException {
        String expected = document.markdown();
        if ("refresh".equals(System.getProperty("golden"))) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("docs/schema.md; make golden updates it")
                .isEqualTo(expected);
    }

    @Test
    void every_text_describes_an_existing_object() {
        assertThat(document.unusedTexts()).isEmpty();
    }
}

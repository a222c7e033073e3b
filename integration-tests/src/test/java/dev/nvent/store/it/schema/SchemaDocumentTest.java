package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/schema.md describes a migrated database. {@code make golden} updates it. */
class SchemaDocumentTest {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("basedir", ".")).resolve("../docs/schema.md");

    private static final ScratchSchema SCHEMA = ScratchSchema.migrated("nvent");

    private final SchemaDocument document = new SchemaDocument(SCHEMA.migrator().describe(), comments());

    @Test
    void the_document_describes_the_migrated_database() throws IOException {
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

    /** The comments of tables, columns and functions, by the keys of the texts in schema-document.properties. */
    private static Map<String, String> comments() {
        return SCHEMA.strings("""
                        SELECT CASE WHEN d.objsubid = 0 THEN 'table.' ELSE 'column.' END
                          || replace(c.relname, '${prefix}_', '') || coalesce('.' || a.attname, '') || '=' || d.description
                        FROM pg_description d
                        JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
                        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND a.attnum > 0
                        WHERE c.relnamespace = '${schema}'::regnamespace
                        UNION ALL
                        SELECT 'function.' || p.proname || '=' || replace(d.description, ' [nvent-store]', '')
                        FROM pg_description d
                        JOIN pg_proc p ON p.oid = d.objoid AND d.classoid = 'pg_proc'::regclass
                        WHERE p.pronamespace = '${schema}'::regnamespace
                        """).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }
}

package dev.nvent.store.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.field.OverflowField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jooq.Configuration;
import org.jooq.DataType;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.api.Test;

/** The tables of docs/fields.md are those of the catalog. */
class FieldsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/fields.md");
    private static final Configuration POSTGRES = new DefaultConfiguration().set(SQLDialect.POSTGRES);

    @Test
    void the_document_has_every_route_of_every_index() throws IOException {
        String expected = new Catalog()
                .indexTables().stream().map(FieldsDocumentTest::section).collect(Collectors.joining("\n"));

        assertThat(Files.readString(DOCUMENT))
                .as("docs/fields.md must end with:%n%s", expected)
                .endsWith(expected);
    }

    private static <R extends Record> String section(IndexTable<R> table) {
        return "## " + table.table().getName() + "\n\n| field | column | type | what |\n|---|---|---|---|\n"
                + table.fields().routes().stream()
                        .distinct()
                        .map(FieldsDocumentTest::line)
                        .collect(Collectors.joining());
    }

    private static <R extends Record> String line(MetadataField<R> route) {
        DataType<?> type = route.field().getDataType();
        return "| %s | `%s` | %s%s | %s |%n"
                .formatted(
                        field(route),
                        route.field().getName(),
                        type.getTypeName(POSTGRES).toUpperCase(Locale.ROOT),
                        type.nullable() ? "" : ", NOT NULL",
                        kind(route));
    }

    private static String field(MetadataField<?> route) {
        return switch (route) {
            case ColumnField<?, ?, ?> column -> "`" + column.path() + "`";
            case CounterField<?> counter -> "`" + counter.path() + "`";
            case DocumentField<?> document -> "`" + document.path() + "`";
            case OverflowField<?> rest -> "everything else";
        };
    }

    private static String kind(MetadataField<?> route) {
        return switch (route) {
            case ColumnField<?, ?, ?> column -> column.codec() == (Object) Codec.TIME ? "time" : "column";
            case CounterField<?> counter -> "counter";
            case DocumentField<?> document -> "document, merged at every level";
            case OverflowField<?> rest -> "merged at every level";
        };
    }
}

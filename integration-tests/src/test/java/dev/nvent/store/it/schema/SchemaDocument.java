package dev.nvent.store.it.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A schema as Markdown: its objects, as the migrator describes them, and their purpose from schema-document.properties. */
final class SchemaDocument {

    private static final String HEAD = """
            # The schema

            Generated from a migrated database and `schema-document.properties` in the integration tests. Do not edit: run
            `make golden`. Names are shown without the prefix (`nvent_` by default), which indexes carry after `idx_`.

            Times are milliseconds since 1970 in BIGINT columns. [fields.md](fields.md) lists the column of each metadata
            field. There are no foreign keys: the lines of the diagram show which columns hold equal values.

            ```mermaid
            erDiagram
              flows ||--o{ flow_runs : flow_name
              flow_runs ||--o{ flow_events : run_id
              triggers ||--o{ trigger_events : trigger_name
              stream_types ||--|| stream : "subject_type, one partition each"
            """;

    private static final Pattern LINE = Pattern.compile("(table|column|constraint|index|function) (.*?): (.*)");

    private final List<SchemaObject> objects;
    private final Properties texts = texts();
    private final Set<String> used = new HashSet<>();

    /** A table, column, constraint, index or function. */
    private record SchemaObject(String kind, String table, String name, String definition) {

        static SchemaObject parse(String line) {
            var matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(line);
            }
            boolean isFunction = matcher.group(1).equals("function");
            String[] path = isFunction
                    ? new String[] {"", matcher.group(2)}
                    : matcher.group(2).split("\\.", 2);
            return new SchemaObject(matcher.group(1), path[0], path.length == 2 ? path[1] : "", matcher.group(3));
        }
    }

    /** @param described one line per object, from {@code SchemaMigrator.describe} */
    SchemaDocument(List<String> described) {
        objects = described.stream().map(SchemaObject::parse).toList();
    }

    String markdown() {
        return HEAD + entities() + "```\n" + tables() + functions();
    }

    /** Keys of texts that describe no existing object. */
    Set<String> unusedTexts() {
        markdown();
        var unused = new TreeSet<>(texts.stringPropertyNames());
        unused.removeAll(used);
        return unused;
    }

    /** The tables of the diagram, with their primary keys. */
    private String entities() {
        return of("constraint").stream()
                .filter(key -> key.name().equals("primary key"))
                .map(key -> "  " + key.table() + " {\n" + keyColumns(key) + "  }\n")
                .collect(Collectors.joining());
    }

    private String keyColumns(SchemaObject key) {
        List<String> names =
                List.of(key.definition().replaceAll(".*\\(|\\)", "").split(", "));
        return of("column").stream()
                .filter(column -> column.table().equals(key.table()) && names.contains(column.name()))
                .map(column -> "    " + column.definition().split(" ")[0] + " " + column.name() + " PK\n")
                .collect(Collectors.joining());
    }

    private String tables() {
        return of("table").stream().map(this::table).collect(Collectors.joining());
    }

    private String table(SchemaObject table) {
        String partition = table.definition().replaceFirst("^table ?", "");
        return "\n## " + table.table() + "\n\n" + text("table." + table.table()) + "\n"
                + (partition.isEmpty() ? "" : "\n`" + partition + "`\n")
                + "\n| column | type | content |\n|---|---|---|\n"
                + rows("column", table.table(), this::column)
                + "\n| key or index | definition | serves |\n|---|---|---|\n"
                + rows("constraint", table.table(), this::key)
                + rows("index", table.table(), this::index);
    }

    private String functions() {
        return "\n## Functions\n\nShared by all prefixes of a schema.\n\n| function | purpose |\n|---|---|\n"
                + of("function").stream()
                        .map(function -> row(
                                code(function.name()),
                                text("function." + function.name().replaceFirst("\\(.*", ""))))
                        .collect(Collectors.joining());
    }

    private String column(SchemaObject column) {
        return row(
                code(column.name()),
                code(column.definition().replace("nextval(its sequence)", "its sequence")),
                text(
                        texts.containsKey("column." + column.table() + "." + column.name())
                                ? "column." + column.table() + "." + column.name()
                                : "column." + column.name()));
    }

    private String key(SchemaObject key) {
        return row(key.name().equals("primary key") ? key.name() : code(key.name()), code(key.definition()), "");
    }

    private String index(SchemaObject index) {
        return row(
                code(index.name()),
                code(index.definition().replaceFirst("^USING ", "")),
                text("index." + index.name()));
    }

    private String rows(String kind, String table, Function<SchemaObject, String> row) {
        return of(kind).stream()
                .filter(object -> object.table().equals(table))
                .map(row)
                .collect(Collectors.joining());
    }

    private List<SchemaObject> of(String kind) {
        return objects.stream().filter(object -> object.kind().equals(kind)).toList();
    }

    private String text(String key) {
        used.add(key);
        return Objects.requireNonNull(texts.getProperty(key), "schema-document.properties has no text for " + key);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    private static Properties texts() {
        var texts = new Properties();
        try (InputStream stream = SchemaDocument.class.getResourceAsStream("schema-document.properties")) {
            texts.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}

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

/** A schema as a reader wants it, in Markdown: what is in the database, and what the texts say it is for. */
final class SchemaDocument {

    private static final String HEAD = """
            # The schema

            Written from a migrated database, without the prefix (`nvent_` unless set otherwise); the names of indexes carry it
            after `idx_`. Do not edit: `make golden` writes it anew, with the texts of `schema-document.properties` in the
            tests.

            Times are milliseconds since 1970 in BIGINT columns. Which metadata field goes to which column:
            [fields.md](fields.md). There are no foreign keys: the lines of the diagram say which values are the same, not that
            the database checks it.

            ```mermaid
            erDiagram
              flows ||--o{ flow_runs : flow_name
              flow_runs ||--o{ flow_events : run_id
              triggers ||--o{ trigger_events : trigger_name
              stream_types ||--|| stream : "subject_type, a partition each"
            """;

    private static final Pattern LINE = Pattern.compile("(table|column|constraint|index|function) (.*?): (.*)");

    private final List<Thing> things;
    private final Properties texts = texts();
    private final Set<String> used = new HashSet<>();

    /** One object of the schema. */
    private record Thing(String kind, String table, String name, String definition) {

        static Thing parse(String line) {
            var matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(line);
            }
            boolean isFunction = matcher.group(1).equals("function");
            String[] path = isFunction
                    ? new String[] {"", matcher.group(2)}
                    : matcher.group(2).split("\\.", 2);
            return new Thing(matcher.group(1), path[0], path.length == 2 ? path[1] : "", matcher.group(3));
        }
    }

    /** @param described every object, a line each, as the migrator describes it */
    SchemaDocument(List<String> described) {
        things = described.stream().map(Thing::parse).toList();
    }

    String markdown() {
        return HEAD + entities() + "```\n" + tables() + functions();
    }

    /** Texts about what is not there. */
    Set<String> unusedTexts() {
        markdown();
        var unused = new TreeSet<>(texts.stringPropertyNames());
        unused.removeAll(used);
        return unused;
    }

    /** Each table with its primary key, for the diagram. */
    private String entities() {
        return of("constraint").stream()
                .filter(key -> key.name().equals("primary key"))
                .map(key -> "  " + key.table() + " {\n" + keyColumns(key) + "  }\n")
                .collect(Collectors.joining());
    }

    private String keyColumns(Thing key) {
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

    private String table(Thing table) {
        String partition = table.definition().replaceFirst("^table ?", "");
        return "\n## " + table.table() + "\n\n" + text("table." + table.table()) + "\n"
                + (partition.isEmpty() ? "" : "\n`" + partition + "`\n")
                + "\n| column | type | what |\n|---|---|---|\n"
                + rows("column", table.table(), this::column)
                + "\n| key or index | on | serves |\n|---|---|---|\n"
                + rows("constraint", table.table(), this::key)
                + rows("index", table.table(), this::index);
    }

    private String functions() {
        return "\n## Functions\n\nOne set for each schema, without a prefix.\n\n| function | what |\n|---|---|\n"
                + of("function").stream()
                        .map(function -> row(
                                code(function.name()),
                                text("function." + function.name().replaceFirst("\\(.*", ""))))
                        .collect(Collectors.joining());
    }

    private String column(Thing column) {
        return row(
                code(column.name()),
                code(column.definition().replace("nextval(its sequence)", "its sequence")),
                text(
                        texts.containsKey("column." + column.table() + "." + column.name())
                                ? "column." + column.table() + "." + column.name()
                                : "column." + column.name()));
    }

    private String key(Thing key) {
        return row(key.name().equals("primary key") ? key.name() : code(key.name()), code(key.definition()), "");
    }

    private String index(Thing index) {
        return row(
                code(index.name()),
                code(index.definition().replaceFirst("^USING ", "")),
                text("index." + index.name()));
    }

    private String rows(String kind, String table, Function<Thing, String> row) {
        return of(kind).stream()
                .filter(thing -> thing.table().equals(table))
                .map(row)
                .collect(Collectors.joining());
    }

    private List<Thing> of(String kind) {
        return things.stream().filter(thing -> thing.kind().equals(kind)).toList();
    }

    private String text(String key) {
        used.add(key);
        return Objects.requireNonNull(texts.getProperty(key), "schema-document.properties says nothing about " + key);
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

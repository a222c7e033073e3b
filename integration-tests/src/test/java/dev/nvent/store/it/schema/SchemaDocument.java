package dev.nvent.store.it.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The description of a schema in Markdown: its objects, with a text on each. */
final class SchemaDocument {

    private static final String HEAD = """
            # The schema

            Generated from a migrated database by `make golden`; do not edit. The descriptions of the store's own tables, columns
            and functions are their comments in the database, all others come from `schema-document.properties` in the tests.

            Table names are shown without the prefix (`nvent_` by default), index names without the prefix after `idx_`. Times
            in BIGINT columns are milliseconds since 1970. [fields.md](fields.md) says which metadata field is stored in which
            column. There are no foreign keys: the lines of the diagram connect columns with the same values, but the database
            does not check them.

            ```mermaid
            erDiagram
              flows ||--o{ flow_runs : flow_name
              flow_runs ||--o{ flow_events : run_id
              triggers ||--o{ trigger_events : trigger_name
              stream_types ||--|| stream : "subject_type, one partition each"
            """;

    private static final Pattern LINE = Pattern.compile("(table|column|constraint|index|function) (.*?): (.*)");

    private final List<Thing> things;
    private final Map<String, String> comments;
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

    /**
     * @param described one line per object, as the migrator describes it
     * @param comments the comments of the database by the keys of the texts; a comment takes precedence over a text
     */
    SchemaDocument(List<String> described, Map<String, String> comments) {
        things = described.stream().map(Thing::parse).toList();
        this.comments = comments;
    }

    String markdown() {
        return HEAD + entities() + "```\n" + tables() + views() + functions();
    }

    /** Texts without an object. */
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
        return of("table").stream()
                .filter(table -> !isView(table))
                .map(this::table)
                .collect(Collectors.joining());
    }

    private String views() {
        return "\n## Views\n\n| view | description |\n|---|---|\n"
                + of("table").stream()
                        .filter(SchemaDocument::isView)
                        .map(view -> row(code(view.table()), text("table." + view.table())))
                        .collect(Collectors.joining());
    }

    private static boolean isView(Thing table) {
        return table.definition().equals("view");
    }

    private String table(Thing table) {
        String partition = table.definition().replaceFirst("^table ?", "");
        return "\n## " + table.table() + "\n\n" + text("table." + table.table()) + "\n"
                + (partition.isEmpty() ? "" : "\n`" + partition + "`\n")
                + "\n| column | type | description |\n|---|---|---|\n"
                + rows("column", table.table(), this::column)
                + "\n| key or index | definition | purpose |\n|---|---|---|\n"
                + rows("constraint", table.table(), this::key)
                + rows("index", table.table(), this::index);
    }

    private String functions() {
        return "\n## Functions\n\nOne set per schema, independent of the prefix.\n\n| function | description |\n|---|---|\n"
                + of("function").stream()
                        .map(function -> row(
                                code(function.name()),
                                text("function." + function.name().replaceFirst("\\(.*", ""))))
                        .collect(Collectors.joining());
    }

    private String column(Thing column) {
        String key = "column." + column.table() + "." + column.name();
        return row(
                code(column.name()),
                code(column.definition().replace("nextval(its sequence)", "its sequence")),
                text(comments.containsKey(key) || texts.containsKey(key) ? key : "column." + column.name()));
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
        if (comments.containsKey(key)) {
            return comments.get(key);
        }
        used.add(key);
        return Objects.requireNonNull(
                texts.getProperty(key), "neither a comment nor schema-document.properties describes " + key);
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

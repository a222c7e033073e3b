package dev.nvent.store.schema;

import static dev.nvent.store.jooq.Tables.SCHEMA_VERSION;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The objects of one namespace: as they should be, which is written in the schema module, or as they are.
 *
 * @param objects by their keys, in the order of a reader
 * @param unsound keys of indexes that are not valid, and of functions whose body is another
 */
record SchemaDescription(List<SchemaObject> objects, Set<String> unsound) {

    private static final String HISTORY = "flyway_history";

    /** What all migrations make. */
    static SchemaDescription golden() {
        return read("inspection/golden.txt");
    }

    /** What the original adapter makes. */
    static SchemaDescription original() {
        return read("inspection/node_adapter.txt");
    }

    /** What is there. Flyway's history is left out, and so is what has another, longer prefix of the store's. */
    static SchemaDescription live(Session session, Namespace namespace) throws SQLException {
        var unsound = new HashSet<String>();
        Object[] functions = JarMigrations.functions().toArray();
        List<SchemaObject> objects = session.query(
                "inspection/describe.sql",
                row -> read(row, unsound, session.files()),
                namespace.schema(),
                namespace.tablePrefix(),
                session.connection().createArrayOf("text", functions));
        List<String> others = longerPrefixes(objects);
        return new SchemaDescription(
                objects.stream()
                        .filter(object -> !object.table().equals(HISTORY))
                        .filter(object -> others.stream().noneMatch(object.table()::startsWith))
                        .toList(),
                Set.copyOf(unsound));
    }

    Map<String, SchemaObject> byKey() {
        var byKey = new TreeMap<String, SchemaObject>();
        objects.forEach(object -> byKey.put(object.key(), object));
        return byKey;
    }

    boolean hasTable(String table) {
        return objects.stream()
                .anyMatch(object -> object.is("table") && object.table().equals(table));
    }

    private static SchemaDescription read(String file) {
        return new SchemaDescription(
                SqlFiles.lines(file).stream()
                        .filter(line -> !line.isBlank())
                        .map(SchemaObject::parse)
                        .toList(),
                Set.of());
    }

    private static SchemaObject read(ResultSet row, Set<String> unsound, SqlFiles files) throws SQLException {
        var object = new SchemaObject(
                row.getString("kind"),
                Objects.requireNonNullElse(row.getString("table_name"), ""),
                Objects.requireNonNullElse(row.getString("name"), ""),
                row.getString("definition"));
        String body = row.getString("body");
        if (!row.getBoolean("valid") || body != null && !isOurs(object.name(), body, files)) {
            unsound.add(object.key());
        }
        return object;
    }

    /** A body stands, letter by letter, in the file of its function. */
    private static boolean isOurs(String function, String body, SqlFiles files) {
        String script = "R__" + function.substring(0, function.indexOf('(')) + ".sql";
        return JarMigrations.sql(script, files).contains(body);
    }

    /** With the prefixes {@code a} and {@code a_b} in one schema, the tables of the second begin like the first's. */
    private static List<String> longerPrefixes(List<SchemaObject> objects) {
        return objects.stream()
                .filter(object -> object.is("table"))
                .map(SchemaObject::table)
                .filter(table -> table.endsWith("_" + HISTORY) || table.endsWith("_" + SCHEMA_VERSION.getName()))
                .map(table -> table.replaceFirst("(" + HISTORY + "|" + SCHEMA_VERSION.getName() + ")$", ""))
                .distinct()
                .toList();
    }
}

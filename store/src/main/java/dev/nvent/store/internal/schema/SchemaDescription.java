package dev.nvent.store.internal.schema;

import static dev.nvent.store.jooq.Tables.SCHEMA_VERSION;
import static dev.nvent.store.jooq.Tables.STREAM;

import dev.nvent.store.schema.Namespace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The objects of one namespace: the expected ones, from a file of the schema module, or those in the database.
 *
 * @param objects in the order of the file
 * @param unsound keys of invalid indexes, and of functions with a different body
 */
record SchemaDescription(List<SchemaObject> objects, Set<String> unsound) {

    private static final String HISTORY = "flyway_history";

    /** The objects that the migrations of the store create. */
    static SchemaDescription golden() {
        return read("inspection/golden.txt");
    }

    /** The objects that the Node adapter creates. */
    static SchemaDescription nodeAdapter() {
        return read("inspection/node_adapter.txt");
    }

    /** The objects of the database, without the history table and without the tables of longer prefixes in the schema. */
    static SchemaDescription live(SqlSession session, Namespace namespace) throws SQLException {
        var unsound = new HashSet<String>();
        Object[] functions = JarMigrations.functions().toArray();
        var objects = new ArrayList<SchemaObject>();
        var histories = new ArrayList<String>();
        // In a transaction, whose settings determine how PostgreSQL prints definitions.
        session.inTransaction(() -> {
            histories.addAll(session.query("inspection/histories.sql", row -> row.getString(1)));
            objects.addAll(session.query(
                    "inspection/describe.sql",
                    row -> read(row, unsound, session.files()),
                    namespace.schema(),
                    namespace.tablePrefix(),
                    session.connection().createArrayOf("text", functions)));
        });
        Set<String> others = tablesOfShorterPrefixes(namespace, histories, golden());
        SchemaDescription golden = golden();
        List<String> longer = longerPrefixes(objects);
        return new SchemaDescription(
                objects.stream()
                        .filter(object -> !object.table().equals(HISTORY))
                        .filter(object -> !others.contains(object.table()))
                        .filter(object -> golden.hasTable(object.table())
                                || longer.stream().noneMatch(object.table()::startsWith))
                        .toList(),
                Set.copyOf(unsound));
    }

    SchemaDescription with(List<SchemaObject> others) {
        return new SchemaDescription(
                Stream.concat(objects.stream(), others.stream()).toList(), unsound);
    }

    /** With the indexes of another description that the database has as described there. */
    SchemaDescription withIndexesOf(SchemaDescription other, SchemaDescription live) {
        Map<String, SchemaObject> alternatives = other.byKey();
        Map<String, SchemaObject> found = live.byKey();
        return new SchemaDescription(
                objects.stream()
                        .map(object -> {
                            SchemaObject alternative = alternatives.getOrDefault(object.key(), object);
                            return object.is("index") && alternative.equals(found.get(object.key()))
                                    ? alternative
                                    : object;
                        })
                        .toList(),
                unsound);
    }

    /** Without the indexes that a database loses when it splits a stream type, if it has. Then its partitions have them. */
    SchemaDescription withoutIndexesOfUnsplit(SchemaDescription live) {
        Map<String, SchemaObject> found = live.byKey();
        return new SchemaDescription(
                objects.stream()
                        .filter(object -> !object.isUniqueIndexOf(STREAM.getName()) || found.containsKey(object.key()))
                        .toList(),
                unsound);
    }

    /** With other primary keys, by table: their columns, separated by commas. */
    SchemaDescription withKeys(Map<String, String> keys) {
        return new SchemaDescription(
                objects.stream()
                        .map(object -> object.isPrimaryKey() && keys.containsKey(object.table())
                                ? object.definedAs("PRIMARY KEY (" + keys.get(object.table()) + ")")
                                : object)
                        .toList(),
                unsound);
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

    /** The body of a function is a part of its file. */
    private static boolean isOurs(String function, String body, SqlFiles files) {
        String script = "R__" + function.substring(0, function.indexOf('(')) + ".sql";
        return JarMigrations.sql(script, files).contains(body);
    }

    /** With the prefixes {@code a} and {@code a_stream} in one schema, {@code a_stream_types} belongs to {@code a}. */
    private static Set<String> tablesOfShorterPrefixes(
            Namespace namespace, List<String> histories, SchemaDescription golden) {
        var tables = new HashSet<String>();
        for (String history : histories) {
            String prefix = history.substring(0, history.length() - HISTORY.length());
            if (prefix.length() < namespace.tablePrefix().length()
                    && namespace.tablePrefix().startsWith(prefix)) {
                golden.objects().stream()
                        .map(object -> prefix + object.table())
                        .filter(table -> table.startsWith(namespace.tablePrefix()))
                        .forEach(table -> tables.add(
                                table.substring(namespace.tablePrefix().length())));
            }
        }
        return tables;
    }

    /** With the prefixes {@code a} and {@code a_b} in one schema, the tables of {@code a_b} also begin with {@code a_}. */
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

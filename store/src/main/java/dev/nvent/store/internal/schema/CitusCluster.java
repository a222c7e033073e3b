package dev.nvent.store.internal.schema;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Difference.Kind;
import dev.nvent.store.schema.Distribution.Layout;
import dev.nvent.store.schema.Namespace;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Table;

/**
 * A database with Citus, and where it keeps the tables of a namespace. The layout is not recorded anywhere: it is what Citus
 * says.
 *
 * @param tables by their names in the database
 */
record CitusCluster(Namespace namespace, String version, Node node, Map<String, State> tables) {

    private static final int OLDEST = 12;
    private static final String LOCAL = "local";

    /** @param keyColumns of the primary key, separated by commas */
    record State(String name, String placement, String keyName, String keyColumns) {

        private State local() {
            return new State(name, LOCAL, keyName, keyColumns);
        }

        boolean isLocal() {
            return placement.equals(LOCAL);
        }

        boolean isAt(Placement other) {
            return placement.equals(other.toString());
        }

        boolean isInShards() {
            return !isLocal() && !isAt(new Placement.OnCoordinator());
        }
    }

    /**
     * This node.
     *
     * @param hasCoordinator whether the cluster can keep tables on its coordinator
     */
    record Node(boolean isCoordinator, boolean hasCoordinator, boolean isSchemaDistributed) {}

    /** Empty if the database does not have the extension in a version that the store can use. */
    static Optional<CitusCluster> find(SqlSession session, Namespace namespace) throws SQLException {
        Optional<String> version = version(session).filter(CitusCluster::isSupported);
        return version.isEmpty() ? Optional.empty() : Optional.of(read(session, namespace, version.get()));
    }

    /** @throws SchemaException if the database does not have the extension in a version that the store can use */
    static CitusCluster require(SqlSession session, Namespace namespace) throws SQLException {
        String version = version(session)
                .orElseThrow(() -> failure(
                        namespace,
                        "a database with the extension citus",
                        "none; install Citus on all nodes, run CREATE EXTENSION citus, and add the nodes"));
        if (!isSupported(version)) {
            throw failure(namespace, "Citus " + OLDEST + " or newer", "Citus " + version);
        }
        return read(session, namespace, version);
    }

    private static Optional<String> version(SqlSession session) throws SQLException {
        return session.query("citus/version.sql", row -> row.getString(1)).stream()
                .findFirst();
    }

    private static boolean isSupported(String version) {
        return Integer.parseInt(version.replaceFirst("\\D.*", "")) >= OLDEST;
    }

    private static CitusCluster read(SqlSession session, Namespace namespace, String version) throws SQLException {
        Node node = session.query(
                        "citus/node.sql",
                        row -> new Node(
                                row.getBoolean("is_coordinator"),
                                row.getBoolean("has_coordinator"),
                                row.getBoolean("is_schema_distributed")))
                .getFirst();
        Object[] names = Stream.concat(
                        Placement.of(Layout.ALL).keySet().stream().map(namespace::nameOf),
                        Stream.of(Names.historyTable(namespace)))
                .toArray();
        Map<String, State> tables = session
                .query(
                        "citus/tables.sql",
                        row -> new State(
                                row.getString("name"),
                                row.getString("placement"),
                                Objects.requireNonNullElse(row.getString("key_name"), ""),
                                Objects.requireNonNullElse(row.getString("key_columns"), "")),
                        session.connection().createArrayOf("text", names))
                .stream()
                .collect(Collectors.toMap(State::name, Function.identity()));
        return new CitusCluster(namespace, version, node, tables);
    }

    /** The layout that the tables have, perhaps in part; empty if none is in shards. */
    Optional<Layout> layout() {
        if (node.isSchemaDistributed()) {
            return Optional.of(Layout.SCHEMA);
        }
        Map<Table<?>, Placement> events = Placement.of(Layout.EVENTS);
        List<Placement> inShards = events.keySet().stream()
                .filter(table -> state(table).filter(State::isInShards).isPresent())
                .map(events::get)
                .toList();
        if (inShards.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(inShards.contains(new Placement.OnCoordinator()) ? Layout.ALL : Layout.EVENTS);
    }

    /** Tables that are not where the layout wants them. */
    List<Difference> differences() {
        var differences = new ArrayList<Difference>();
        layout().map(Placement::of)
                .orElse(Map.of())
                .forEach((table, placement) -> state(table)
                        .filter(state -> !state.isAt(placement))
                        .ifPresent(state -> differences.add(new Difference(
                                Kind.CHANGED,
                                "distribution " + table.getName(),
                                placement.toString(),
                                state.placement()))));
        return List.copyOf(differences);
    }

    /** The description of the schema, with the primary keys that the layout needs. */
    SchemaDescription expect(SchemaDescription expected) {
        return expected.withKeys(layout().map(Placement::of).orElse(Map.of()).entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Placement.ByColumn)
                .filter(entry -> state(entry.getKey())
                        .filter(state -> state.isAt(entry.getValue()))
                        .isPresent())
                .collect(Collectors.toMap(
                        entry -> entry.getKey().getName(),
                        entry -> ((Placement.ByColumn) entry.getValue()).keyColumns())));
    }

    /** Whether the event tables are in shards, where ids are drawn on each node that appends. */
    boolean hasShardedEvents() {
        return layout().filter(layout -> layout != Layout.SCHEMA).isPresent();
    }

    Optional<State> state(Table<?> table) {
        return Optional.ofNullable(tables.get(namespace.nameOf(table)));
    }

    /** The table of the migrations that have run, which has no class. */
    Optional<State> historyState() {
        return Optional.ofNullable(tables.get(Names.historyTable(namespace)));
    }

    /** As it is when nothing is distributed. */
    CitusCluster withLocalTables() {
        return new CitusCluster(
                namespace,
                version,
                new Node(node.isCoordinator(), node.hasCoordinator(), false),
                tables.values().stream().map(State::local).collect(Collectors.toMap(State::name, Function.identity())));
    }

    void requireCoordinator() {
        if (!node.isCoordinator()) {
            throw failure(
                    namespace, "the coordinator of the Citus cluster", "a worker node; connect to the coordinator");
        }
    }

    static SchemaException failure(Namespace namespace, String expected, String found) {
        return new SchemaException(namespace.toString(), expected, found, null);
    }
}

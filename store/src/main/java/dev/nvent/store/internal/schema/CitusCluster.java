package dev.nvent.store.internal.schema;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Difference.Kind;
import dev.nvent.store.schema.Distribution;
import dev.nvent.store.schema.Distribution.Layout;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.PlannedScript;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Named;
import org.jooq.Table;

/**
 * A database with Citus, and where it keeps the tables of a namespace. The layout is not recorded anywhere: it is what Citus
 * says.
 *
 * @param tables by their names in the database
 */
record CitusCluster(SqlSession session, Namespace namespace, String version, Node node, Map<String, State> tables) {

    private static final int OLDEST = 12;
    /** Citus cannot distribute it as a whole. */
    private static final String PUBLIC = "public";

    private static final String LOCAL = "local";

    /** @param keyColumns of the primary key, separated by commas */
    record State(String name, String placement, String keyName, String keyColumns) {

        private State at(String otherPlacement) {
            return new State(name, otherPlacement, keyName, keyColumns);
        }

        private boolean isDistributed() {
            return !placement.equals(LOCAL) && !isOnCoordinator();
        }

        private boolean isOnCoordinator() {
            return placement.equals(new Placement.OnCoordinator().toString());
        }
    }

    /**
     * This node.
     *
     * @param hasCoordinator whether the cluster can keep tables on its coordinator
     */
    record Node(boolean isCoordinator, boolean hasCoordinator, boolean isSchemaDistributed) {}

    /** Empty if the database does not have the extension. */
    static Optional<CitusCluster> find(SqlSession session, Namespace namespace) throws SQLException {
        List<String> version = session.query("citus/version.sql", row -> row.getString(1));
        if (version.isEmpty()) {
            return Optional.empty();
        }
        if (Integer.parseInt(version.getFirst().replaceFirst("\\D.*", "")) < OLDEST) {
            throw failure(namespace, "Citus " + OLDEST + " or newer", "Citus " + version.getFirst());
        }
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
        return Optional.of(new CitusCluster(session, namespace, version.getFirst(), node, tables));
    }

    /** The layout that the tables have, perhaps in part; empty if none is in shards. */
    Optional<Layout> layout() {
        if (node.isSchemaDistributed()) {
            return Optional.of(Layout.SCHEMA);
        }
        Map<Table<?>, Placement> events = Placement.of(Layout.EVENTS);
        List<Placement> inShards = events.keySet().stream()
                .filter(table -> state(table).filter(State::isDistributed).isPresent())
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
                        .filter(state -> !state.placement().equals(placement.toString()))
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
                        .filter(state ->
                                state.placement().equals(entry.getValue().toString()))
                        .isPresent())
                .collect(Collectors.toMap(
                        entry -> entry.getKey().getName(),
                        entry -> columns(((Placement.ByColumn) entry.getValue()).key()))));
    }

    /** Whether the event tables are in shards, where ids are drawn on each node that appends. */
    boolean hasShardedEvents() {
        return layout().filter(layout -> layout != Layout.SCHEMA).isPresent();
    }

    /** What distributes the tables, without what is done already. */
    List<PlannedScript> plan(Distribution wanted) throws SQLException {
        requireCoordinator();
        if (wanted.layout() == Layout.SCHEMA && namespace.schema().equals(PUBLIC)) {
            throw failure(
                    namespace,
                    "a schema of its own for the layout 'schema'",
                    "the schema public, which Citus does not distribute as a whole; move the tables to another schema, or "
                            + "choose the layout 'events' or 'all'");
        }
        if (wanted.layout() != Layout.SCHEMA && !node.hasCoordinator()) {
            throw failure(
                    namespace,
                    "a cluster that knows its coordinator, for the tables that stay there",
                    "none in pg_dist_node; run SELECT citus_set_coordinator_host('<host name>', <port>) first");
        }
        var scripts = new ArrayList<PlannedScript>();
        CitusCluster start = this;
        if (layout().isPresent() && (layout().get() == Layout.SCHEMA) != (wanted.layout() == Layout.SCHEMA)) {
            scripts.addAll(undistributed());
            start = withLocalTables();
        }
        scripts.addAll(functions());
        if (wanted.layout() == Layout.SCHEMA) {
            if (!start.node.isSchemaDistributed()) {
                scripts.add(script("schema " + namespace.schema(), "citus/distribute_schema.sql", session.files()));
            }
        } else {
            start.place(Placement.of(wanted.layout()), scripts);
        }
        if (wanted.nodeAdapterRole().isPresent()) {
            scripts.addAll(adapterClock(wanted.nodeAdapterRole().get()));
        }
        return List.copyOf(scripts);
    }

    /** What brings all tables back to this node, as plain tables of PostgreSQL. */
    List<PlannedScript> planUndo() throws SQLException {
        requireCoordinator();
        var scripts = new ArrayList<>(undistributed());
        List<String> roles = session.query("citus/adapter_roles.sql", row -> row.getString(1));
        for (String role : roles) {
            scripts.add(adapterScript(role, "citus/remove_adapter_clock.sql"));
        }
        if (!roles.isEmpty()) {
            scripts.add(script("clock of the Node adapter", "citus/drop_adapter_clock.sql", session.files()));
        }
        return List.copyOf(scripts);
    }

    /** Runs a script in a transaction. */
    void run(PlannedScript script) throws SQLException {
        LockRetry.perform(() -> session.withoutTimeouts(() -> session.inTransaction(() -> {
            session.execute(session.files().get("citus/one_connection_per_node.sql"));
            session.execute(script.sql());
        })));
    }

    private void place(Map<Table<?>, Placement> placements, List<PlannedScript> scripts) {
        placements.forEach((table, placement) -> state(table)
                .filter(state -> !state.placement().equals(placement.toString()))
                .ifPresent(state -> scripts.add(placed(table, state, placement))));
        Placement coordinator = new Placement.OnCoordinator();
        State history = tables.get(Names.historyTable(namespace));
        if (history != null && !history.placement().equals(coordinator.toString())) {
            scripts.add(script("table " + history.name(), placeFile(coordinator), files(history)));
        }
    }

    private PlannedScript placed(Table<?> table, State state, Placement placement) {
        SqlFiles files = files(state);
        var sql = new StringBuilder();
        if (state.isDistributed()) {
            sql.append(files.get("citus/undistribute_table.sql"));
        }
        if (placement instanceof Placement.ByColumn by) {
            sql.append(changedKey(state, columns(by.key())));
            files = files.with("column", by.column().getName())
                    .with(
                            "colocated",
                            by.beside()
                                    .map(other -> "\"" + namespace.schema() + "\".\"" + namespace.nameOf(other) + "\"")
                                    .orElse("none"));
        } else {
            sql.append(changedKey(state, originalKey(table)));
        }
        return new PlannedScript("table " + state.name(), sql + files.get(placeFile(placement)));
    }

    private static String placeFile(Placement placement) {
        return switch (placement) {
            case Placement.ByColumn ignored -> "citus/place_by_column.sql";
            case Placement.OneShard ignored -> "citus/place_in_one_shard.sql";
            case Placement.OnCoordinator ignored -> "citus/place_on_coordinator.sql";
        };
    }

    /** In the reverse order: a table before the one it lies beside. */
    private List<PlannedScript> undistributed() {
        if (node.isSchemaDistributed()) {
            return List.of(script("schema " + namespace.schema(), "citus/undistribute_schema.sql", session.files()));
        }
        var scripts = new ArrayList<PlannedScript>();
        Placement.of(Layout.ALL)
                .keySet()
                .forEach(table -> state(table)
                        .filter(state -> !state.placement().equals(LOCAL))
                        .ifPresent(state -> scripts.addFirst(new PlannedScript(
                                "table " + state.name(),
                                files(state).get("citus/undistribute_table.sql")
                                        + changedKey(state, originalKey(table))))));
        State history = tables.get(Names.historyTable(namespace));
        if (history != null && !history.placement().equals(LOCAL)) {
            scripts.addFirst(script("table " + history.name(), "citus/undistribute_table.sql", files(history)));
        }
        return scripts;
    }

    private List<PlannedScript> functions() throws SQLException {
        Object[] names = JarMigrations.functions().toArray();
        return session
                .query(
                        "citus/functions.sql",
                        row -> row.getString(1),
                        session.connection().createArrayOf("text", names))
                .stream()
                .map(signature -> script(
                        "function " + signature,
                        "citus/distribute_function.sql",
                        session.files().with("function", signature)))
                .toList();
    }

    private List<PlannedScript> adapterClock(String role) throws SQLException {
        boolean isThere = session.query("citus/adapter_path.sql", row -> row.getBoolean("has_clock"), role)
                .getFirst();
        return isThere ? List.of() : List.of(adapterScript(role, "citus/adapter_clock.sql"));
    }

    private PlannedScript adapterScript(String role, String file) throws SQLException {
        SqlFiles files = session.query(
                        "citus/adapter_path.sql",
                        row -> session.files()
                                .with("role", role)
                                .with("path", row.getString("path"))
                                .with("database", row.getString("database_name").replace("\"", "\"\"")),
                        role)
                .getFirst();
        return script("role " + role, file, files);
    }

    private String changedKey(State state, String columns) {
        return state.keyColumns().equals(columns)
                ? ""
                : files(state)
                        .with("key", state.keyName())
                        .with("columns", columns)
                        .get("citus/change_key.sql");
    }

    private static String originalKey(Table<?> table) {
        return columns(Objects.requireNonNull(table.getPrimaryKey()).getFields());
    }

    private static String columns(List<? extends Named> fields) {
        return fields.stream().map(Named::getName).collect(Collectors.joining(", "));
    }

    private SqlFiles files(State state) {
        return session.files().with("table", state.name());
    }

    private static PlannedScript script(String name, String file, SqlFiles files) {
        return new PlannedScript(name, files.get(file));
    }

    private Optional<State> state(Table<?> table) {
        return Optional.ofNullable(tables.get(namespace.nameOf(table)));
    }

    private CitusCluster withLocalTables() {
        return new CitusCluster(
                session,
                namespace,
                version,
                new Node(node.isCoordinator(), node.hasCoordinator(), false),
                tables.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().at(LOCAL))));
    }

    private void requireCoordinator() {
        if (!node.isCoordinator()) {
            throw failure(
                    namespace, "the coordinator of the Citus cluster", "a worker node; connect to the coordinator");
        }
    }

    static SchemaException failure(Namespace namespace, String expected, String found) {
        return new SchemaException(namespace.toString(), expected, found, null);
    }
}

package dev.nvent.store.internal.schema;

import dev.nvent.store.internal.schema.CitusCluster.State;
import dev.nvent.store.schema.Distribution;
import dev.nvent.store.schema.Distribution.Layout;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.PlannedScript;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Table;

/** The scripts that move the tables of a namespace to another layout of a Citus cluster, or back. */
record Redistribution(SqlSession session, Namespace namespace, CitusCluster cluster) {

    /** Citus cannot distribute it as a whole. */
    private static final String PUBLIC = "public";

    /** The steps that distribute the tables, without those done already. */
    List<PlannedScript> plan(Distribution wanted) throws SQLException {
        cluster.requireCoordinator();
        List<String> splitTypes = session.query("citus/split_types.sql", row -> row.getString(1));
        if (!splitTypes.isEmpty()) {
            throw CitusCluster.failure(
                    namespace,
                    "stream types that are not split, since Citus does not distribute the parts of a partition",
                    String.join(", ", splitTypes) + "; join their parts first (nvent streams join, StreamTypes.join)");
        }
        if (wanted.layout() == Layout.SCHEMA && namespace.schema().equals(PUBLIC)) {
            throw CitusCluster.failure(
                    namespace,
                    "a schema of its own for the layout 'schema'",
                    "the schema public, which Citus does not distribute as a whole; move the tables to another schema, or "
                            + "choose the layout 'events' or 'all'");
        }
        if (wanted.layout() != Layout.SCHEMA && !cluster.node().hasCoordinator()) {
            throw CitusCluster.failure(
                    namespace,
                    "a cluster that knows its coordinator, for the tables that stay there",
                    "none in pg_dist_node; run SELECT citus_set_coordinator_host('<host name>', <port>) first");
        }
        var scripts = new ArrayList<PlannedScript>();
        CitusCluster start = cluster;
        if (cluster.layout().isPresent()
                && (cluster.layout().get() == Layout.SCHEMA) != (wanted.layout() == Layout.SCHEMA)) {
            scripts.addAll(undistributed());
            start = cluster.withLocalTables();
        }
        scripts.addAll(functions());
        if (wanted.layout() == Layout.SCHEMA) {
            if (!start.node().isSchemaDistributed()) {
                scripts.add(script("schema " + namespace.schema(), "citus/distribute_schema.sql", session.files()));
            }
        } else {
            place(start, Placement.of(wanted.layout()), scripts);
        }
        if (wanted.nodeAdapterRole().isPresent()) {
            scripts.addAll(adapterClock(wanted.nodeAdapterRole().get()));
        }
        return List.copyOf(scripts);
    }

    /** The steps that bring all tables back to this node, as plain tables of PostgreSQL. */
    List<PlannedScript> planUndo() throws SQLException {
        cluster.requireCoordinator();
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

    private void place(CitusCluster start, Map<Table<?>, Placement> placements, List<PlannedScript> scripts) {
        placements.forEach((table, placement) -> start.state(table)
                .filter(state -> !state.isAt(placement))
                .ifPresent(state -> scripts.add(placed(table, state, placement))));
        Placement coordinator = new Placement.OnCoordinator();
        start.historyState()
                .filter(history -> !history.isAt(coordinator))
                .ifPresent(history ->
                        scripts.add(script("table " + history.name(), placeFile(coordinator), files(history))));
    }

    private PlannedScript placed(Table<?> table, State state, Placement placement) {
        SqlFiles files = files(state);
        var sql = new StringBuilder();
        if (state.isInShards()) {
            sql.append(files.get("citus/undistribute_table.sql"));
        }
        if (placement instanceof Placement.ByColumn by) {
            sql.append(changedKey(state, by.keyColumns()));
            files = files.with("column", by.column().getName())
                    .with(
                            "colocated",
                            by.colocatedWith()
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

    /** In the reverse order: a table before the one that it is co-located with. */
    private List<PlannedScript> undistributed() {
        if (cluster.node().isSchemaDistributed()) {
            return List.of(script("schema " + namespace.schema(), "citus/undistribute_schema.sql", session.files()));
        }
        var scripts = new ArrayList<PlannedScript>();
        Placement.of(Layout.ALL)
                .keySet()
                .forEach(table -> cluster.state(table)
                        .filter(state -> !state.isLocal())
                        .ifPresent(state -> scripts.addFirst(new PlannedScript(
                                "table " + state.name(),
                                files(state).get("citus/undistribute_table.sql")
                                        + changedKey(state, originalKey(table))))));
        cluster.historyState()
                .filter(history -> !history.isLocal())
                .ifPresent(history -> scripts.addFirst(
                        script("table " + history.name(), "citus/undistribute_table.sql", files(history))));
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
        return Placement.columns(Objects.requireNonNull(table.getPrimaryKey()).getFields());
    }

    private SqlFiles files(State state) {
        return session.files().with("table", state.name());
    }

    private static PlannedScript script(String name, String file, SqlFiles files) {
        return new PlannedScript(name, files.get(file));
    }
}

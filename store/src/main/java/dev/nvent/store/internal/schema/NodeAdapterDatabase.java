package dev.nvent.store.internal.schema;

import static dev.nvent.store.jooq.Tables.SCHEMA_VERSION;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.Adoption;
import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Difference.Kind;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.PlannedScript;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A database whose tables were created, at least in part, by the Node adapter: compares, completes and adopts it. */
record NodeAdapterDatabase(MigrationTarget target, SqlSession session, Privileges privileges) {

    private static final int LAST_KNOWN_VERSION = 2;

    /** Whether any table of the Node adapter exists. */
    static boolean isThere(SqlSession session, Namespace namespace) throws SQLException {
        SchemaDescription live = SchemaDescription.live(session, namespace);
        return SchemaDescription.nodeAdapter().objects().stream()
                .anyMatch(object -> object.is("table") && live.hasTable(object.table()));
    }

    Adoption inspect() throws SQLException {
        requireKnownVersion();
        SchemaDescription live = SchemaDescription.live(session, target.namespace());
        SchemaDescription ours = SchemaDescription.golden();
        var differences = new ArrayList<Difference>();
        var refused = new ArrayList<Difference>();
        var completions = new ArrayList<PlannedScript>();
        for (Comparison comparison : Comparison.of(SchemaDescription.nodeAdapter(), live)) {
            differences.add(comparison.difference());
            List<PlannedScript> completion = completion(comparison);
            completions.addAll(completion);
            if (completion.isEmpty() && forbids(comparison, ours)) {
                refused.add(comparison.difference());
            }
        }
        return new Adoption(List.copyOf(differences), List.copyOf(refused), List.copyOf(completions));
    }

    /** The Node adapter's version 2 is the last one that the store knows. */
    private void requireKnownVersion() throws SQLException {
        if (!SchemaDescription.live(session, target.namespace()).hasTable(SCHEMA_VERSION.getName())) {
            return;
        }
        for (int version : session.query("inspection/node_adapter_version.sql", row -> row.getInt(1))) {
            if (version > LAST_KNOWN_VERSION) {
                throw new SchemaException(
                        target.namespace().toString(),
                        "at most schema version " + LAST_KNOWN_VERSION + " of the Node adapter",
                        "version " + version + ", of a newer Node adapter; nothing was changed",
                        null);
            }
        }
    }

    /** Creates what is missing and writes the baseline into the history. Never changes existing objects. */
    Adoption adopt() throws SQLException {
        Adoption adoption = inspect();
        if (!adoption.refused().isEmpty()) {
            throw new SchemaException(
                    target.namespace().toString(),
                    "the tables as the Node adapter creates them; nothing was changed",
                    adoption.refused().stream()
                            .map(Difference::toString)
                            .collect(Collectors.joining("\n  ", "\n  ", "")),
                    null);
        }
        for (PlannedScript completion : adoption.completions()) {
            LockRetry.perform(() -> run(completion));
        }
        session.inTransaction(() -> session.update("repair/node_adapter_version.sql"));
        new StoreMigrations(target, session, privileges).baseline();
        return adoption;
    }

    private void run(PlannedScript script) throws SQLException {
        if (ConcurrentSql.isIn(script.sql())) {
            session.withoutTimeouts(() -> session.execute(script.sql()));
        } else {
            session.inTransaction(() -> session.execute(script.sql()));
        }
    }

    private List<PlannedScript> completion(Comparison comparison) {
        Kind kind = comparison.difference().kind();
        SchemaObject expected = comparison.expected();
        if (expected == null) {
            return List.of();
        }
        if (kind == Kind.MISSING && expected.is("table")) {
            String script = JarMigrations.scriptOf(expected.table());
            return List.of(new PlannedScript(script, target.sql(script, session)));
        }
        if (kind == Kind.MISSING && expected.is("column") && expected.mayBeLeftOut()) {
            return List.of(planned(expected, "repair/column.sql", expected.name()));
        }
        if (expected.is("index") && kind == Kind.MISSING) {
            return List.of(planned(expected, "repair/index.sql", Names.index(target.namespace(), expected.name())));
        }
        if (expected.is("index") && kind == Kind.INVALID) {
            String name = Names.index(target.namespace(), expected.name());
            return List.of(
                    planned(expected, "repair/drop_index.sql", name), planned(expected, "repair/index.sql", name));
        }
        return List.of();
    }

    private PlannedScript planned(SchemaObject object, String file, String name) {
        String sql = session.files()
                .with("table", object.table())
                .with("name", name)
                .with("definition", object.definition())
                .get(file);
        return new PlannedScript(object.key(), sql);
    }

    /** A different index costs time, not data. Objects of others are harmless unless a migration creates the same name. */
    private static boolean forbids(Comparison comparison, SchemaDescription ours) {
        SchemaObject expected = comparison.expected();
        SchemaObject other = comparison.found();
        if (expected != null || other == null) {
            return expected != null && !expected.is("index");
        }
        boolean conflicts = ours.byKey().containsKey(other.key()) && !other.is("index");
        return conflicts || other.is("column") && !other.mayBeLeftOut();
    }
}

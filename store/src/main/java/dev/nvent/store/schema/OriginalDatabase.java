package dev.nvent.store.schema;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.Difference.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A database that the original adapter made, or began to make: compared, completed, and from then on ours to extend. */
record OriginalDatabase(Target target, Session session) {

    /** Whether there is any table of the original's. */
    static boolean isThere(Session session, Namespace namespace) throws SQLException {
        SchemaDescription live = SchemaDescription.live(session, namespace);
        return SchemaDescription.original().objects().stream()
                .anyMatch(object -> object.is("table") && live.hasTable(object.table()));
    }

    Adoption inspect() throws SQLException {
        SchemaDescription live = SchemaDescription.live(session, target.namespace());
        SchemaDescription ours = SchemaDescription.golden();
        var differences = new ArrayList<Difference>();
        var refused = new ArrayList<Difference>();
        var completions = new ArrayList<PlannedScript>();
        for (Comparison comparison : Comparison.of(SchemaDescription.original(), live)) {
            differences.add(comparison.difference());
            List<PlannedScript> completion = completion(comparison);
            completions.addAll(completion);
            if (completion.isEmpty() && forbids(comparison, ours)) {
                refused.add(comparison.difference());
            }
        }
        return new Adoption(List.copyOf(differences), List.copyOf(refused), List.copyOf(completions));
    }

    /** Completes it and writes the history's first row. What was there is never changed. */
    Adoption adopt() throws SQLException {
        Adoption adoption = inspect();
        if (!adoption.refused().isEmpty()) {
            throw new SchemaException(
                    target.namespace().toString(),
                    "the tables as the original adapter makes them; nothing was changed",
                    adoption.refused().stream()
                            .map(Difference::toString)
                            .collect(Collectors.joining("\n  ", "\n  ", "")),
                    null);
        }
        for (PlannedScript completion : adoption.completions()) {
            LockRetry.run(() -> {
                run(completion);
                return null;
            });
        }
        session.inTransaction(() -> session.update("repair/node_adapter_version.sql"));
        FlywaySetup.of(target, JarMigrations.ORIGINAL).baseline();
        return adoption;
    }

    private void run(PlannedScript script) throws SQLException {
        if (script.isConcurrent()) {
            Object[] before = session.waitAsLongAsItTakes();
            try {
                session.execute(script.sql());
            } finally {
                session.restoreWaiting(before);
            }
        } else {
            session.inTransaction(() -> session.execute(script.sql()));
        }
    }

    private List<PlannedScript> completion(Comparison comparison) {
        Kind kind = comparison.difference().kind();
        SchemaObject expected = comparison.expected();
        if (kind == Kind.MISSING && expected.is("table")) {
            String script = JarMigrations.scriptOf(expected.table());
            return List.of(new PlannedScript(script, target.sql(script, session)));
        }
        if (kind == Kind.MISSING && expected.is("column") && expected.hasDefault()) {
            return List.of(planned(expected, "repair/column.sql", expected.name()));
        }
        if (expected != null && expected.is("index") && kind == Kind.MISSING) {
            return List.of(
                    planned(expected, "repair/index.sql", target.namespace().indexName(expected.name())));
        }
        if (expected != null && expected.is("index") && kind == Kind.INVALID) {
            String name = target.namespace().indexName(expected.name());
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

    /** An index that is another costs time, not data. So does what is foreign, unless it is in our way. */
    private static boolean forbids(Comparison comparison, SchemaDescription ours) {
        if (comparison.expected() != null) {
            return !comparison.expected().is("index");
        }
        SchemaObject foreign = comparison.found();
        boolean inOurWay = ours.byKey().containsKey(foreign.key()) && !foreign.is("index");
        return inOurWay || foreign.is("column") && !foreign.mayBeLeftOut();
    }
}

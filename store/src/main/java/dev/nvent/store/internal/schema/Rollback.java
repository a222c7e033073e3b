package dev.nvent.store.internal.schema;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.PlannedScript;
import dev.nvent.store.schema.RollbackPlan;
import dev.nvent.store.schema.RollbackPlan.Loss;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;

/** Undoes migrations, newest first: runs the undo file and deletes the history row in one transaction. */
record Rollback(MigrationTarget target, SqlSession session, MigrationVersion to) {

    private static final Comparator<KnownMigration> UNDO_ORDER = Comparator.comparing(KnownMigration::ours)
            .thenComparing(migration -> !migration.repeatable())
            .thenComparing(KnownMigration::version, Comparator.nullsLast(Comparator.<MigrationVersion>reverseOrder()))
            .thenComparing(KnownMigration::script);

    RollbackPlan plan() throws SQLException {
        var scripts = new ArrayList<PlannedScript>();
        var losses = new ArrayList<Loss>();
        for (KnownMigration migration : undone()) {
            scripts.add(new PlannedScript(migration.script(), undo(migration)));
            losses.addAll(losses(migration));
        }
        return new RollbackPlan(
                List.copyOf(scripts),
                losses.stream().filter(loss -> loss.rows() != 0).toList());
    }

    RollbackPlan run(DataLoss dataLoss) throws SQLException {
        RollbackPlan plan = plan();
        requireNoLoss(plan.losses(), dataLoss);
        for (KnownMigration migration : undone()) {
            LockRetry.perform(() -> undo(migration, dataLoss));
        }
        new UserObjects(session, target.namespace()).forgetDropped();
        if (History.exists(session) && History.read(session).stream().noneMatch(History.Row::isMigration)) {
            session.inTransaction(() -> session.execute(session.files().get("history/drop.sql")));
        }
        return plan;
    }

    /** Migrations to undo, in order: the user's before the store's, functions before the tables that they use. */
    private List<KnownMigration> undone() throws SQLException {
        List<History.Row> history = History.read(session);
        checkBaseline(history);
        var known = target.migrations().stream().collect(Collectors.toMap(KnownMigration::key, migration -> migration));
        return history.stream()
                .filter(History.Row::isMigration)
                .map(row -> known.getOrDefault(row.key(), unknown(row)))
                .distinct()
                .filter(this::goes)
                .sorted(UNDO_ORDER)
                .toList();
    }

    /** A repeatable migration is undone together with the last versioned ones of the same owner. */
    private boolean goes(KnownMigration migration) {
        if (!migration.repeatable()) {
            return migration.above(to);
        }
        return migration.ours()
                ? to.compareTo(JarMigrations.NODE_ADAPTER) <= 0
                : to.compareTo(JarMigrations.FIRST_OF_USERS) < 0;
    }

    private void undo(KnownMigration migration, DataLoss dataLoss) throws SQLException {
        var script = new PlannedScript(migration.script(), undo(migration));
        if (ConcurrentSql.isIn(script.sql())) {
            // Delete the row first: if the process is killed, the next migration creates the index again.
            session.update("history/forget.sql", migration.script());
            session.withoutTimeouts(() -> session.execute(script.sql()));
            return;
        }
        session.inTransaction(() -> {
            requireNoLoss(losses(migration), dataLoss);
            session.execute(script.sql());
            session.update("history/forget.sql", migration.script());
        });
    }

    private String undo(KnownMigration migration) throws SQLException {
        if (migration.ours() && migration.repeatable() && isShared()) {
            return "-- Kept: another prefix in this schema uses it.";
        }
        if (migration.ours()
                && migration.repeatable()
                && StoreFunctions.read(target, session).isOfAnotherOwner(migration.script())) {
            return "-- Kept: it belongs to another role.";
        }
        return target.companion(migration.script(), 'U', session)
                .orElseThrow(() -> failure(
                        "an undo file " + MigrationTarget.sibling(migration.script(), 'U') + " of "
                                + migration.script(),
                        !migration.ours() && target.locations().isEmpty()
                                ? "no location of the user's migrations; nothing was changed"
                                : "no such file; nothing was changed"));
    }

    private List<Loss> losses(KnownMigration migration) throws SQLException {
        var count = target.companion(migration.script(), 'L', session);
        if (count.isPresent()) {
            return session.queryText(count.get(), row -> new Loss(row.getString(1), row.getLong(2)));
        }
        return migration.ours() ? List.of() : List.of(new Loss(migration.script(), -1));
    }

    private void requireNoLoss(List<Loss> losses, DataLoss dataLoss) {
        var real = losses.stream().filter(loss -> loss.rows() != 0).toList();
        if (dataLoss == DataLoss.REFUSED && !real.isEmpty()) {
            throw failure(
                    "no data to be lost (or accept the data loss)",
                    real.stream().map(Loss::toString).collect(Collectors.joining(", ")));
        }
    }

    private void checkBaseline(List<History.Row> history) {
        for (History.Row row : history) {
            if (row.isBaseline() && to.compareTo(row.version()) < 0) {
                throw failure(
                        "a version from " + row.version() + " on (the tables below existed before the store)",
                        "version " + to);
            }
        }
    }

    private boolean isShared() throws SQLException {
        return session.query("inspection/histories.sql", row -> row.getString(1)).stream()
                .anyMatch(table -> !table.equals(Names.historyTable(target.namespace())));
    }

    private SchemaException failure(String expected, String found) {
        return new SchemaException("rollback of " + target.namespace() + " to version " + to, expected, found, null);
    }

    /** An applied migration that this process does not have: of a newer store, or a user's. */
    private static KnownMigration unknown(History.Row row) {
        boolean users = row.version() == null || row.version().compareTo(JarMigrations.FIRST_OF_USERS) >= 0;
        return new KnownMigration(row.version(), row.description(), row.script(), row.checksum(), !users);
    }
}

package dev.nvent.store.schema;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.internal.sql.SqlStates;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Brings a schema to any version, and tells what would happen first. Behind it is Flyway, whose history is the table
 * {@code {prefix}_flyway_history}. Whatever changes something happens in one process at a time; the others wait. Takes up to
 * three connections at once, with the rights of the tables' owner.
 */
public final class SchemaMigrator {

    private final Target target;

    /** @param dataSource connections of a role that may create and alter the tables */
    public SchemaMigrator(DataSource dataSource, Namespace namespace) {
        this(new Target(dataSource, namespace, List.of()));
    }

    private SchemaMigrator(Target target) {
        this.target = target;
    }

    /**
     * With migrations of the user's own, which run after the store's: files as Flyway has them, with versions from 1000 on, in
     * locations as Flyway has them ({@code classpath:…}, {@code filesystem:…}). {@code U1000__x.sql} undoes
     * {@code V1000__x.sql}; a query in {@code L1000__x.sql} counts what is lost by that, as (text, bigint).
     */
    public SchemaMigrator withMigrations(List<String> locations) {
        return new SchemaMigrator(new Target(target.dataSource(), target.namespace(), List.copyOf(locations)));
    }

    /** What has been applied and what has not. One query where there is a history, and no migrations of the user's own. */
    public SchemaStatus status() {
        return reading("status", session -> target.status(session));
    }

    /**
     * Says why the schema is not what this version of the store needs, if it is not.
     *
     * @throws SchemaException if it is outdated, newer, changed or not there, with what brings it up to date
     */
    public void requireCurrent() {
        requireCurrent(status());
    }

    private void requireCurrent(SchemaStatus status) {
        switch (status.state()) {
            case CURRENT -> {}
            case EMPTY, NODE_ADAPTER, OUTDATED ->
                throw refused(
                        "version " + status.latest()
                                + " (bring it there with SchemaMigrator.migrate(), with './nvent migrate', or with autoMigrate on)",
                        "version " + status.version() + ", pending: " + names(status.pending()));
            case NEWER -> throw newer(status);
            case CHANGED ->
                throw refused("migrations as they were when they were applied", "changed: " + names(status.changed()));
        }
    }

    /**
     * Runs the migrations that are pending; with none, changes nothing. A database of the original's is adopted first. What a
     * killed process left half done is finished.
     *
     * @return how many were run
     * @throws SchemaException with the file and the statement that failed, or with what is in the way
     */
    public int migrate() {
        return changing("migrate", session -> {
            History.forgetFailed(session);
            SchemaStatus status = target.status(session);
            switch (status.state()) {
                case CURRENT -> {
                    return 0;
                }
                case NEWER, CHANGED -> requireCurrent(status);
                case NODE_ADAPTER -> new OriginalDatabase(target, session).adopt();
                case EMPTY, OUTDATED -> {}
            }
            return LockRetry.run(() -> {
                History.forgetFailed(session);
                return FlywaySetup.of(target, status).migrate().migrationsExecuted;
            });
        });
    }

    /** What {@link #migrate} would run, in this order. Nothing runs. */
    public List<PlannedScript> plan() {
        return reading("plan", session -> {
            SchemaStatus status = target.status(session);
            var scripts = new ArrayList<PlannedScript>();
            if (status.state() == SchemaState.NODE_ADAPTER) {
                scripts.addAll(new OriginalDatabase(target, session).inspect().completions());
            }
            for (Migration pending : status.pending()) {
                scripts.add(new PlannedScript(pending.script(), target.sql(pending.script(), session)));
            }
            return List.copyOf(scripts);
        });
    }

    /** What {@link #adopt} would find and do. Nothing runs. */
    public Adoption planAdoption() {
        return reading("planAdoption", session -> {
            requireOriginal(session);
            return new OriginalDatabase(target, session).inspect();
        });
    }

    /**
     * Takes over a database that the original adapter made: compares every column and index, completes what can be completed
     * without touching data, and runs our own migrations on top. The original keeps working on it.
     *
     * @throws SchemaException with the differences, where some forbid it; then nothing was changed
     */
    public Adoption adopt() {
        return changing("adopt", session -> {
            requireOriginal(session);
            Adoption adoption = new OriginalDatabase(target, session).adopt();
            LockRetry.run(() -> FlywaySetup.of(target).migrate());
            return adoption;
        });
    }

    /** What {@link #rollbackTo} would run and which data would go. Nothing runs. */
    public RollbackPlan planRollback(String version) {
        MigrationVersion to = checked(version);
        return reading("planRollback", session -> new Rollback(target, session, to).plan());
    }

    /**
     * Undoes all migrations above a version, newest first, down to 0, each in a transaction of its own. Nothing else in the
     * schema is touched: what depends on one of our tables makes it fail, and an adopted database stays as it was before.
     *
     * @throws SchemaException if a migration has no undo file or, unless that is accepted, data would go; then nothing was changed
     */
    public RollbackPlan rollbackTo(String version, DataLoss dataLoss) {
        MigrationVersion to = checked(version);
        return changing("rollbackTo", session -> new Rollback(target, session, to).run(dataLoss));
    }

    /** Where the database differs from what the migrations make. Empty if nowhere. */
    public List<Difference> validate() {
        return reading(
                "validate",
                session ->
                        Comparison.of(SchemaDescription.golden(), SchemaDescription.live(session, target.namespace()))
                                .stream()
                                .map(Comparison::difference)
                                .toList());
    }

    /** Every table, column, constraint, index and function that is there, a line each, without schema and prefix. */
    public List<String> describe() {
        return reading(
                "describe",
                session -> SchemaDescription.live(session, target.namespace()).objects().stream()
                        .map(SchemaObject::toString)
                        .toList());
    }

    /** The statements that give a role what it needs to use the store, and no more. Nothing runs. */
    public List<String> grants(String role) {
        return RuntimeGrants.to(role, target.namespace());
    }

    /** Runs {@link #grants}. To be repeated after migrations, which may bring new tables. */
    public void grant(String role) {
        List<String> statements = grants(role);
        changing("grant", session -> {
            session.inTransaction(() -> session.execute(String.join("\n", statements)));
            return null;
        });
    }

    private void requireOriginal(Session session) throws SQLException {
        SchemaState state = target.status(session).state();
        if (state != SchemaState.NODE_ADAPTER) {
            throw refused("tables of the original adapter that nobody has adopted yet", "state " + state);
        }
    }

    private <T> T reading(String operation, MigrationLock.Work<T> work) {
        return translating(operation, () -> {
            try (Session session = target.open()) {
                Requirements.checkServer(session.connection());
                return work.run(session);
            }
        });
    }

    private <T> T changing(String operation, MigrationLock.Work<T> work) {
        return translating(
                operation,
                () -> MigrationLock.hold(target, session -> {
                    Requirements.checkServer(session.connection());
                    return work.run(session);
                }));
    }

    private <T> T translating(String operation, LockRetry.Work<T> work) {
        try {
            return work.run();
        } catch (FlywayException e) {
            throw new SchemaException(
                    target.namespace().toString(),
                    "migrations that run",
                    e.getMessage().strip(),
                    e);
        } catch (SQLException e) {
            throw SqlStates.translate(
                    new Operation("schema." + operation, target.namespace().toString(), null), e);
        }
    }

    private SchemaException newer(SchemaStatus status) {
        return refused(
                "at most version " + status.latest() + " (a newer version of the store made it: use that one)",
                "version " + status.version() + " with " + names(status.unknown()));
    }

    private SchemaException refused(String expected, String found) {
        return new SchemaException(target.namespace().toString(), expected, found, null);
    }

    private static String names(List<Migration> migrations) {
        return migrations.stream().map(Migration::script).collect(Collectors.joining(", "));
    }

    private static MigrationVersion checked(String version) {
        if (version == null || !version.matches("\\d{1,9}(\\.\\d{1,9})*")) {
            throw new InvalidInputException("version", "a version, 0 or higher", "none");
        }
        return MigrationVersion.fromVersion(version);
    }
}

package dev.nvent.store.internal.schema;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.internal.sql.SqlStates;
import dev.nvent.store.schema.Adoption;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Distribution;
import dev.nvent.store.schema.Distribution.Layout;
import dev.nvent.store.schema.Migration;
import dev.nvent.store.schema.PlannedScript;
import dev.nvent.store.schema.RollbackPlan;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.schema.SchemaStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/** The operations of {@link dev.nvent.store.schema.SchemaMigrator}: those that read, and those that hold the migration lock. */
public final class SchemaOperations {

    private final MigrationTarget target;

    public SchemaOperations(MigrationTarget target) {
        this.target = target;
    }

    public SchemaStatus status() {
        return reading("status", target::status);
    }

    public void requireCurrent() {
        requireCurrent(status());
    }

    public int migrate() {
        SchemaStatus seen = reading("migrate", target::status);
        return seen.state() == SchemaState.CURRENT && !hasUserMigrations(seen) ? 0 : changing("migrate", this::migrate);
    }

    private int migrate(MigrationTarget locked, SqlSession session, Privileges privileges) throws SQLException {
        History.forgetFailed(session);
        SchemaStatus status = locked.status(session);
        switch (status.state()) {
            case CURRENT -> {
                if (hasUserMigrations(status)) {
                    new UserObjects(session, locked.namespace()).recordIfNone();
                }
                return 0;
            }
            case NEWER, CHANGED -> requireCurrent(status);
            case NODE_ADAPTER -> {
                new NodeAdapterDatabase(locked, session, privileges).adopt();
                return runPending(locked, session, privileges, locked.status(session));
            }
            case EMPTY -> privileges.requireUnicode(locked.namespace());
            case OUTDATED -> {}
        }
        return runPending(locked, session, privileges, status);
    }

    private int runPending(MigrationTarget locked, SqlSession session, Privileges privileges, SchemaStatus status)
            throws SQLException {
        int own = new StoreMigrations(locked, session, privileges).run(status);
        if (locked.locations().isEmpty()) {
            return own;
        }
        var objects = new UserObjects(session, locked.namespace());
        return own + objects.recordWhile(hasUserMigrations(status), () -> UserMigrations.run(locked, session, status));
    }

    /** Whether migrations of the user have run, and this process has them. */
    private boolean hasUserMigrations(SchemaStatus status) {
        return !target.locations().isEmpty()
                && MigrationVersion.fromVersion(status.version()).compareTo(JarMigrations.FIRST_OF_USERS) >= 0;
    }

    public List<PlannedScript> plan() {
        return reading("plan", session -> {
            SchemaStatus status = target.status(session);
            var scripts = new ArrayList<PlannedScript>();
            if (status.state() == SchemaState.NODE_ADAPTER) {
                scripts.addAll(inspectNodeAdapter(session).completions());
            }
            for (Migration pending : status.pending()) {
                scripts.add(new PlannedScript(pending.script(), target.sql(pending.script(), session)));
            }
            return List.copyOf(scripts);
        });
    }

    public Adoption planAdoption() {
        return reading("planAdoption", session -> {
            requireNodeAdapter(session);
            return inspectNodeAdapter(session);
        });
    }

    public Adoption adopt() {
        return changing("adopt", (locked, session, privileges) -> {
            requireNodeAdapter(session);
            Adoption adoption = new NodeAdapterDatabase(locked, session, privileges).adopt();
            runPending(locked, session, privileges, locked.status(session));
            return adoption;
        });
    }

    public RollbackPlan planRollback(String version) {
        MigrationVersion to = parse(version);
        return reading("planRollback", session -> new Rollback(target, session, to).plan());
    }

    public RollbackPlan rollbackTo(String version, DataLoss dataLoss) {
        MigrationVersion to = parse(version);
        return changing("rollbackTo", (locked, session, privileges) -> new Rollback(locked, session, to).run(dataLoss));
    }

    public List<Difference> validate() {
        return reading("validate", session -> {
            Optional<CitusCluster> citus = CitusCluster.find(session, target.namespace());
            SchemaDescription live = SchemaDescription.live(session, target.namespace());
            SchemaDescription golden = SchemaDescription.golden()
                    .withIndexesOf(SchemaDescription.nodeAdapter(), live)
                    .withoutIndexesOfUnsplit(live);
            SchemaDescription expected = citus.map(cluster -> cluster.expect(golden))
                    .orElse(golden)
                    .with(new UserObjects(session, target.namespace()).recorded());
            var differences = new ArrayList<Difference>();
            Comparison.of(expected, live).forEach(comparison -> differences.add(comparison.difference()));
            boolean hasShardedEvents =
                    citus.filter(CitusCluster::hasShardedEvents).isPresent();
            differences.addAll(new StoredState(session, live, hasShardedEvents).differences());
            citus.ifPresent(cluster -> differences.addAll(cluster.differences()));
            return List.copyOf(differences);
        });
    }

    public Optional<Layout> layout() {
        return reading(
                "layout",
                session -> CitusCluster.find(session, target.namespace()).flatMap(CitusCluster::layout));
    }

    public List<PlannedScript> planDistribution(Distribution wanted) {
        return reading("planDistribution", session -> {
            requireCurrent(target.status(session));
            return redistribution(session).plan(wanted);
        });
    }

    public List<PlannedScript> distribute(Distribution wanted) {
        return changing("distribute", (locked, session, privileges) -> {
            requireCurrent(locked.status(session));
            Redistribution redistribution = redistribution(session);
            return run(redistribution, redistribution.plan(wanted));
        });
    }

    public List<PlannedScript> planUndistribution() {
        return reading("planUndistribution", session -> redistribution(session).planUndo());
    }

    public List<PlannedScript> undistribute() {
        return changing("undistribute", (locked, session, privileges) -> {
            Redistribution redistribution = redistribution(session);
            return run(redistribution, redistribution.planUndo());
        });
    }

    private static List<PlannedScript> run(Redistribution redistribution, List<PlannedScript> scripts)
            throws SQLException {
        for (PlannedScript script : scripts) {
            redistribution.run(script);
        }
        return scripts;
    }

    private Redistribution redistribution(SqlSession session) throws SQLException {
        return new Redistribution(session, target.namespace(), CitusCluster.require(session, target.namespace()));
    }

    public List<String> describe() {
        return reading(
                "describe",
                session -> SchemaDescription.live(session, target.namespace()).objects().stream()
                        .map(SchemaObject::toString)
                        .toList());
    }

    public List<String> grants(String role) {
        return RuntimeGrants.to(role, target.namespace());
    }

    public void grant(String role) {
        List<String> statements = grants(role);
        changing("grant", (locked, session, privileges) -> {
            List<String> possible = StoreFunctions.read(locked, session).grantable(statements);
            session.inTransaction(() -> session.execute(String.join("\n", possible)));
            return possible;
        });
    }

    private void requireCurrent(SchemaStatus status) {
        switch (status.state()) {
            case CURRENT -> {}
            case EMPTY, NODE_ADAPTER, OUTDATED ->
                throw failure(
                        "version " + status.latest()
                                + " (migrate with SchemaMigrator.migrate(), './nvent migrate' or autoMigrate)",
                        "version " + status.version() + ", pending: " + names(status.pending()));
            case NEWER ->
                throw failure(
                        "at most version " + status.latest()
                                + " (the schema belongs to a newer version of the store; use that version)",
                        "version " + status.version() + " with " + names(status.unknown()));
            case CHANGED -> throw failure("migrations unchanged since they ran", "changed: " + names(status.changed()));
        }
    }

    private void requireNodeAdapter(SqlSession session) throws SQLException {
        SchemaState state = target.status(session).state();
        if (state != SchemaState.NODE_ADAPTER) {
            throw failure("tables of the Node adapter that have not been adopted", "state " + state);
        }
    }

    private <T> T reading(String operation, MigrationLock.Work<T> work) {
        return translating(operation, () -> {
            try (SqlSession session = target.open()) {
                Requirements.checkServer(session.connection());
                return work.run(session);
            }
        });
    }

    private interface Change<T> {
        T run(MigrationTarget locked, SqlSession session, Privileges privileges) throws SQLException;
    }

    /** Checks the privileges before it waits for the lock. */
    private <T> T changing(String operation, Change<T> change) {
        Privileges privileges = reading(operation, session -> Privileges.read(session, target.namespace()));
        privileges.requireOwner(target.namespace());
        return translating(
                operation,
                () -> MigrationLock.hold(
                        target,
                        MigrationLock.MAX_WAIT,
                        (locked, session) ->
                                change.run(locked, session, Privileges.read(session, target.namespace()))));
    }

    private Adoption inspectNodeAdapter(SqlSession session) throws SQLException {
        return new NodeAdapterDatabase(target, session, Privileges.read(session, target.namespace())).inspect();
    }

    private <T> T translating(String operation, LockRetry.Work<T> work) {
        try {
            return work.run();
        } catch (FlywayException e) {
            throw new SchemaException(
                    target.namespace().toString(),
                    "migrations that Flyway can run (their placeholders are ${schema} and ${prefix})",
                    "its error: " + String.valueOf(e.getMessage()).strip(),
                    e);
        } catch (SQLException e) {
            throw SqlStates.translate(
                    Operation.of("schema." + operation, target.namespace().toString()), e);
        }
    }

    private SchemaException failure(String expected, String found) {
        return new SchemaException(target.namespace().toString(), expected, found, null);
    }

    private static String names(List<Migration> migrations) {
        return migrations.stream().map(Migration::script).collect(Collectors.joining(", "));
    }

    private static MigrationVersion parse(String version) {
        if (version == null || !version.matches("\\d{1,9}(\\.\\d{1,9})*")) {
            throw new InvalidInputException("version", "a version number, 0 or higher", "other text");
        }
        return MigrationVersion.fromVersion(version);
    }
}

package dev.nvent.store.schema;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.internal.schema.MigrationTarget;
import dev.nvent.store.internal.schema.SchemaOperations;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Creates, migrates, checks and rolls back the tables of one namespace. Every changing method has a plan method that returns
 * the SQL without running it. One process at a time changes a schema; others wait. The history of migrations is the table
 * {@code {prefix}_flyway_history}, in Flyway's format.
 *
 * <p>Changing methods need the privileges of the owner of the tables and take up to three connections at once. Thread-safe.
 */
public final class SchemaMigrator {

    private final MigrationTarget target;
    private final SchemaOperations operations;

    /** @param dataSource connections of the owner of the tables; reading methods need only SELECT */
    public SchemaMigrator(DataSource dataSource, Namespace namespace) {
        this(new MigrationTarget(dataSource, namespace, List.of()));
    }

    private SchemaMigrator(MigrationTarget target) {
        this.target = target;
        this.operations = new SchemaOperations(target);
    }

    /**
     * Adds the user's own migrations, which run after the store's. They are SQL files named as Flyway requires, with
     * versions from 1000, in Flyway locations ({@code classpath:…}, {@code filesystem:…}). {@code U1000__x.sql} undoes
     * {@code V1000__x.sql}; the query in {@code L1000__x.sql} counts the rows that this would lose, as (text, bigint).
     */
    public SchemaMigrator withMigrations(List<String> locations) {
        return new SchemaMigrator(new MigrationTarget(target.dataSource(), target.namespace(), List.copyOf(locations)));
    }

    /** Returns the applied and the pending migrations. One query if the schema exists and there are no user migrations. */
    public SchemaStatus status() {
        return operations.status();
    }

    /**
     * Checks that the schema is at the version of this store.
     *
     * @throws SchemaException if it is missing, outdated, newer or changed; the message says what to do
     */
    public void requireCurrent() {
        operations.requireCurrent();
    }

    /**
     * Runs all pending migrations. A database of the Node adapter is adopted first. A migration that was interrupted is
     * completed. Does nothing if the schema is current.
     *
     * @return the number of migrations that ran
     * @throws SchemaException with the file that failed, or with the reason why the schema cannot be migrated
     */
    public int migrate() {
        return operations.migrate();
    }

    /** Returns what {@link #migrate} would run, in order. Runs nothing. */
    public List<PlannedScript> plan() {
        return operations.plan();
    }

    /** Returns what {@link #adopt} would find and run. Changes nothing. */
    public Adoption planAdoption() {
        return operations.planAdoption();
    }

    /**
     * Adopts a database of the Node adapter in place: compares every column and index, creates what is missing where that
     * touches no data, and runs the store's migrations. The Node adapter continues to work on the database.
     *
     * @throws SchemaException with the differences if some of them prevent the adoption; then nothing was changed
     */
    public Adoption adopt() {
        return operations.adopt();
    }

    /** Returns what {@link #rollbackTo} would run, and the data that would be lost. Changes nothing. */
    public RollbackPlan planRollback(String version) {
        return operations.planRollback(version);
    }

    /**
     * Undoes all migrations above a version, newest first, each in its own transaction; version 0 removes everything.
     * Objects of others are never dropped: if one depends on a table of the store, the rollback fails. The tables of an
     * adopted database remain. Does nothing if there is nothing to undo.
     *
     * @throws SchemaException if a migration has no undo file, or if data would be lost and {@code dataLoss} does not accept
     *     that; then nothing was changed
     */
    public RollbackPlan rollbackTo(String version, DataLoss dataLoss) {
        return operations.rollbackTo(version, dataLoss);
    }

    /**
     * Returns all differences between the database and the migrations; an empty list if there are none. Objects that the
     * user's migrations created are expected as they were when these last ran, also by a process that does not have them.
     */
    public List<Difference> validate() {
        return operations.validate();
    }

    /** Returns how the tables are distributed over a Citus cluster; empty if they are not, or if there is no Citus. */
    public Optional<Distribution.Layout> layout() {
        return operations.layout();
    }

    /** Returns what {@link #distribute} would run. Changes nothing. */
    public List<PlannedScript> planDistribution(Distribution distribution) {
        return operations.planDistribution(distribution);
    }

    /**
     * Distributes the tables over a Citus cluster. Run it on the coordinator, and again after migrations, which can add
     * tables. One table after the other, each in its own transaction, which copies its rows and blocks its writers for as
     * long. Leaves what is in its place; so it can be repeated after an interruption, and a layout can be changed to
     * another.
     *
     * @return the scripts that ran; none if the tables are distributed so
     * @throws SchemaException if there is no Citus, if it is older than 12, if this is not the coordinator, if the schema is
     *     not current, or if the layout cannot have this schema
     */
    public List<PlannedScript> distribute(Distribution distribution) {
        return operations.distribute(distribution);
    }

    /** Returns what {@link #undistribute} would run. Changes nothing. */
    public List<PlannedScript> planUndistribution() {
        return operations.planUndistribution();
    }

    /**
     * Brings all tables back to the coordinator, as they were before {@link #distribute}, with all their rows, in the same
     * manner; removes what the Node adapter needed. The functions remain on the other nodes.
     *
     * @return the scripts that ran
     */
    public List<PlannedScript> undistribute() {
        return operations.undistribute();
    }

    /** Returns all tables, columns, constraints, indexes and functions of the namespace, one per line, without its names. */
    public List<String> describe() {
        return operations.describe();
    }

    /** Returns the statements that grant a role what it needs to use the store, and nothing else. Runs nothing. */
    public List<String> grants(String role) {
        return operations.grants(role);
    }

    /** Runs {@link #grants}. Repeat it after migrations, which can add tables. */
    public void grant(String role) {
        operations.grant(role);
    }
}

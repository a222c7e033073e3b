package dev.nvent.store.schema;

import static dev.nvent.store.jooq.Tables.FLOW_RUNS;

import dev.nvent.store.error.SchemaException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Brings a schema to what this version of the store needs, with Flyway, whose history is the table
 * {@code {prefix}_flyway_history}. A database that the original adapter made is adopted as it is.
 */
public final class SchemaMigrator {

    private static final String MIGRATIONS = "classpath:dev/nvent/store/migration";

    /** The last migration that makes what the original adapter makes too. */
    private static final MigrationVersion ORIGINAL = MigrationVersion.fromVersion("8");

    private static final MigrationVersion NOTHING = MigrationVersion.fromVersion("0");

    private final DataSource dataSource;
    private final Namespace namespace;

    /** @param dataSource connections of a role that may create and alter the tables */
    public SchemaMigrator(DataSource dataSource, Namespace namespace) {
        this.dataSource = dataSource;
        this.namespace = namespace;
    }

    /**
     * Runs the migrations that are pending; with none, changes nothing. Processes that start at the same time wait for
     * each other.
     *
     * @return how many were run
     * @throws SchemaException with the file and the statement that failed
     */
    public int migrate() {
        try {
            return flyway(wasMadeByTheOriginal() ? ORIGINAL : NOTHING).migrate().migrationsExecuted;
        } catch (FlywayException | SQLException e) {
            throw new SchemaException(
                    "could not migrate " + namespace + ": " + e.getMessage().strip(), e);
        }
    }

    /** @param present what a schema that has no history, but other tables, has of ours already */
    private Flyway flyway(MigrationVersion present) {
        FluentConfiguration configuration = Flyway.configure(SchemaMigrator.class.getClassLoader())
                .dataSource(dataSource)
                .locations(MIGRATIONS)
                .schemas(namespace.schema())
                .table(namespace.historyTable())
                .placeholders(namespace.placeholders())
                .baselineOnMigrate(true)
                .baselineVersion(present)
                .baselineDescription("what was there before");
        // With a lock that lasts as long as a transaction, CREATE INDEX CONCURRENTLY would wait for itself.
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration.load();
    }

    private boolean wasMadeByTheOriginal() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return exists(connection, namespace.nameOf(FLOW_RUNS)) && !exists(connection, namespace.historyTable());
        }
    }

    private boolean exists(Connection connection, String table) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String escape = metaData.getSearchStringEscape();
        String schemaPattern = namespace.schema().replace("_", escape + "_");
        String tablePattern = table.replace("_", escape + "_");
        try (ResultSet tables = metaData.getTables(null, schemaPattern, tablePattern, new String[] {"TABLE"})) {
            return tables.next();
        }
    }
}

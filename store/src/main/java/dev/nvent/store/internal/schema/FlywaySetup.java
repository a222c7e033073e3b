package dev.nvent.store.internal.schema;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.Namespace;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Configures Flyway for one namespace. */
final class FlywaySetup {

    private FlywaySetup() {}

    /** @param transactionalLock false if a migration builds an index concurrently, which would wait for the lock's transaction */
    static Flyway of(MigrationTarget target, boolean transactionalLock) {
        return configuration(target, transactionalLock).load();
    }

    private static FluentConfiguration configuration(MigrationTarget target, boolean transactionalLock) {
        Namespace namespace = target.namespace();
        FluentConfiguration configuration = Flyway.configure(UserMigrations.loader(target))
                .dataSource(target.dataSource())
                .outOfOrder(true)
                .locations(Stream.concat(Stream.of(JarMigrations.LOCATION), target.locations().stream())
                        .toArray(String[]::new))
                .schemas(namespace.schema())
                .table(Names.historyTable(namespace))
                .placeholders(Names.placeholders(namespace))
                .loggers("slf4j")
                .callbacks(new LockTimeoutCallback(new SqlFiles(namespace)))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .baselineDescription("existing tables")
                // A process need not have the user's migrations.
                .ignoreMigrationPatterns("*:missing", "*:future");
        PostgreSQLConfigurationExtension postgres =
                configuration.getPluginRegister().getExact(PostgreSQLConfigurationExtension.class);
        if (postgres == null) {
            throw new SchemaException(
                    namespace.toString(),
                    "Flyway's support of PostgreSQL, which runs migrations of your own",
                    "none: merge the files META-INF/services when you build one JAR of all (with the Maven Shade plugin, the"
                            + " ServicesResourceTransformer), and keep flyway-database-postgresql",
                    null);
        }
        postgres.setTransactionalLock(transactionalLock);
        return configuration;
    }
}

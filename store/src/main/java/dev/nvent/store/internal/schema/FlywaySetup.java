package dev.nvent.store.internal.schema;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.Namespace;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.baseline.BaselineMigrationConfigurationExtension;
import org.flywaydb.core.extensibility.Plugin;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Configures Flyway for one namespace. */
final class FlywaySetup {

    private FlywaySetup() {}

    /** @param transactionalLock false if a migration builds an index concurrently, which would wait for the lock's transaction */
    static Flyway of(MigrationTarget target, boolean transactionalLock) {
        return configuration(target, Stream.of(JarMigrations.LOCATION), transactionalLock)
                .load();
    }

    /** Without the store's migrations, to find those of the user, also one that has the version of one of the store's. */
    static Flyway ofUser(MigrationTarget target) {
        return configuration(target, Stream.empty(), true).load();
    }

    private static FluentConfiguration configuration(
            MigrationTarget target, Stream<String> locations, boolean transactionalLock) {
        Namespace namespace = target.namespace();
        FluentConfiguration configuration = Flyway.configure(UserMigrations.loader(target))
                .dataSource(target.dataSource())
                .outOfOrder(true)
                .locations(Stream.concat(locations, target.locations().stream()).toArray(String[]::new))
                .failOnMissingLocations(true)
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
        plugin(configuration, namespace, BaselineMigrationConfigurationExtension.class, "flyway-core");
        plugin(configuration, namespace, PostgreSQLConfigurationExtension.class, "flyway-database-postgresql")
                .setTransactionalLock(transactionalLock);
        return configuration;
    }

    /** Flyway finds the plugins of each of its JARs by a service file. Without those of the core it fails obscurely. */
    private static <P extends Plugin> P plugin(
            FluentConfiguration configuration, Namespace namespace, Class<P> plugin, String jar) {
        P found = configuration.getPluginRegister().getExact(plugin);
        if (found == null) {
            throw new SchemaException(
                    namespace.toString(),
                    "the plugins of " + jar + " for Flyway, which runs migrations of your own",
                    "none: merge the files META-INF/services when you build one JAR of all (with the Maven Shade plugin, the"
                            + " ServicesResourceTransformer), and keep " + jar,
                    null);
        }
        return found;
    }
}

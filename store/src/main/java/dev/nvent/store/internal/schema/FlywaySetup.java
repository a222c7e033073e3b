package dev.nvent.store.internal.schema;

import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaStatus;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Configures Flyway for one namespace. */
final class FlywaySetup {

    private FlywaySetup() {}

    static Flyway of(MigrationTarget target) {
        return configuration(target).load();
    }

    /** Once a user's migration has run, new migrations of the store have lower versions than the highest applied one. */
    static Flyway of(MigrationTarget target, SchemaStatus status) {
        boolean hasUserMigrations =
                MigrationVersion.fromVersion(status.version()).compareTo(JarMigrations.FIRST_OF_USERS) >= 0;
        return configuration(target).outOfOrder(hasUserMigrations).load();
    }

    /** @param present the version of the tables that exist without a history */
    static Flyway of(MigrationTarget target, MigrationVersion present) {
        return configuration(target).baselineVersion(present).load();
    }

    private static FluentConfiguration configuration(MigrationTarget target) {
        Namespace namespace = target.namespace();
        FluentConfiguration configuration = Flyway.configure(UserMigrations.loader(target))
                .dataSource(target.dataSource())
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
        // CREATE INDEX CONCURRENTLY would wait for the transaction that holds Flyway's default lock.
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration;
    }
}

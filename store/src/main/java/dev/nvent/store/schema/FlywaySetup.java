package dev.nvent.store.schema;

import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Flyway, set up for one namespace. */
final class FlywaySetup {

    private FlywaySetup() {}

    static Flyway of(Target target) {
        return configuration(target).load();
    }

    /** Where a user's migrations have run, the next one of ours has a lower version than they have. */
    static Flyway of(Target target, SchemaStatus status) {
        boolean users = MigrationVersion.fromVersion(status.version()).compareTo(JarMigrations.FIRST_OF_USERS) >= 0;
        return configuration(target).outOfOrder(users).load();
    }

    /** @param present what is there already, of which there is no history */
    static Flyway of(Target target, MigrationVersion present) {
        return configuration(target).baselineVersion(present).load();
    }

    private static FluentConfiguration configuration(Target target) {
        Namespace namespace = target.namespace();
        FluentConfiguration configuration = Flyway.configure(UserMigrations.loader(target))
                .dataSource(target.dataSource())
                .locations(Stream.concat(Stream.of(JarMigrations.LOCATION), target.locations().stream())
                        .toArray(String[]::new))
                .schemas(namespace.schema())
                .table(namespace.historyTable())
                .placeholders(namespace.placeholders())
                .callbacks(new LockLimits(new SqlFiles(namespace)))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .baselineDescription("what was there before")
                // Not every process knows every user's migrations.
                .ignoreMigrationPatterns("*:missing", "*:future");
        // With a lock that lasts as long as a transaction, CREATE INDEX CONCURRENTLY would wait for itself.
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration;
    }
}

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
        return of(target, MigrationVersion.fromVersion("0"));
    }

    /** @param present what is there already in a schema that has no history, but other tables */
    static Flyway of(Target target, MigrationVersion present) {
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
                .baselineVersion(present)
                .baselineDescription("what was there before")
                // A user's migrations have higher versions than the next one of ours, and not every process knows them.
                .outOfOrder(true)
                .ignoreMigrationPatterns("*:missing", "*:future");
        // With a lock that lasts as long as a transaction, CREATE INDEX CONCURRENTLY would wait for itself.
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration.load();
    }
}

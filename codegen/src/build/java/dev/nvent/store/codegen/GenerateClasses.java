package dev.nvent.store.codegen;

import dev.nvent.store.postgres.PostgresServer;
import dev.nvent.store.postgres.ServerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Generates the jOOQ classes: runs the migrations in a scratch database and lets jOOQ read it. If neither the migrations nor the
 * generator have changed since the last run, the classes are kept and no database is started.
 */
public final class GenerateClasses {

    private static final Logger LOG = LoggerFactory.getLogger(GenerateClasses.class);

    /** A named schema: if the default schema is renamed at run time, jOOQ renders {@code excluded} wrongly in every upsert. */
    private static final String SCHEMA = "nvent";

    private static final String HISTORY_TABLE = "flyway_history";

    private final Path migrations;
    private final Path output;

    private GenerateClasses(Path migrations, Path output) {
        this.migrations = migrations;
        this.output = output;
    }

    /** Arguments: the migrations, two directories of the generator's sources, the build directory, that of the generated classes. */
    public static void main(String[] arguments) throws Exception {
        Path migrations = Path.of(arguments[0]).toRealPath();
        Path build = Path.of(arguments[3]);
        Path output = Path.of(arguments[4]);

        Path fingerprintFile = build.resolve("generated.fingerprint");
        var fingerprint =
                new Fingerprint().add(migrations).add(Path.of(arguments[1])).add(Path.of(arguments[2]));
        if (Files.exists(output) && fingerprint.isIn(fingerprintFile)) {
            LOG.info("The migrations have not changed: keeping the generated classes");
            return;
        }
        Files.deleteIfExists(fingerprintFile);
        new GenerateClasses(migrations, output).run(build.resolve("postgres"));
        fingerprint.writeTo(fingerprintFile);
    }

    private void run(Path dataDirectory) throws Exception {
        ServerRequest request = ServerRequest.defaults().withMajor(18).withDirectory(dataDirectory);
        try (PostgresServer server = PostgresServer.find(request);
                PostgresServer.Database database = server.createDatabase()) {
            LOG.info("Generating from the migrations on {}", server.describe());
            migrate(database.jdbcUrl());
            generate(database.jdbcUrl());
        }
    }

    private void migrate(String url) {
        FluentConfiguration flyway = Flyway.configure(GenerateClasses.class.getClassLoader())
                .dataSource(url, null, null)
                .locations("filesystem:" + migrations)
                .schemas(SCHEMA)
                .table(HISTORY_TABLE)
                .placeholders(Map.of("schema", SCHEMA, "prefix", ""))
                .validateMigrationNaming(true)
                .loggers("slf4j");
        // Flyway's default lock is an open transaction, for which CREATE INDEX CONCURRENTLY waits without end.
        flyway.getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        try {
            flyway.load().migrate();
        } catch (FlywayException e) {
            // Without a cause, whose message the exec plugin would append.
            throw FailedStatement.describe(e, migrations)
                    .<RuntimeException>map(IllegalStateException::new)
                    .orElse(e);
        }
    }

    private void generate(String url) throws Exception {
        ClassGenerator.generate(
                url,
                new Generator()
                        .withDatabase(new Database()
                                .withInputSchema(SCHEMA)
                                .withExcludes(HISTORY_TABLE)
                                .withIncludeSystemSequences(false))
                        .withGenerate(new Generate().withGlobalCatalogReferences(false))
                        .withTarget(new Target()
                                .withPackageName("dev.nvent.store.jooq")
                                .withDirectory(output.toString())));
    }
}

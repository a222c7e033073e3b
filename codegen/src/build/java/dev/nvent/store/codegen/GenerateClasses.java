package dev.nvent.store.codegen;

import dev.nvent.store.postgres.PostgresServer;
import dev.nvent.store.postgres.ServerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;
import org.jooq.meta.postgres.PostgresDatabase;
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

    /** Arguments: the migrations, the sources of this class, the build directory, the directory of the generated classes. */
    public static void main(String[] arguments) throws Exception {
        Path migrations = Path.of(arguments[0]).toRealPath();
        Path build = Path.of(arguments[2]);
        Path output = Path.of(arguments[3]);

        Path fingerprintFile = build.resolve("generated.fingerprint");
        String fingerprint = Fingerprint.of(migrations, Path.of(arguments[1]));
        if (Files.exists(output)
                && Files.exists(fingerprintFile)
                && Files.readString(fingerprintFile).equals(fingerprint)) {
            LOG.info("The migrations have not changed: keeping the generated classes");
            return;
        }
        Files.deleteIfExists(fingerprintFile);
        new GenerateClasses(migrations, output).run(build.resolve("postgres"));
        Files.writeString(fingerprintFile, fingerprint);
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
            throw withStatement(e);
        }
    }

    /** Flyway's message omits the statement that failed. Without a cause, whose message the exec plugin would append. */
    private RuntimeException withStatement(FlywayException e) {
        Throwable failure = e instanceof FlywaySqlScriptException ? e : e.getCause();
        if (!(failure instanceof FlywaySqlScriptException script)) {
            return e;
        }
        return new IllegalStateException("Migration %s failed at line %d: %s%n%s%nin %s"
                .formatted(
                        script.getResource().getFilename(),
                        script.getLineNumber(),
                        script.getCause().getMessage(),
                        script.getStatement(),
                        migrations));
    }

    private void generate(String url) throws Exception {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        GenerationTool.generate(new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withUrl(url))
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withName(PostgresDatabase.class.getName())
                                .withInputSchema(SCHEMA)
                                .withExcludes(HISTORY_TABLE)
                                .withIncludeSystemSequences(false))
                        .withGenerate(new Generate()
                                .withGeneratedAnnotation(false)
                                .withJavaTimeTypes(true)
                                .withPojos(false)
                                .withDaos(false)
                                .withSequences(true)
                                .withGlobalCatalogReferences(false))
                        .withTarget(new Target()
                                .withPackageName("dev.nvent.store.jooq")
                                .withDirectory(output.toString()))));
    }
}

package dev.nvent.store.maven;

import dev.nvent.store.codegen.ClassGenerator;
import dev.nvent.store.codegen.FailedStatement;
import dev.nvent.store.codegen.Fingerprint;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.postgres.PostgresServer;
import dev.nvent.store.postgres.ServerRequest;
import dev.nvent.store.schema.SchemaMigrator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.apache.maven.model.Dependency;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.jooq.meta.jaxb.Strategy;
import org.jooq.meta.jaxb.Target;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Generates jOOQ classes of what the project's own migrations create: tables, views, functions and types, and each of the store's
 * tables to which they add columns.
 *
 * <p>Runs the store's migrations and the project's in a scratch database, which is deleted afterwards. The server is the one of
 * {@code url}, else a container if Docker has the image {@code postgres:18-alpine}, else an embedded PostgreSQL. If neither the
 * migrations nor the configuration have changed since the last run, the classes are kept and no server is started.
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractMojo {

    private static final String URL_PROPERTY = "nvent.database.url";

    /** The package of the generated classes. */
    @Parameter(property = "nvent.packageName", required = true)
    private String packageName;

    /** The directory of the migrations, which are named as Flyway's, with versions from 1000: {@code V1000__customers.sql}. */
    @Parameter(property = "nvent.migrations", defaultValue = "${project.basedir}/src/main/resources/db/nvent")
    private File migrations;

    /** The directory of the generated sources. The generator deletes other files in the directory of the package. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/nvent-store")
    private File outputDirectory;

    /**
     * The JDBC URL of a PostgreSQL server, with user and password. The role needs the CREATEDB privilege. Defaults to the environment
     * variable NVENT_DATABASE_URL.
     */
    @Parameter(property = URL_PROPERTY)
    private String url;

    /** The major version of a server in Docker. */
    @Parameter(property = "nvent.postgres.version", defaultValue = "18")
    private int postgresVersion;

    /**
     * The configuration of jOOQ's generator, as its own plugin takes it: {@code <generate>}, {@code <database>} with forced types,
     * {@code <strategy>} and so on. The schemas, the excluded objects of the store, and the target are added.
     */
    @Parameter
    private Generator generator;

    /** Whether to generate nothing. Classes of an earlier run are still compiled. */
    @Parameter(property = "nvent.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        project.addCompileSourceRoot(outputDirectory.getPath());
        if (skip) {
            getLog().info("Skipped");
            return;
        }
        warnOfOtherVersion();
        if (!getLog().isDebugEnabled()) {
            Logging.limit();
        }
        try {
            generateIfChanged();
        } catch (SchemaException e) {
            throw new MojoFailureException(
                    FailedStatement.describe(e, migrations.toPath()).orElse(e.getMessage()));
        } catch (MojoFailureException e) {
            throw e;
        } catch (Exception e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    private void generateIfChanged() throws Exception {
        requirePackageName();
        requireMigrations();
        Generator settings = Objects.requireNonNullElseGet(generator, Generator::new);
        settings.setTarget(target(settings));
        var fingerprint = new Fingerprint()
                .add(plugin.getVersion())
                .add(StoreObjects.migrations())
                .add(settings.toString())
                .add(migrations.toPath());
        Path work = Path.of(project.getBuild().getDirectory(), "nvent-store");
        Path fingerprintFile = work.resolve("generated.fingerprint");
        if (outputDirectory.exists() && fingerprint.isIn(fingerprintFile)) {
            getLog().info("The migrations have not changed: keeping the generated classes");
            return;
        }
        Files.deleteIfExists(fingerprintFile);
        generate(settings, work);
        fingerprint.writeTo(fingerprintFile);
    }

    private void generate(Generator settings, Path work) throws Exception {
        ServerRequest request =
                ServerRequest.defaults().withMajor(postgresVersion).withDirectory(work.resolve("postgres"));
        try (PostgresServer server = url == null ? PostgresServer.find(request) : PostgresServer.at(url);
                PostgresServer.Database database = server.createDatabase()) {
            getLog().info("Generating from " + migrations + " on " + server.describe());
            migrate(database.jdbcUrl());
            restrict(settings, database.jdbcUrl());
            ClassGenerator.generate(database.jdbcUrl(), settings);
        }
    }

    private void migrate(String jdbcUrl) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl);
        new SchemaMigrator(dataSource, StoreObjects.NAMESPACE)
                .withMigrations(List.of("filesystem:" + migrations))
                .migrate();
    }

    /** Limits the generator to what is the project's own. */
    private void restrict(Generator settings, String jdbcUrl) throws Exception {
        OwnObjects own;
        try (Connection connection = new Driver().connect(jdbcUrl, new Properties())) {
            own = OwnObjects.in(DSL.using(connection, SQLDialect.POSTGRES));
        }
        Database database = Objects.requireNonNullElseGet(settings.getDatabase(), Database::new);
        settings.setDatabase(database);
        if (database.getSchemata().isEmpty() && isEmpty(database.getInputSchema())) {
            database.withSchemata(own.schemas().stream()
                    .map(schema -> new SchemaMappingType().withInputSchema(schema))
                    .toList());
        }
        database.setExcludes(Stream.of(database.getExcludes(), own.excludes())
                .filter(excludes -> !isEmpty(excludes))
                .collect(Collectors.joining("|")));
        if (settings.getStrategy() == null) {
            settings.setStrategy(new Strategy().withName(OwnNames.class.getName()));
        }
    }

    private Target target(Generator settings) {
        return Objects.requireNonNullElseGet(settings.getTarget(), Target::new)
                .withPackageName(packageName)
                .withDirectory(outputDirectory.getPath());
    }

    private void requirePackageName() throws MojoFailureException {
        if (!SourceVersion.isName(packageName)) {
            throw new MojoFailureException("'" + packageName
                    + "' is not the name of a Java package: set <packageName> to one such as com.example.db");
        }
    }

    private void requireMigrations() throws IOException, MojoFailureException {
        if (!migrations.isDirectory()) {
            throw new MojoFailureException(
                    "There is no directory " + migrations
                            + ": create it, with migrations such as V1000__customers.sql, or set <migrations> to the directory that has them");
        }
        try (Stream<Path> files = Files.walk(migrations.toPath())) {
            List<Path> misnamed = files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> !file.getFileName().toString().matches("([VUL]\\d+([._]\\d+)*|[RUL])__.+\\.sql"))
                    .toList();
            if (!misnamed.isEmpty()) {
                throw new MojoFailureException("Flyway would ignore these files because of their names: " + misnamed
                        + "; names are V1000__description.sql, with a version from 1000, or R__description.sql");
            }
        }
    }

    private void warnOfOtherVersion() {
        for (Dependency dependency : project.getDependencies()) {
            if (dependency.getGroupId().equals(plugin.getGroupId())
                    && dependency.getArtifactId().equals("nvent-store")
                    && !dependency.getVersion().equals(plugin.getVersion())) {
                getLog().warn("The project uses nvent-store " + dependency.getVersion() + ", but "
                        + plugin.getArtifactId() + " " + plugin.getVersion() + ": use the same version of both");
            }
        }
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isBlank();
    }
}

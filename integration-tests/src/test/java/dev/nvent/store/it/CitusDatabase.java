package dev.nvent.store.it;

import dev.nvent.store.postgres.PostgresServer;
import dev.nvent.store.schema.Distribution;
import dev.nvent.store.schema.Distribution.Layout;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database with Citus: the coordinator whose URL is in the environment variable {@code NVENT_CITUS_URL}, or else a scratch
 * database with a double of Citus' functions.
 */
public final class CitusDatabase implements AutoCloseable {

    private final Optional<PostgresServer.Database> scratch;
    private final String url;

    private CitusDatabase(Optional<PostgresServer.Database> scratch, String url) {
        this.scratch = scratch;
        this.url = url;
    }

    /** The URL of a given cluster. */
    static Optional<String> given() {
        return Optional.ofNullable(System.getenv("NVENT_CITUS_URL")).filter(url -> !url.isBlank());
    }

    /** The layout in which tests use a given cluster. */
    public static Distribution layout() {
        String layout = System.getenv().getOrDefault("NVENT_CITUS_LAYOUT", "all");
        return Distribution.of(Layout.valueOf(layout.toUpperCase(Locale.ROOT)));
    }

    /** Opens the given cluster, or a double of one. */
    public static CitusDatabase open() {
        return given().map(url -> new CitusDatabase(Optional.empty(), url)).orElseGet(CitusDatabase::openDouble);
    }

    /** A double, for what cannot be tried on a cluster of others. */
    public static CitusDatabase openDouble() {
        PostgresServer.Database scratch = TestPostgres.server().createDatabase();
        var database = new CitusDatabase(Optional.of(scratch), scratch.jdbcUrl());
        database.execute(doubleSql());
        return database;
    }

    public String url() {
        return url;
    }

    /** The URL of a double for another user. */
    public String url(String user, String password) {
        return scratch.orElseThrow().jdbcUrl(user, password);
    }

    public PGSimpleDataSource dataSource() {
        return TestPostgres.hostile(url);
    }

    public SchemaMigrator migrator(Namespace namespace) {
        return new SchemaMigrator(dataSource(), namespace);
    }

    /** Where Citus keeps a table: {@code local}, {@code coordinator}, {@code one shard} or {@code by} a column. */
    public String placementOf(Namespace namespace, String table) {
        return strings("SELECT CASE WHEN partmethod = 'h' THEN 'by ' || column_to_column_name(logicalrelid, partkey) "
                        + "WHEN colocationid = 0 THEN 'coordinator' ELSE 'one shard' END FROM pg_dist_partition "
                        + "WHERE logicalrelid = '" + namespace.schema() + "." + namespace.tablePrefix() + table
                        + "'::regclass")
                .stream()
                .findFirst()
                .orElse("local");
    }

    public void execute(String sql) {
        TestPostgres.execute(dataSource(), sql);
    }

    public List<String> strings(String sql) {
        return TestPostgres.strings(dataSource(), sql);
    }

    @Override
    public void close() {
        scratch.ifPresent(PostgresServer.Database::close);
    }

    private static String doubleSql() {
        try (InputStream stream = CitusDatabase.class.getResourceAsStream("citus.sql")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.nvent.store;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.sql.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** How to open a store. Immutable; checked when built. Its text has no password. */
public final class StoreOptions {

    private final DataSource dataSource;
    private final ConnectionOptions connection;
    private final PoolOptions pool;
    private final Namespace namespace;
    private final boolean autoMigrate;
    private final RetryPolicy retries;
    private final List<String> migrations;

    private StoreOptions(
            DataSource dataSource,
            ConnectionOptions connection,
            PoolOptions pool,
            Namespace namespace,
            boolean autoMigrate,
            RetryPolicy retries,
            List<String> migrations) {
        this.dataSource = dataSource;
        this.connection = connection;
        this.pool = checked(pool, "pool");
        this.namespace = checked(namespace, "namespace");
        this.autoMigrate = autoMigrate;
        this.retries = checked(retries, "retries");
        this.migrations = List.copyOf(checked(migrations, "migrations"));
    }

    /** On a database at a URL, as {@link ConnectionOptions#of(String)} takes it, with a pool of the store's own. */
    public static StoreOptions of(String url) {
        return of(ConnectionOptions.of(url));
    }

    /** On a database, with a pool of the store's own. */
    public static StoreOptions of(ConnectionOptions connection) {
        return new StoreOptions(
                null,
                checked(connection, "connection"),
                PoolOptions.DEFAULT,
                Namespace.DEFAULT,
                true,
                RetryPolicy.DEFAULT,
                List.of());
    }

    /** On connections of the caller's, which may take part in transactions, as Spring's proxy makes them. */
    public static StoreOptions of(DataSource dataSource) {
        return new StoreOptions(
                checked(dataSource, "dataSource"),
                null,
                PoolOptions.DEFAULT,
                Namespace.DEFAULT,
                true,
                RetryPolicy.DEFAULT,
                List.of());
    }

    /**
     * As the process is configured. The connection comes, as a whole, from the first of these that is there: the system
     * properties {@code nvent.store.connection}, a URL, or {@code nvent.store.connection.host}, {@code .port},
     * {@code .database}, {@code .user}, {@code .password}, {@code .ssl}, {@code .sslRootCert}; the same below
     * {@code nvent.connections.postgres}; the environment's {@code DATABASE_URL}. Besides, the system properties
     * {@code nvent.store.prefix}, {@code .schema}, {@code .autoMigrate}, {@code .poolSize}, {@code .minIdle},
     * {@code .idleTimeoutMillis}, {@code .connectionTimeoutMillis}, {@code .socketTimeoutMillis}. What a {@code with}
     * method sets afterwards wins.
     *
     * @throws InvalidInputException if there is no connection, or a property that has no meaning
     */
    public static StoreOptions configured() {
        Properties properties = System.getProperties();
        return configured(
                properties.stringPropertyNames().stream()
                        .collect(Collectors.toMap(Function.identity(), properties::getProperty)),
                System.getenv());
    }

    /** As {@link #configured()}, from other properties, those of a file for instance, and another environment. */
    public static StoreOptions configured(Map<String, String> properties, Map<String, String> environment) {
        return ConfiguredOptions.read(properties, environment);
    }

    /** What tables' names and subjects begin with; {@code nvent} by default. */
    public StoreOptions withPrefix(String prefix) {
        return with(new Namespace(namespace.schema(), prefix));
    }

    /** The schema of the tables; {@code public} by default. */
    public StoreOptions withSchema(String schema) {
        return with(new Namespace(schema, namespace.prefix()));
    }

    /** Another database, with a pool of the store's own. */
    public StoreOptions withConnection(ConnectionOptions connection) {
        return new StoreOptions(
                null, checked(connection, "connection"), pool, namespace, autoMigrate, retries, migrations);
    }

    /** Whether opening the store migrates the schema; true by default. */
    public StoreOptions withAutoMigrate(boolean autoMigrate) {
        return new StoreOptions(dataSource, connection, pool, namespace, autoMigrate, retries, migrations);
    }

    /** The store's own pool. An error with a DataSource of the caller's, which is a pool or is none. */
    public StoreOptions withPool(PoolOptions pool) {
        if (dataSource != null) {
            throw new InvalidInputException(
                    "pool", "a connection that the store pools", "a DataSource of the caller's");
        }
        return new StoreOptions(dataSource, connection, pool, namespace, autoMigrate, retries, migrations);
    }

    /** How often what lost against other writers is tried. */
    public StoreOptions withRetries(RetryPolicy retries) {
        return new StoreOptions(dataSource, connection, pool, namespace, autoMigrate, retries, migrations);
    }

    /**
     * Where a user's own migrations are, which run after the store's: locations as Flyway has them, see
     * {@link dev.nvent.store.schema.SchemaMigrator#withMigrations}. To look for them, each start takes as long as Flyway does.
     */
    public StoreOptions withMigrations(String... locations) {
        return new StoreOptions(
                dataSource,
                connection,
                pool,
                namespace,
                autoMigrate,
                retries,
                List.of(checked(locations, "migrations")));
    }

    /** Where the tables are. */
    public Namespace namespace() {
        return namespace;
    }

    /**
     * Connections without a pool, each opened when it is asked for, that wait for a statement as long as it takes: for
     * migrations and tools. A DataSource of the caller's is handed out as it is.
     */
    public DataSource unpooled() {
        return dataSource == null ? connection.dataSource(Duration.ZERO) : dataSource;
    }

    Optional<DataSource> dataSource() {
        return Optional.ofNullable(dataSource);
    }

    ConnectionOptions connection() {
        return connection;
    }

    PoolOptions pool() {
        return pool;
    }

    boolean autoMigrate() {
        return autoMigrate;
    }

    List<String> migrations() {
        return migrations;
    }

    RetryPolicy retries() {
        return retries;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "StoreOptions[" + (connection == null ? "a DataSource of the caller's" : connection) + ", " + namespace
                + ", autoMigrate=" + autoMigrate + ", " + pool + "]";
    }

    private StoreOptions with(Namespace namespace) {
        return new StoreOptions(dataSource, connection, pool, namespace, autoMigrate, retries, migrations);
    }

    private static <T> T checked(T option, String where) {
        if (option == null) {
            throw new InvalidInputException(where, "a value", "null");
        }
        return option;
    }
}

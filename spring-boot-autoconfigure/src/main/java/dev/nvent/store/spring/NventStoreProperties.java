package dev.nvent.store.spring;

import dev.nvent.store.ConnectionOptions;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.RetryPolicy;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.schema.Namespace;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The properties {@code nvent.store.*}.
 *
 * @param enabled whether to configure a store
 * @param prefix prefix of the names of tables, and namespace of subjects
 * @param schema schema of the tables
 * @param autoMigrate whether to migrate the schema at startup; otherwise an outdated schema fails the startup
 * @param groupCommit whether concurrent single writes outside of transactions share transactions
 * @param migrations locations of migrations of the application that run after those of the store, from version 1000
 * @param connection connection of the store's own; without a URL, the store uses the DataSource of the application
 * @param pool pool of the store's own connection
 * @param retry retries of writes that conflict with concurrent ones
 * @param closeTimeout maximum time to close the store
 */
@ConfigurationProperties("nvent.store")
public record NventStoreProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("nvent") String prefix,
        @DefaultValue("public") String schema,
        @DefaultValue("true") boolean autoMigrate,
        @DefaultValue("false") boolean groupCommit,
        @DefaultValue List<String> migrations,
        @DefaultValue Connection connection,
        @DefaultValue Pool pool,
        @DefaultValue Retry retry,
        @DefaultValue("10s") Duration closeTimeout) {

    /**
     * A connection of the store's own, which does not join transactions.
     *
     * @param url JDBC URL; if set, the store opens its own pool and does not join transactions of the application
     * @param username user, if the URL names none
     * @param password password, if the URL names none
     */
    public record Connection(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {

        /** Without the password, which the URL may contain too. */
        @Override
        public String toString() {
            return "Connection[" + (url == null ? "DataSource of the application" : "own") + "]";
        }
    }

    /**
     * The pool of the store's own connection.
     *
     * @param maxSize maximum number of connections
     * @param minIdle minimum number of idle connections
     * @param idleTimeout time after which an idle connection above the minimum is closed
     * @param connectTimeout maximum time of each step of a new connection, per host
     * @param connectionTimeout maximum time to wait for a connection
     * @param socketTimeout maximum time without an answer to a statement; 0: no limit
     * @param statementTimeout maximum time of a statement on the server; 0: no limit
     * @param lockTimeout maximum time to wait for a lock; 0: no limit
     */
    public record Pool(
            @DefaultValue("10") int maxSize,
            @DefaultValue("2") int minIdle,
            @DefaultValue("30s") Duration idleTimeout,
            @DefaultValue("3s") Duration connectTimeout,
            @DefaultValue("5s") Duration connectionTimeout,
            @DefaultValue("30s") Duration socketTimeout,
            @DefaultValue("25s") Duration statementTimeout,
            @DefaultValue("10s") Duration lockTimeout) {}

    /**
     * Retries with exponential backoff and jitter.
     *
     * @param maxAttempts maximum number of attempts, including the first
     * @param initialDelay upper bound of the delay after the first attempt
     * @param maxDelay upper bound of all delays
     * @param maxDuration how long after its beginning an operation may be attempted again
     */
    public record Retry(
            @DefaultValue("100") int maxAttempts,
            @DefaultValue("5ms") Duration initialDelay,
            @DefaultValue("500ms") Duration maxDelay,
            @DefaultValue("10s") Duration maxDuration) {}

    Namespace namespace() {
        return new Namespace(schema, prefix);
    }

    boolean hasConnection() {
        return connection.url() != null;
    }

    /** The options of a store with a connection of its own. */
    StoreOptions options() {
        ConnectionOptions own = ConnectionOptions.of(connection.url());
        if (connection.username() != null) {
            own = own.withUser(connection.username());
        }
        if (connection.password() != null) {
            own = own.withPassword(connection.password());
        }
        return common(StoreOptions.of(own))
                .withPool(PoolOptions.DEFAULT
                        .withMaxSize(pool.maxSize())
                        .withMinIdle(pool.minIdle())
                        .withIdleTimeout(pool.idleTimeout())
                        .withConnectionTimeout(pool.connectionTimeout())
                        .withConnectTimeout(pool.connectTimeout())
                        .withSocketTimeout(pool.socketTimeout())
                        .withStatementTimeout(pool.statementTimeout())
                        .withLockTimeout(pool.lockTimeout()));
    }

    /** The options of a store on a DataSource of the application, whose transactions it joins. */
    StoreOptions options(DataSource dataSource) {
        return common(StoreOptions.of(joining(dataSource)));
    }

    static DataSource joining(DataSource dataSource) {
        return dataSource instanceof TransactionAwareDataSourceProxy
                ? dataSource
                : new TransactionAwareDataSourceProxy(dataSource);
    }

    private StoreOptions common(StoreOptions options) {
        return options.withPrefix(prefix)
                .withSchema(schema)
                .withAutoMigrate(autoMigrate)
                .withGroupCommit(groupCommit)
                .withMigrations(migrations.toArray(String[]::new))
                .withRetries(new RetryPolicy(
                        retry.maxAttempts(), retry.initialDelay(), retry.maxDelay(), retry.maxDuration()))
                .withCloseTimeout(closeTimeout);
    }
}

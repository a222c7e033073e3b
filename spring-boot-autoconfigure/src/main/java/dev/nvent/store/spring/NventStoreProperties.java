package dev.nvent.store.spring;

import dev.nvent.store.ConnectionOptions;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.RetryPolicy;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.retention.SweepOptions;
import dev.nvent.store.schema.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
 * @param retention what the application deletes from time to time; nothing, unless an age says so
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
        @DefaultValue("10s") Duration closeTimeout,
        @DefaultValue Retention retention) {

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

    /**
     * Data that is deleted from time to time. Several instances of the application share the work.
     *
     * @param initialDelay time from the start of the application to the first sweep
     * @param interval time from the end of a sweep to the next
     * @param timeLimit maximum time of a sweep; the next one continues
     * @param maxReplicationLag a sweep waits while a standby is further behind
     * @param unseenEvents whether to delete events that a subscription has not handled yet
     * @param runs age of the runs that are deleted with their events, since they ended
     * @param flows the same by the name of a flow, whose runs the age of all runs does not concern
     * @param triggerEvents age of the events of triggers that are deleted
     * @param streams age of the events that are deleted, by the subject type of their streams
     * @param completedJobs age of the completed scheduler jobs that are deleted, since their last run
     * @param parkedEvents age of the parked events of subscriptions that are given up, since their last failed attempt
     * @param expiredKeys whether to delete keys that have expired
     */
    public record Retention(
            @DefaultValue("1m") Duration initialDelay,
            @DefaultValue("1h") Duration interval,
            @Nullable Duration timeLimit,
            @Nullable Duration maxReplicationLag,
            @DefaultValue("false") boolean unseenEvents,
            @Nullable Duration runs,
            @DefaultValue Map<String, Duration> flows,
            @Nullable Duration triggerEvents,
            @DefaultValue Map<String, Duration> streams,
            @Nullable Duration completedJobs,
            @Nullable Duration parkedEvents,
            @DefaultValue("false") boolean expiredKeys) {

        /** Checks the interval, without which sweeps would follow each other at once. */
        public Retention {
            if (!interval.isPositive()) {
                throw new InvalidInputException(
                        "nvent.store.retention.interval", "a duration above 0", interval.toString());
            }
        }

        List<RetentionRule> rules() {
            var rules = new ArrayList<RetentionRule>();
            flows.forEach((flow, age) -> rules.add(RetentionRule.runs(age).ofFlow(flow)));
            add(rules, runs, RetentionRule::runs);
            add(rules, triggerEvents, RetentionRule::triggerEvents);
            streams.forEach((type, age) -> rules.add(RetentionRule.streamEvents(type, age)));
            add(rules, completedJobs, RetentionRule::completedJobs);
            add(rules, parkedEvents, RetentionRule::parkedEvents);
            if (expiredKeys) {
                rules.add(RetentionRule.expiredKeys());
            }
            return rules;
        }

        private static void add(
                List<RetentionRule> rules, @Nullable Duration age, Function<Duration, RetentionRule> rule) {
            if (age != null) {
                rules.add(rule.apply(age));
            }
        }

        SweepOptions options() {
            SweepOptions options = unseenEvents ? SweepOptions.DEFAULT.withUnseenEvents() : SweepOptions.DEFAULT;
            if (timeLimit != null) {
                options = options.withTimeLimit(timeLimit);
            }
            return maxReplicationLag == null ? options : options.withMaxReplicationLag(maxReplicationLag);
        }
    }

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

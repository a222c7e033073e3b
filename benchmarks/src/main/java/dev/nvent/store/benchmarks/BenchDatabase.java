package dev.nvent.store.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.observation.OperationListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/** The database under test: a schema of its own and one connection pool, shared by the store and bare JDBC. */
public final class BenchDatabase implements AutoCloseable {

    /** The schema of all tables. Each benchmark run drops and recreates it. */
    public static final String SCHEMA = "nvent_bench";

    /** The default pool size of the store. */
    static final int CONNECTIONS = 10;

    /** Positions that have moved over events of others are saved every 5 s. */
    private static final Duration SETTLING_TIME = Duration.ofSeconds(6);

    private static final Duration IDLE_TIME = Duration.ofSeconds(12);

    private final String jdbcUrl;
    private final HikariDataSource pool;
    private final Map<String, NventStore> stores = new ConcurrentHashMap<>();

    private BenchDatabase(String jdbcUrl, HikariDataSource pool) {
        this.jdbcUrl = jdbcUrl;
        this.pool = pool;
    }

    public static BenchDatabase open(String jdbcUrl) {
        return new BenchDatabase(jdbcUrl, pool(jdbcUrl));
    }

    /** Opens a connection pool. */
    public static HikariDataSource pool(String jdbcUrl) {
        var database = new PGSimpleDataSource();
        database.setUrl(jdbcUrl);
        database.setApplicationName("nvent-store benchmarks");
        var config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(60_000); // 64 callers share 10 connections.
        return new HikariDataSource(config);
    }

    /** Returns a store with the default prefix. */
    public NventStore store() {
        return store(Dataset.PREFIX);
    }

    /** Returns a store with the tables of a prefix, on the shared pool. */
    public NventStore store(String prefix) {
        return stores.computeIfAbsent(prefix, name -> NventStore.open(options(pool, name)));
    }

    /** Returns a store with the default prefix and a pool of its own. */
    public NventStore storeWithPool(int connections) {
        return stores.computeIfAbsent(
                connections + " connections",
                name -> NventStore.open(StoreOptions.of(jdbcUrl)
                        .withSchema(SCHEMA)
                        .withPrefix(Dataset.PREFIX)
                        .withPool(PoolOptions.DEFAULT.withMaxSize(connections))));
    }

    /**
     * Returns a store with a pool of its own, as large as the shared one.
     *
     * @param name distinguishes stores on the same tables
     */
    public NventStore ownStore(String name, String prefix) {
        return stores.computeIfAbsent(
                "own " + name,
                any -> NventStore.open(
                        StoreOptions.of(jdbcUrl).withSchema(SCHEMA).withPrefix(prefix)));
    }

    /** Returns a store with the default prefix and a listener, on the shared pool. */
    public NventStore observedStore(OperationListener listener) {
        return stores.computeIfAbsent(
                "observed",
                name -> NventStore.open(options(pool, Dataset.PREFIX).withListener(listener)));
    }

    /** Returns a store with the default prefix, group commit and a pool of its own, as large as the shared one. */
    public NventStore groupCommitStore() {
        return stores.computeIfAbsent(
                "group commit",
                name -> NventStore.open(StoreOptions.of(jdbcUrl)
                        .withSchema(SCHEMA)
                        .withPrefix(Dataset.PREFIX)
                        .withPool(PoolOptions.DEFAULT.withMaxSize(CONNECTIONS))
                        .withGroupCommit(true)));
    }

    /** Returns the options of a store in the benchmark schema. */
    public static StoreOptions options(DataSource pool, String prefix) {
        return StoreOptions.of(pool).withSchema(SCHEMA).withPrefix(prefix);
    }

    /** Returns JDBC access on the shared pool. */
    public BareJdbc jdbc() {
        return new BareJdbc(pool);
    }

    /** The URL of the database. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    /** Returns the connection parameters as environment variables of libpq. */
    public Map<String, String> libpqEnvironment() {
        Properties url = Driver.parseURL(jdbcUrl, new Properties());
        return Map.of(
                "PGHOST", url.getProperty("PGHOST"),
                "PGPORT", url.getProperty("PGPORT"),
                "PGDATABASE", url.getProperty("PGDBNAME"),
                "PGUSER", url.getProperty("user"),
                "PGPASSWORD", url.getProperty("password", ""));
    }

    /** Returns the SQL of the last statement that the store sends, so that bare JDBC always runs the same SQL. */
    public String captureStatement(Consumer<NventStore> work) {
        return captureStatements(work).getLast();
    }

    /** As {@link #captureStatement(Consumer)}, with the tables of a prefix. */
    public String captureStatement(String prefix, Consumer<NventStore> work) {
        return captureStatements(prefix, work).getLast();
    }

    /** Returns the SQL of the statements that the store sends. */
    public List<String> captureStatements(Consumer<NventStore> work) {
        return captureStatements(Dataset.PREFIX, work);
    }

    private List<String> captureStatements(String prefix, Consumer<NventStore> work) {
        return recordCalls(prefix, work).stream().map(RecordedCall::sql).toList();
    }

    /** Returns the statements that the store sends, with their values. */
    public List<RecordedCall> recordCalls(Consumer<NventStore> work) {
        return recordCalls(Dataset.PREFIX, work);
    }

    private List<RecordedCall> recordCalls(String prefix, Consumer<NventStore> work) {
        List<RecordedCall> calls = Collections.synchronizedList(new ArrayList<>());
        DataSource recording = ProxyDataSourceBuilder.create(pool)
                .beforeQuery((execution, queries) -> queries.forEach(query -> calls.add(RecordedCall.of(query))))
                .build();
        try (NventStore store = NventStore.open(options(recording, prefix))) {
            calls.clear();
            work.accept(store);
        }
        return List.copyOf(calls);
    }

    /**
     * Counts the statements per second of a store on the shared pool that is left alone.
     *
     * @param prepare what happens before
     */
    public double idleStatementsPerSecond(Consumer<NventStore> prepare) {
        var statements = new LongAdder();
        DataSource counting = ProxyDataSourceBuilder.create(pool)
                .beforeQuery((execution, queries) -> statements.add(queries.size()))
                .build();
        try (NventStore store = NventStore.open(options(counting, Dataset.PREFIX))) {
            prepare.accept(store);
            sleep(SETTLING_TIME);
            long before = statements.sum();
            sleep(IDLE_TIME);
            return (double) (statements.sum() - before) / IDLE_TIME.toSeconds();
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs one statement. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs a script from the resources. Its statements are separated by empty lines. */
    void run(String script) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql :
                    Resources.read(script).replace("${schema}", SCHEMA).split(";\\R(\\R|$)")) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try (pool) {
            stores.values().forEach(NventStore::close);
        }
    }
}

package dev.nvent.store.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/** The database at work: one pool of connections for the store and for bare JDBC, and a schema of its own. */
public final class BenchDatabase implements AutoCloseable {

    /** Where everything is, dropped and made anew by each run. */
    public static final String SCHEMA = "nvent_bench";

    /** As many as the store's own pool has by default. */
    static final int CONNECTIONS = 10;

    private final String jdbcUrl;
    private final HikariDataSource pool;
    private final Map<String, NventStore> stores = new ConcurrentHashMap<>();

    private BenchDatabase(String jdbcUrl, HikariDataSource pool) {
        this.jdbcUrl = jdbcUrl;
        this.pool = pool;
    }

    /** Opens the pool. */
    public static BenchDatabase open(String jdbcUrl) {
        return new BenchDatabase(jdbcUrl, pool(jdbcUrl));
    }

    /** The pool by itself. */
    public static HikariDataSource pool(String jdbcUrl) {
        var database = new PGSimpleDataSource();
        database.setUrl(jdbcUrl);
        database.setApplicationName("nvent-store benchmarks");
        var config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(60_000); // Of 64 callers, some wait.
        return new HikariDataSource(config);
    }

    /** The store with the default prefix. */
    public NventStore store() {
        return store(Dataset.PREFIX);
    }

    /** A store with tables of its own, on the same pool. */
    public NventStore store(String prefix) {
        return stores.computeIfAbsent(prefix, name -> NventStore.open(options(pool, name)));
    }

    /** The same tables, with a connection for each of so many callers. */
    public NventStore storeFor(Callers callers) {
        return stores.computeIfAbsent(
                callers.toString(),
                name -> NventStore.open(StoreOptions.of(jdbcUrl)
                        .withSchema(SCHEMA)
                        .withPrefix(Dataset.PREFIX)
                        .withPool(PoolOptions.DEFAULT.withMaxSize(callers.count()))));
    }

    /** The same tables, with a pool of the store's own of the same size, and commits grouped. */
    public NventStore groupingStore() {
        return stores.computeIfAbsent(
                "grouping",
                name -> NventStore.open(StoreOptions.of(jdbcUrl)
                        .withSchema(SCHEMA)
                        .withPrefix(Dataset.PREFIX)
                        .withPool(PoolOptions.DEFAULT.withMaxSize(CONNECTIONS))
                        .withGroupCommit(true)));
    }

    /** How to open a store on connections. */
    public static StoreOptions options(DataSource connections, String prefix) {
        return StoreOptions.of(connections).withSchema(SCHEMA).withPrefix(prefix);
    }

    /** Statements by hand, on the store's own connections. */
    public BareJdbc jdbc() {
        return new BareJdbc(pool);
    }

    /** Where it is. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    /** Where it is, as PostgreSQL's own clients and many others have it. */
    public Map<String, String> libpqEnvironment() {
        Properties url = Driver.parseURL(jdbcUrl, new Properties());
        return Map.of(
                "PGHOST", url.getProperty("PGHOST"),
                "PGPORT", url.getProperty("PGPORT"),
                "PGDATABASE", url.getProperty("PGDBNAME"),
                "PGUSER", url.getProperty("user"),
                "PGPASSWORD", url.getProperty("password", ""));
    }

    /** The last statement that some work sends, as the store writes it: bare JDBC cannot drift from it. */
    public String textOf(Consumer<NventStore> work) {
        return textsOf(work).getLast();
    }

    /** The statements that some work sends. */
    public List<String> textsOf(Consumer<NventStore> work) {
        List<String> texts = Collections.synchronizedList(new ArrayList<>());
        DataSource watched = ProxyDataSourceBuilder.create(pool)
                .beforeQuery((execution, queries) -> queries.forEach(query -> texts.add(query.getQuery())))
                .build();
        try (NventStore store = NventStore.open(options(watched, Dataset.PREFIX))) {
            texts.clear();
            work.accept(store);
        }
        return List.copyOf(texts);
    }

    /** Runs a script of this package's resources, whose statements have empty lines between. */
    void run(String script) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : Scripts.read(script).replace("${schema}", SCHEMA).split(";\\R(\\R|$)")) {
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

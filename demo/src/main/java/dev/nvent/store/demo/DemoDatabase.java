package dev.nvent.store.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import net.ttddyy.dsproxy.proxy.NanoTimeStopwatchFactory;
import net.ttddyy.dsproxy.proxy.ProxyConfig;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The demo's store and its connection pool, with timing of the statements. An application without such timing opens a store
 * in one line: {@code NventStore.open(url)}.
 */
final class DemoDatabase implements AutoCloseable {

    /** The demo has a schema of its own, so that no tables of the user are affected. */
    static final String SCHEMA = "nvent_demo";

    private static final int CONNECTIONS = 10;

    private final HikariDataSource pool;
    private final StoreOptions options;
    private final StatementTimer timer;
    private final NventStore store;

    private DemoDatabase(HikariDataSource pool) {
        this.pool = pool;
        this.timer = new StatementTimer();
        var timed = new ProxyDataSource(pool);
        timed.setProxyConfig(ProxyConfig.Builder.create()
                .stopwatchFactory(new NanoTimeStopwatchFactory())
                .queryListener(timer)
                .build());
        this.options = StoreOptions.of(timed).withSchema(SCHEMA);
        this.store = NventStore.open(options);
    }

    /** Opens the store, which creates missing tables. */
    static DemoDatabase open(String jdbcUrl) {
        var database = new PGSimpleDataSource();
        database.setUrl(jdbcUrl);
        database.setApplicationName("nvent-store demo");
        database.setLogServerErrorDetail(false); // The detail contains values.
        var config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setInitializationFailTimeout(-1); // The store reports connection problems itself.
        var pool = new HikariDataSource(config);
        try {
            return new DemoDatabase(pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    NventStore store() {
        return store;
    }

    StoreOptions options() {
        return options;
    }

    /** The durations of statements since the store was opened or the timer was last cleared. */
    StatementTimer timer() {
        return timer;
    }

    /** Closes the store and the pool; the data remains. */
    @Override
    public void close() {
        try (pool) {
            store.close();
        }
    }
}

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
 * An open store on a server of one's own or on one that was given, with a watch on its statements. An application that
 * wants no watch needs one line: {@code NventStore.open(url)}.
 */
final class DemoDatabase implements AutoCloseable {

    /** Its own, so that nothing of the user's is touched. */
    static final String SCHEMA = "nvent_demo";

    private static final int CONNECTIONS = 10;

    private final HikariDataSource pool;
    private final StoreOptions options;
    private final StatementTimes times;
    private final NventStore store;

    private DemoDatabase(HikariDataSource pool) {
        this.pool = pool;
        this.times = new StatementTimes();
        var watched = new ProxyDataSource(pool);
        watched.setProxyConfig(ProxyConfig.Builder.create()
                .stopwatchFactory(new NanoTimeStopwatchFactory())
                .queryListener(times)
                .build());
        this.options = StoreOptions.of(watched).withSchema(SCHEMA);
        this.store = NventStore.open(options);
    }

    /** Opens the store, which makes its tables where they are not there yet. */
    static DemoDatabase open(String jdbcUrl) {
        var database = new PGSimpleDataSource();
        database.setUrl(jdbcUrl);
        database.setApplicationName("nvent-store demo");
        database.setLogServerErrorDetail(false); // It quotes values.
        var config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setInitializationFailTimeout(-1); // The store tells what is wrong, in its own words.
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

    /** The statements since it was opened, or since they were last {@linkplain StatementTimes#clear cleared}. */
    StatementTimes times() {
        return times;
    }

    /** Closes every connection. What was written stays. */
    @Override
    public void close() {
        try (pool) {
            store.close();
        }
    }
}

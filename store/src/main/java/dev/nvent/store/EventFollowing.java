package dev.nvent.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subscription.CommitHints;
import dev.nvent.store.internal.subscription.HintListener;
import dev.nvent.store.internal.subscription.SubscriptionRunner;
import dev.nvent.store.schema.Namespace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Runs the subscriptions of a store, and wakes them when it appends events.
 *
 * @param pool connections for leases and horizons, which must not wait for handlers; empty with a DataSource of the
 *     caller's, of which subscriptions take no connection for good
 * @param hints for other processes
 */
record EventFollowing(Optional<HikariDataSource> pool, SubscriptionRunner runner, Optional<CommitHints> hints) {

    static EventFollowing of(Database database, Connections connections, Namespace namespace) {
        Optional<HikariDataSource> pool = connections.beyondPool().map(EventFollowing::pool);
        Database beyond = pool.map(database::on).orElse(database);
        var runner = new SubscriptionRunner(
                beyond,
                database,
                namespace.tablePrefix(),
                connections.beyondPool().map(servers -> new HintListener(servers, namespace)));
        return new EventFollowing(
                pool, runner, pool.map(any -> new CommitHints(database, beyond, namespace, runner.processName())));
    }

    /** Opens connections when they are first needed. */
    private static HikariDataSource pool(DataSource servers) {
        var pool = new HikariDataSource();
        pool.setPoolName("nvent-subscriptions");
        pool.setDataSource(servers);
        pool.setMaximumPoolSize(2);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(TimeUnit.SECONDS.toMillis(30));
        return pool;
    }

    /** Events have been committed, or are about to be. Sends nothing on the thread of the caller. */
    void appended() {
        runner.signal();
        hints.ifPresent(CommitHints::appended);
    }

    /** Drains the subscriptions. */
    void drain(Duration limit) {
        runner.close(limit);
        hints.ifPresent(CommitHints::close);
    }

    void close() {
        pool.ifPresent(HikariDataSource::close);
    }
}

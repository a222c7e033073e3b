package dev.nvent.store.it.node;

import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.postgres.PostgresServer;
import dev.nvent.store.schema.Namespace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A database for one test, on which the test starts the store and the Node adapter in the order it needs. */
final class SharedDatabase implements AutoCloseable {

    private final PostgresServer.Database database;
    private final HikariDataSource pool = new HikariDataSource();
    private final Deque<Runnable> resources = new ArrayDeque<>();

    SharedDatabase() {
        // May abort the test, so it comes before the database is created.
        NodeAdapterInstallation.command();
        database = TestPostgres.server().createDatabase();
        pool.setDataSource(TestPostgres.hostile(database.jdbcUrl()));
        pool.setMaximumPoolSize(20);
        pool.setMinimumIdle(0);
        resources.push(database::close);
        resources.push(pool::close);
    }

    /** Opens the store, which migrates the schema. */
    JavaStore startStore(Namespace namespace) {
        NventStore store = NventStore.open(options(namespace));
        resources.push(store::close);
        return new JavaStore(store);
    }

    /** Starts the Node adapter and runs its migrations. */
    NodeAdapter startNodeAdapter(Namespace namespace) {
        NodeAdapter nodeAdapter = openNodeAdapter(namespace);
        nodeAdapter.call("schema.migrate");
        return nodeAdapter;
    }

    /** Starts the Node adapter without running its migrations. */
    NodeAdapter openNodeAdapter(Namespace namespace) {
        NodeAdapter nodeAdapter = new NodeAdapter(database.jdbcUrl(), namespace);
        resources.push(nodeAdapter::close);
        return nodeAdapter;
    }

    StoreOptions options(Namespace namespace) {
        return StoreOptions.of(pool).withSchema(namespace.schema()).withPrefix(namespace.prefix());
    }

    HikariDataSource pool() {
        return pool;
    }

    void execute(String sql) {
        TestPostgres.execute(pool, sql);
    }

    /** The first column of the result. */
    List<String> strings(String sql) {
        return TestPostgres.strings(pool, sql);
    }

    /** Empties all tables but the one of the migrations, and restarts their sequences. */
    void truncate(Namespace namespace) {
        for (String table : SchemaInspector.TABLES) {
            if (!table.equals("schema_version")) {
                execute("TRUNCATE \"%s\".\"%s_%s\" RESTART IDENTITY"
                        .formatted(namespace.schema(), namespace.prefix(), table));
            }
        }
    }

    /** Closes in reverse order of opening. */
    @Override
    public void close() {
        resources.forEach(Runnable::run);
    }
}

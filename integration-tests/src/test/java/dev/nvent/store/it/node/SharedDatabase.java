package dev.nvent.store.it.node;

import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.postgres.PostgresServer;
import dev.nvent.store.schema.Namespace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of the result. */
    List<String> strings(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Closes in reverse order of opening. */
    @Override
    public void close() {
        resources.forEach(Runnable::run);
    }
}

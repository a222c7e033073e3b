package dev.nvent.store.it.original;

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

/** A database of its own for the store and the original, each of which starts when it is told to. */
final class Neighbours implements AutoCloseable {

    private final PostgresServer.Database database;
    private final HikariDataSource pool = new HikariDataSource();
    private final Deque<Runnable> ends = new ArrayDeque<>();

    Neighbours() {
        // Before there is a database to be left behind.
        OriginalInstallation.command();
        database = TestPostgres.server().createDatabase();
        pool.setDataSource(TestPostgres.hostile(database.jdbcUrl()));
        pool.setMaximumPoolSize(20);
        pool.setMinimumIdle(0);
        ends.push(database::close);
        ends.push(pool::close);
    }

    /** Starts the store, which migrates. */
    Ours startOurs(Namespace namespace) {
        NventStore store = NventStore.open(options(namespace));
        ends.push(store::close);
        return new Ours(store);
    }

    /** Starts the original, which migrates. */
    Original startOriginal(Namespace namespace) {
        Original original = originalOn(namespace);
        original.call("schema.migrate");
        return original;
    }

    /** Starts the original, which leaves the schema as it is. */
    Original originalOn(Namespace namespace) {
        Original original = new Original(database.jdbcUrl(), namespace);
        ends.push(original::close);
        return original;
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

    /** The first column of what a query finds. */
    List<String> strings(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** What began last ends first. */
    @Override
    public void close() {
        ends.forEach(Runnable::run);
    }
}

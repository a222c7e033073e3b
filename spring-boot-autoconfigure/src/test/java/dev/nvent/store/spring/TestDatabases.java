package dev.nvent.store.spring;

import dev.nvent.store.postgres.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Empty databases for one test, on one server for all tests. */
final class TestDatabases implements AfterEachCallback {

    private static final PostgresServer SERVER = PostgresServer.find();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }

    private final List<PostgresServer.Database> created = new ArrayList<>();

    /** Creates a database and returns its URL. */
    String create() {
        PostgresServer.Database database = SERVER.createDatabase();
        created.add(database);
        return database.jdbcUrl();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        drop();
    }

    /** Drops all databases of the test, and ends their connections. */
    void drop() {
        created.forEach(PostgresServer.Database::close);
        created.clear();
    }
}

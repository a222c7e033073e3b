package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A separate schema for each test class, with an open store; all classes share one server. */
final class TestDatabase implements BeforeAllCallback, AfterAllCallback {

    private static final PostgresServer SERVER = PostgresServer.find();
    private static final PostgresServer.Database DATABASE = SERVER.createDatabase();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            DATABASE.close();
            SERVER.close();
        }));
    }

    private final String schema = "cli_" + NUMBER.incrementAndGet();
    private NventStore store;

    static PostgresServer server() {
        return SERVER;
    }

    NventStore store() {
        return store;
    }

    String schema() {
        return schema;
    }

    static String url() {
        return DATABASE.jdbcUrl();
    }

    static String url(String user, String password) {
        return DATABASE.jdbcUrl(user, password);
    }

    CliRunner cli() {
        return CliRunner.on(url(), schema);
    }

    /** Runs a command without a terminal. */
    CliRunner.Result run(String... args) {
        return cli().run(args);
    }

    static Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    static void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        store = NventStore.open(StoreOptions.of(url()).withSchema(schema));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        store.close();
    }
}

package dev.nvent.store.it;

import dev.nvent.store.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;

/** One server and one scratch database for all tests of this JVM. */
public final class TestPostgres {

    private static final PostgresServer SERVER = PostgresServer.find();
    private static final PostgresServer.Database DATABASE = SERVER.createDatabase();

    static {
        LoggerFactory.getLogger(TestPostgres.class).info("Testing on {}", SERVER.describe());
        Runtime.getRuntime().addShutdownHook(new Thread(TestPostgres::stop));
    }

    private TestPostgres() {}

    public static PostgresServer server() {
        return SERVER;
    }

    /** Of a scratch database, or of the cluster of {@link CitusDatabase}. */
    public static String url() {
        return CitusDatabase.given().orElseGet(DATABASE::jdbcUrl);
    }

    public static String url(String user, String password) {
        return DATABASE.jdbcUrl(user, password);
    }

    /** A data source with an empty search path and a time zone other than UTC: the store must depend on neither. */
    public static PGSimpleDataSource hostile(String url) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setOptions("-c search_path= -c TimeZone=America/Los_Angeles");
        return dataSource;
    }

    /** Executes SQL outside the store, for example to create roles, foreign objects or faults. */
    public static void execute(String sql) {
        execute(hostile(url()), sql);
    }

    /** Executes SQL in another database, or with other settings. */
    public static void execute(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of the result of a query. */
    public static List<String> strings(String sql) {
        return strings(hostile(url()), sql);
    }

    /** The first column of the result of a query in another database. */
    public static List<String> strings(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
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

    private static void stop() {
        DATABASE.close();
        SERVER.close();
    }
}

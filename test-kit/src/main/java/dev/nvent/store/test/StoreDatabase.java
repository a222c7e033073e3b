package dev.nvent.store.test;

import dev.nvent.store.postgres.PostgresServer;
import dev.nvent.store.schema.Namespace;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database with the migrated, empty tables of a store, for one test or more. Created in milliseconds as a copy of a
 * template; the server and the template are created once per JVM.
 *
 * <p>The server is that of {@code NVENT_DATABASE_URL} (or of the system property {@code nvent.database.url}), else a
 * container if Docker has the image {@code postgres:18-alpine}, else an embedded one.
 */
public final class StoreDatabase implements AutoCloseable {

    private final PostgresServer.Database database;
    private final Namespace namespace;

    private StoreDatabase(PostgresServer.Database database, Namespace namespace) {
        this.database = database;
        this.namespace = namespace;
    }

    /** Creates a database with the default schema and prefix. */
    public static StoreDatabase create() {
        return create(Namespace.DEFAULT);
    }

    /** Creates a database with the given schema and prefix. */
    public static StoreDatabase create(Namespace namespace) {
        return new StoreDatabase(TemplateDatabases.copy(namespace), namespace);
    }

    /** Creates a database without tables, for programs that migrate it themselves. */
    public static StoreDatabase createEmpty() {
        return new StoreDatabase(TemplateDatabases.empty(), Namespace.DEFAULT);
    }

    /** The JDBC URL, including user and password. */
    public String url() {
        return database.jdbcUrl();
    }

    /** The user in the URL, who owns the database. */
    public String user() {
        return database.user();
    }

    /** The password of the user; empty if there is none. */
    public String password() {
        return database.password();
    }

    /** Schema and prefix of the tables. */
    public Namespace namespace() {
        return namespace;
    }

    /** Connections without a pool. */
    public DataSource dataSource() {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url());
        return dataSource;
    }

    /** Drops the database and ends its connections. */
    @Override
    public void close() {
        database.close();
    }
}

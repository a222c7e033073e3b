package dev.nvent.store.test;

import dev.nvent.store.postgres.PostgresServer;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** One server for this JVM, and on it a migrated database for each schema and prefix. */
final class TemplateDatabases {

    private static final Map<Namespace, PostgresServer.Database> TEMPLATES = new HashMap<>();

    private static PostgresServer server;

    private TemplateDatabases() {}

    static synchronized PostgresServer.Database copy(Namespace namespace) {
        return server().createDatabase(TEMPLATES.computeIfAbsent(namespace, TemplateDatabases::migrated));
    }

    static synchronized PostgresServer.Database empty() {
        return server().createDatabase();
    }

    private static PostgresServer server() {
        if (server == null) {
            server = PostgresServer.find();
            Runtime.getRuntime().addShutdownHook(new Thread(TemplateDatabases::close));
        }
        return server;
    }

    private static PostgresServer.Database migrated(Namespace namespace) {
        PostgresServer.Database template = server().createDatabase();
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(template.jdbcUrl());
        new SchemaMigrator(dataSource, namespace).migrate();
        return template;
    }

    private static synchronized void close() {
        TEMPLATES.values().forEach(PostgresServer.Database::close);
        server.close();
    }
}

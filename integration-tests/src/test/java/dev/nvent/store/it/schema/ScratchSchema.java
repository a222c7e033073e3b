package dev.nvent.store.it.schema;

import dev.nvent.store.StoreOptions;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A schema for one test. In its SQL, {@code ${schema}} and {@code ${prefix}} are replaced by its names. */
record ScratchSchema(Namespace namespace) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A schema that does not exist yet. */
    static ScratchSchema fresh(String prefix) {
        return new ScratchSchema(new Namespace("life_" + NUMBER.incrementAndGet(), prefix));
    }

    static ScratchSchema fresh() {
        return fresh("nvent");
    }

    /** A schema with the tables of the Node adapter, at its version 2, and data. */
    static ScratchSchema nodeAdapter(String prefix) {
        ScratchSchema schema = fresh(prefix);
        schema.execute(resource("node-adapter.sql"));
        schema.execute(resource("node-adapter-data.sql"));
        return schema;
    }

    static ScratchSchema migrated(String prefix) {
        ScratchSchema schema = fresh(prefix);
        schema.migrator().migrate();
        return schema;
    }

    DataSource dataSource() {
        return TestPostgres.hostile(TestPostgres.url());
    }

    /** A data source whose sessions have this name in {@code pg_stat_activity}. */
    DataSource dataSource(String applicationName) {
        PGSimpleDataSource dataSource = TestPostgres.hostile(TestPostgres.url());
        dataSource.setApplicationName(applicationName);
        return dataSource;
    }

    SchemaMigrator migrator() {
        return new SchemaMigrator(dataSource(), namespace);
    }

    StoreOptions options() {
        return StoreOptions.of(dataSource()).withSchema(namespace.schema()).withPrefix(namespace.prefix());
    }

    void execute(String sql) {
        PGSimpleDataSource dataSource = TestPostgres.hostile(TestPostgres.url());
        dataSource.setOptions("-c search_path=public");
        TestPostgres.execute(dataSource, filled(sql));
    }

    List<String> strings(String sql) {
        return TestPostgres.strings(filled(sql));
    }

    long count(String table) {
        return Long.parseLong(strings("SELECT count(*)::text FROM ${schema}.${prefix}_" + table)
                .get(0));
    }

    String filled(String sql) {
        return sql.replace("${schema}", namespace.schema()).replace("${prefix}", namespace.prefix());
    }

    static String resource(String name) {
        try (InputStream stream = ScratchSchema.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

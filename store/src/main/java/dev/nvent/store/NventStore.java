package dev.nvent.store;

import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.kv.KeyValueStore;
import dev.nvent.store.report.Reports;
import dev.nvent.store.schema.Requirements;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.stream.EventImport;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.StreamTypes;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.transition.Transition;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import org.jooq.Configuration;
import org.jooq.Record;
import org.jooq.conf.RenderMapping;

/**
 * An open store. Thread-safe; one for an application. What it hands out may be kept and shared as long as it is open.
 */
public final class NventStore implements StoreOperations, AutoCloseable {

    private final DatabaseOperations tiers;
    private final Connections connections;

    private NventStore(DatabaseOperations tiers, Connections connections) {
        this.tiers = tiers;
        this.connections = connections;
    }

    /** A store on the database at a URL, {@code jdbc:postgresql://…} or {@code postgresql://…}, all else by default. */
    public static NventStore open(String url) {
        return open(StoreOptions.of(url));
    }

    /**
     * Opens a store: takes a connection, and migrates the schema unless the options say otherwise.
     *
     * @throws dev.nvent.store.error.DatabaseException if there is no connection to be had
     * @throws dev.nvent.store.error.SchemaException if the schema could not be migrated; if it is outdated and the options
     *     leave it alone; if it is newer than this store; if the server or jOOQ is not one that the store runs on
     */
    public static NventStore open(StoreOptions options) {
        Requirements.checkJooq();
        // Initialise jOOQ in parallel with the connection; it takes longer. The first statement waits for it.
        CompletableFuture<RenderMapping> names = CompletableFuture.supplyAsync(options.namespace()::renderMapping);
        Connections connections = Connections.open(options);
        try {
            bringUp(connections, options);
            Database database = Database.of(connections.dataSource(), names, options.retries(), options.groupCommit());
            return new NventStore(new DatabaseOperations(database, options.namespace()), connections);
        } catch (RuntimeException | Error e) {
            connections.close();
            throw e;
        }
    }

    /** On a schema that is current, one query on a connection that there is anyway. */
    private static void bringUp(Connections connections, StoreOptions options) {
        var here = new SchemaMigrator(connections.dataSource(), options.namespace());
        if (!options.autoMigrate()) {
            here.withMigrations(options.migrations()).requireCurrent();
        } else if (here.withMigrations(options.migrations()).status().state() != SchemaState.CURRENT) {
            new SchemaMigrator(connections.forMigration(), options.namespace())
                    .withMigrations(options.migrations())
                    .migrate();
        }
    }

    @Override
    public EventStream stream(String subject) {
        return tiers.stream(subject);
    }

    @Override
    public EventStream stream(StreamSubject<?> subject) {
        return tiers.stream(subject);
    }

    @Override
    public SortedIndex<?> index(String subject) {
        return tiers.index(subject);
    }

    @Override
    public <R extends Record> SortedIndex<R> index(IndexSubject<R> subject) {
        return tiers.index(subject);
    }

    @Override
    public KeyValueStore kv() {
        return tiers.kv();
    }

    @Override
    public Transition transition() {
        return tiers.transition();
    }

    @Override
    public StreamTypes streamTypes() {
        return tiers.streamTypes();
    }

    @Override
    public Reports reports() {
        return tiers.reports();
    }

    /**
     * Runs work in one transaction: commits when it returns, rolls back when it throws. Where the caller's DataSource
     * hands out connections that are in a transaction already, as Spring's proxy does, it becomes a part of that one,
     * which it neither commits nor rolls back as a whole.
     */
    public <T, X extends Exception> T inTransaction(TransactionWork<Transaction, T, X> work) throws X {
        return tiers.inTransaction(work);
    }

    /**
     * Runs work that appends any number of events to any streams by COPY, the fastest way in, in constant memory. One
     * transaction: when the work throws, none of its events is there. They have the time at which the import began.
     *
     * <p>It takes one connection from beginning to end, and another one for a moment at the first event of each subject
     * type, whose partition it makes if need be. Connections must lead to PostgreSQL's own driver.
     *
     * @return how many events it was
     */
    public <X extends Exception> long importEvents(EventImport.Work<X> work) throws X {
        return tiers.importEvents(work);
    }

    /**
     * The tiers on a connection of the caller's, in whatever transaction it is, if JDBC knows of it ({@code
     * setAutoCommit(false)}). The store neither commits nor closes it.
     */
    public Transaction using(Connection connection) {
        return new Transaction(tiers.on(tiers.database().on(connection)));
    }

    /**
     * The tiers on the connections of the caller's jOOQ, in whatever transaction it is, as in
     * {@code dsl.transaction(configuration -> store.using(configuration)…)}.
     */
    public Transaction using(Configuration configuration) {
        return new Transaction(tiers.on(tiers.database().on(configuration)));
    }

    /**
     * Waits for the writes of groups, then closes the pool, where it is the store's own; a DataSource of the caller's stays
     * open. May be called again.
     */
    @Override
    public void close() {
        tiers.database().end();
        connections.close();
    }
}

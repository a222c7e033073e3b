package dev.nvent.store;

import dev.nvent.store.internal.sql.BoundTransactions;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Observations;
import dev.nvent.store.internal.stream.DefaultEventImport;
import dev.nvent.store.observation.StoreStatistics;
import dev.nvent.store.schema.Requirements;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.stream.EventImport;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import org.jooq.Configuration;
import org.jooq.conf.RenderMapping;

/** The store on the connections of a pool or of the caller's DataSource. */
final class OpenStore extends DefaultOperations implements NventStore {

    private final Connections connections;

    private OpenStore(Database database, Context context, Connections connections) {
        super(database, context);
        this.connections = connections;
    }

    static NventStore open(StoreOptions options) {
        Requirements.checkJooq();
        // Initialise jOOQ in parallel with the connection; it takes longer. The first statement waits for it.
        CompletableFuture<RenderMapping> names = CompletableFuture.supplyAsync(options.namespace()::renderMapping);
        Connections connections = Connections.open(options);
        try {
            bringUp(connections, options);
            Database database = Database.of(
                    connections.dataSource(),
                    names,
                    options.retries(),
                    options.groupCommit(),
                    new Observations(options.listeners(), new OperationTargets(options.namespace())));
            return new OpenStore(database, Context.of(options.namespace(), options.json()), connections);
        } catch (RuntimeException | Error e) {
            connections.close();
            throw e;
        }
    }

    /** On a schema that is current, one query on a connection that there is anyway. */
    private static void bringUp(Connections connections, StoreOptions options) {
        var here = new SchemaMigrator(BoundTransactions.detached(connections.dataSource()), options.namespace());
        if (!options.autoMigrate()) {
            here.withMigrations(options.migrations()).requireCurrent();
        } else if (here.withMigrations(options.migrations()).status().state() != SchemaState.CURRENT) {
            new SchemaMigrator(connections.forMigration(), options.namespace())
                    .withMigrations(options.migrations())
                    .migrate();
        }
    }

    @Override
    public <X extends Exception> long importEvents(EventImport.Work<X> work) throws X {
        return DefaultEventImport.run(database, context.subjects(), context.streams(), work);
    }

    @Override
    public Transaction using(Connection connection) {
        return new OpenTransaction(database.on(connection), context);
    }

    @Override
    public Transaction using(Configuration configuration) {
        return new OpenTransaction(database.on(configuration), context);
    }

    @Override
    public StoreStatistics statistics() {
        return new StoreStatistics(
                connections.poolStatistics(), database.cacheStatistics(), database.groupStatistics());
    }

    @Override
    public void close() {
        database.end();
        connections.close();
    }
}

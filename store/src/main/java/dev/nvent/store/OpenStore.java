package dev.nvent.store;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.field.FieldMigrationResult;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.index.FieldMigration;
import dev.nvent.store.internal.kv.ExpiredKeys;
import dev.nvent.store.internal.retention.DefaultRetention;
import dev.nvent.store.internal.schema.Requirements;
import dev.nvent.store.internal.sql.BoundTransactions;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Observations;
import dev.nvent.store.internal.stream.DefaultEventImport;
import dev.nvent.store.internal.stream.StreamParts;
import dev.nvent.store.internal.subscription.DefaultSubscriptionBuilder;
import dev.nvent.store.internal.subscription.DefaultSubscriptions;
import dev.nvent.store.internal.work.DefaultWorker;
import dev.nvent.store.observation.StoreStatistics;
import dev.nvent.store.retention.Retention;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.stream.EventImport;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subscription.SubscriptionBuilder;
import dev.nvent.store.subscription.Subscriptions;
import dev.nvent.store.work.TaskHandler;
import dev.nvent.store.work.Worker;
import dev.nvent.store.work.WorkerOptions;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jooq.Configuration;
import org.jooq.Record;
import org.jooq.conf.RenderMapping;

/** The store on the connections of a pool or of the caller's DataSource. */
final class OpenStore extends DefaultOperations implements NventStore {

    private static final Operation USING = Operation.of("using");
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final String WORKER = "worker";

    private final Connections connections;
    private final Optional<Database> beyondPool;
    private final Optional<ExpiredKeys> expiredKeys;
    private final Optional<Connections> replicaConnections;
    private final Optional<OpenReplica> replica;
    private final Duration closeTimeout;
    private final EventFollowing following;
    private final DefaultSubscriptions subscriptions;
    private final Set<DefaultWorker<?>> workers = ConcurrentHashMap.newKeySet();

    private OpenStore(
            Database database,
            Context context,
            Connections connections,
            EventFollowing following,
            Optional<Connections> replicaConnections,
            Duration closeTimeout) {
        super(database.whenAppended(following::appended), context);
        this.connections = connections;
        this.replicaConnections = replicaConnections;
        this.replica = replicaConnections.map(servers -> new OpenReplica(database.on(servers.dataSource()), context));
        this.beyondPool = connections.beyondPool().map(database::on);
        this.expiredKeys = Optional.of(new ExpiredKeys(database));
        this.closeTimeout = closeTimeout;
        this.following = following;
        this.subscriptions = new DefaultSubscriptions(
                database,
                context.catalog(),
                context.subjects(),
                context.namespace().tablePrefix());
    }

    static NventStore open(StoreOptions options) {
        required(options, "options");
        Requirements.checkJooq();
        // Initialise jOOQ in parallel with the connection; it takes longer. The first statement waits for it.
        CompletableFuture.runAsync(Catalog::new);
        CompletableFuture<RenderMapping> names = CompletableFuture.supplyAsync(options.namespace()::renderMapping);
        Connections connections = Connections.open(options);
        try {
            bringUp(connections, options);
            connections.warnOfEncoding();
            new ColumnCheck(options.namespace()).check(connections.dataSource(), options.fields(), options.indexes());
            Context context =
                    Context.of(options.namespace(), new Catalog(options.fields(), options.indexes()), options.json());
            Database database = Database.of(
                    connections.dataSource(),
                    connections.preparesOnServer(),
                    names,
                    options.retries(),
                    options.groupCommit() ? Optional.of(options.pool().connectionTimeout()) : Optional.empty(),
                    new Observations(options.listeners(), new OperationTargets(context.catalog(), context.subjects())));
            CompletableFuture.runAsync(context.json()::load);
            return new OpenStore(
                    database,
                    context,
                    connections,
                    EventFollowing.of(database, connections, options.namespace()),
                    options.readReplica().map(replica -> Connections.openReplica(options, replica)),
                    options.closeTimeout());
        } catch (RuntimeException | Error e) {
            connections.close(options.closeTimeout());
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
    public <T, X extends Exception> T inTransaction(RetryPolicy retries, TransactionWork<Transaction, T, X> work)
            throws X {
        if (retries == null) {
            throw new InvalidInputException("retries", "a retry policy", "null");
        }
        validate(TRANSACTION, () -> required(work, "work"));
        return database.inTransaction(TRANSACTION, retries, within -> work.run(new OpenTransaction(within, context)));
    }

    @Override
    public StoreOperations replica() {
        return replica.<StoreOperations>map(servers -> servers).orElse(this);
    }

    @Override
    public StoreOperations replica(Duration maxWait) {
        if (maxWait == null || maxWait.isNegative() || maxWait.compareTo(LONGEST_WAIT) > 0) {
            throw new InvalidInputException("maxWait", "a duration from 0 to " + LONGEST_WAIT, String.valueOf(maxWait));
        }
        return replica.filter(servers -> servers.catchesUp(database, maxWait))
                .<StoreOperations>map(servers -> servers)
                .orElse(this);
    }

    @Override
    public <X extends Exception> long importEvents(EventImport.Work<X> work) throws X {
        return DefaultEventImport.run(database, beyondPool, context.subjects(), context.streams(), work);
    }

    @Override
    public Transaction using(Connection connection) {
        database.checkOpen(USING);
        validate(USING, () -> required(connection, "connection"));
        return new OpenTransaction(database.on(connection), context);
    }

    @Override
    public Transaction using(Configuration configuration) {
        database.checkOpen(USING);
        validate(USING, () -> required(configuration, "configuration"));
        return new OpenTransaction(database.on(configuration), context);
    }

    @Override
    public FieldMigrationResult migrateField(MetadataField<?> field, LongConsumer progress) {
        return new FieldMigration(database, context.indexes()).run(field, progress);
    }

    @Override
    public Worker worker(String subject, WorkerOptions options, TaskHandler<Record> handler) {
        Operation call = Operation.of(WORKER, subject);
        IndexSubject<?> parsed = validate(call, () -> context.subjects().index(subject));
        @SuppressWarnings("unchecked") // A handler of any record can be given none of a wrong class.
        var index = (SortedIndex<Record>) index(subject);
        return startWorker(call, parsed, index, options, handler);
    }

    @Override
    public <R extends Record> Worker worker(IndexSubject<R> subject, WorkerOptions options, TaskHandler<R> handler) {
        Operation call = Operation.of(
                WORKER, validate(Operation.of(WORKER), () -> context.subjects().text(subject)));
        return startWorker(call, subject, index(subject), options, handler);
    }

    private <R extends Record> Worker startWorker(
            Operation call,
            IndexSubject<?> subject,
            SortedIndex<R> index,
            WorkerOptions options,
            TaskHandler<R> handler) {
        database.checkOpen(call);
        validate(call, () -> {
            required(options, "options");
            context.indexes().of(subject).checkClaim(IndexQuery.all().withFilter(options.filter()));
            if (subject instanceof IndexSubject.SchedulerJobs) {
                throw new InvalidInputException("subject", "an index other than the jobs, see scheduler()", "the jobs");
            }
            return required(handler, "handler");
        });
        DefaultWorker<R> worker =
                DefaultWorker.start(call.subject().orElseThrow(), index, options, handler, workers::remove);
        workers.add(worker);
        return worker;
    }

    @Override
    public Retention retention() {
        return new DefaultRetention(
                database, new StreamParts(database, context.namespace().tablePrefix()));
    }

    @Override
    public SubscriptionBuilder subscribe(String name) {
        var parts = new DefaultSubscriptionBuilder.Parts(
                database,
                context.subjects(),
                subscriptions,
                following.runner(),
                within -> new OpenTransaction(within, context),
                transaction -> ((OpenTransaction) transaction).database);
        return new DefaultSubscriptionBuilder(parts, name);
    }

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public StoreStatistics statistics() {
        return new StoreStatistics(
                connections.poolStatistics(), database.cacheStatistics(), database.groupStatistics());
    }

    @Override
    public void close() {
        long deadline = System.nanoTime() + closeTimeout.toNanos();
        // The rest of the time is for the pools, which interrupt what still runs.
        long drained = deadline - closeTimeout.dividedBy(10).toNanos();
        following.drain(until(drained));
        workers.forEach(worker -> worker.close(until(drained)));
        database.end(until(drained));
        replica.ifPresent(servers -> servers.close(until(drained)));
        following.close();
        connections.close(until(deadline));
        replicaConnections.ifPresent(servers -> servers.close(until(deadline)));
    }

    private static Duration until(long deadline) {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    @Override
    Optional<ExpiredKeys> expiredKeys() {
        return expiredKeys;
    }
}

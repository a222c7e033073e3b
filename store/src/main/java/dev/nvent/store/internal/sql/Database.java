package dev.nvent.store.internal.sql;

import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.RetryPolicy;
import dev.nvent.store.TransactionWork;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.internal.sql.Pipeline.Answers;
import dev.nvent.store.internal.sql.Pipeline.Slot;
import dev.nvent.store.observation.StoreStatistics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.ExecuteWithoutWhere;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultConnectionProvider;

/**
 * The way to the database: the only owner of jOOQ's context, its settings, retries and transactions. Thread-safe where
 * its connections come from a DataSource; else used by one thread at a time.
 */
public final class Database {

    private static final Runnable NOTHING = () -> {};

    private final CompletableFuture<Settings> settings;
    private final ConnectionProvider connections;
    private final RetryPolicy retries;
    private final AcceptedCalls calls;
    private final CompletableFuture<DSLContext> dsl;
    private final StatementExecutor executor;
    private final Optional<GroupCommit> groups;
    private final Observations observations;
    private final Runnable whenAppended;

    private Database(
            CompletableFuture<Settings> settings,
            ConnectionProvider connections,
            StatementExecutor executor,
            RetryPolicy retries,
            AcceptedCalls calls,
            Observations observations,
            Runnable whenAppended,
            Optional<GroupCommit> groups) {
        this.settings = settings;
        this.connections = connections;
        this.retries = retries;
        this.calls = calls;
        this.dsl = settings.thenApply(ready -> new DefaultConfiguration()
                .set(SQLDialect.POSTGRES)
                .set(ready)
                .set(new CountedConnections(connections, calls))
                .dsl());
        this.executor = executor;
        this.observations = observations;
        this.whenAppended = whenAppended;
        this.groups = groups;
    }

    /**
     * On the connections of a DataSource, which it takes for one statement or one transaction.
     *
     * @param preparesOnServer whether the driver may prepare statements on the server
     * @param names may complete while jOOQ initialises; the first statement waits for them
     * @param groupCommit whether the writes of concurrent callers share transactions: then, how long a write waits for a
     *     connection
     */
    public static Database of(
            DataSource dataSource,
            boolean preparesOnServer,
            CompletableFuture<RenderMapping> names,
            RetryPolicy retries,
            Optional<Duration> groupCommit,
            Observations observations) {
        CompletableFuture<Settings> settings = names.thenApplyAsync(Database::settings);
        CompletableFuture<DSLContext> renderer =
                settings.thenApplyAsync(ready -> DSL.using(SQLDialect.POSTGRES, ready));
        var executor = new StatementExecutor(new StatementCache(renderer::join), preparesOnServer);
        return new Database(
                settings,
                new DataSourceConnections(dataSource),
                executor,
                retries,
                new AcceptedCalls("store"),
                observations,
                () -> {},
                groupCommit.map(patience -> new GroupCommit(dataSource, executor, observations, patience)));
    }

    private static Settings settings(RenderMapping names) {
        return new Settings()
                .withRenderMapping(names)
                .withExecuteLogging(false)
                .withExecuteUpdateWithoutWhere(ExecuteWithoutWhere.THROW)
                .withExecuteDeleteWithoutWhere(ExecuteWithoutWhere.THROW);
    }

    /** The same, with a listener that is notified when events have been appended. */
    public Database whenAppended(Runnable listener) {
        return new Database(settings, connections, executor, retries, calls, observations, listener, groups);
    }

    /** On one connection of the caller's, in whatever transaction it is. */
    public Database on(Connection connection) {
        return within(new DefaultConnectionProvider(connection), whenAppended);
    }

    /** On the connections of the caller's jOOQ, in whatever transaction it is. Its listeners and settings stay out. */
    public Database on(Configuration configuration) {
        return within(configuration.connectionProvider(), whenAppended);
    }

    /** On other connections, beyond those of this database; never in a transaction or a group of it. */
    public Database on(DataSource beyond) {
        return new Database(
                settings,
                new DataSourceConnections(beyond),
                executor,
                retries,
                new AcceptedCalls("store"),
                observations,
                whenAppended,
                Optional.empty());
    }

    private Database within(ConnectionProvider transaction, Runnable appended) {
        return new Database(
                settings,
                transaction,
                executor,
                retries,
                new AcceptedCalls("transaction"),
                observations,
                appended,
                Optional.empty());
    }

    /**
     * Sends a statement that only reads.
     *
     * @throws DatabaseException for every error of the database
     */
    public <T> T read(Operation call, Statement<?, T> statement) {
        return accepted(call, () -> send(call, statement, NOTHING));
    }

    /**
     * Sends a statement that writes; with group commit, together with those of other callers.
     *
     * @throws DatabaseException for every error of the database
     */
    public <T> T write(Operation call, Statement<?, T> statement) {
        return write(call, statement, NOTHING);
    }

    /**
     * As {@link #write(Operation, Statement)}.
     *
     * @param committed runs after the commit; not if the statement is part of a transaction
     */
    public <T> T write(Operation call, Statement<?, T> statement, Runnable committed) {
        return accepted(call, () -> {
            if (groups.isEmpty()) {
                return send(call, statement, committed);
            }
            T result = groups.get().send(call, statement, () -> send(call, statement, NOTHING));
            committed.run();
            return result;
        });
    }

    /**
     * Sends a pipeline, which is a transaction of its own, or a part of the one that the connection is in.
     *
     * @param committed runs after the commit; not if the pipeline is part of a transaction
     * @throws GuardFailedException if a guard failed; then nothing changed
     * @throws DatabaseException for every error of the database
     */
    public Answers write(Operation call, Pipeline pipeline, Runnable committed) throws GuardFailedException {
        return this.<Answers, GuardFailedException>accepted(call, () -> retrying(call, pipeline, committed));
    }

    /** Runs work that may send several statements of one operation: accepted, and reported to listeners, as a whole. */
    public <T> T asOne(Operation call, Supplier<T> work) {
        return calls.asOne(call, () -> observations.observe(call, work::get));
    }

    /**
     * Sends a statement of the store itself that can as well be sent later: it fails rather than wait for a lock, is not
     * retried, and is not reported to listeners.
     *
     * @throws DatabaseException for every error of the database
     */
    public <T> T writeUnlessLocked(Operation call, Statement<?, T> statement) {
        var pipeline = new Pipeline();
        pipeline.add(LockTimeout.AT_ONCE);
        Slot<T> slot = pipeline.add(statement);
        return calls.asOne(call, () -> {
            Connection connection = acquire(call);
            try {
                return executor.sendTransaction(connection, pipeline.statements())
                        .get(slot);
            } catch (SQLException e) {
                throw SqlStates.translate(call, e);
            } finally {
                connections.release(connection);
            }
        });
    }

    /**
     * Runs work in a transaction of its own, or after a savepoint where there is a transaction already. Commits when it
     * returns, rolls back when it throws.
     */
    public <T, X extends Exception> T inTransaction(Operation call, TransactionWork<Database, T, X> work) throws X {
        return inTransaction(call, RetryPolicy.NONE, work);
    }

    /** As above. A transaction of its own begins again after a serialization failure or a deadlock. */
    public <T, X extends Exception> T inTransaction(
            Operation call, RetryPolicy policy, TransactionWork<Database, T, X> work) throws X {
        return this.<T, X>accepted(call, () -> {
            var attempts = new Attempts(policy, observations);
            while (true) {
                Connection connection = acquire(call);
                boolean isOwn = false;
                try {
                    isOwn = autoCommits(call, connection);
                    observations.sent();
                    return isOwn ? committed(call, connection, work) : run(call, connection, whenAppended, work);
                } catch (Throwable e) {
                    boolean isRetried = isOwn && SqlStates.isSerializationFailure(e) && attempts.pause();
                    if (!isRetried) {
                        throw e;
                    }
                } finally {
                    observations.sent();
                    connections.release(connection);
                }
            }
        });
    }

    private <T, X extends Exception> T committed(
            Operation call, Connection connection, TransactionWork<Database, T, X> work) throws X {
        var hasAppended = new AtomicBoolean();
        try {
            return run(call, connection, () -> hasAppended.set(true), work);
        } finally {
            // After a rollback too: subscriptions have waited for the end of the transaction.
            if (hasAppended.get()) {
                whenAppended.run();
            }
        }
    }

    private <T, X extends Exception> T run(
            Operation call, Connection connection, Runnable appended, TransactionWork<Database, T, X> work) throws X {
        return new Transactions(call, connection)
                .run(within(new DefaultConnectionProvider(connection), appended), work);
    }

    /**
     * Events were appended. Notifies the listener: after the commit of a transaction that this database has begun; at once in
     * a transaction of the caller, whose commit the store does not see.
     */
    public void appended() {
        whenAppended.run();
    }

    /** Copies rows in COPY's text format into a table, within a transaction. */
    void copy(Operation call, Table<?> table, List<Field<?>> columns, String rows) {
        String sql = dsl.join()
                .render(DSL.query(
                        "copy {0} ({1}) from stdin",
                        table,
                        DSL.list(columns.stream().map(Field::getUnqualifiedName).toList())));
        accepted(call, () -> {
            Connection connection = acquire(call);
            try {
                executor.copy(connection, sql, rows);
                return rows.length();
            } catch (SQLException e) {
                throw SqlStates.translateUncommitted(call, e);
            } finally {
                connections.release(connection);
            }
        });
    }

    /** Whether each statement is committed by itself, which is so unless the connection is in a transaction. */
    public boolean autoCommits(Operation call) {
        Connection connection = acquire(call);
        try {
            return autoCommits(call, connection);
        } finally {
            connections.release(connection);
        }
    }

    private static boolean autoCommits(Operation call, Connection connection) {
        try {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            throw SqlStates.translateUnsent(call, e);
        }
    }

    /** jOOQ's context with the store's names and settings, for the caller's own queries. */
    public DSLContext dsl(Operation call) {
        checkOpen(call);
        return dsl.join();
    }

    /** A context of the caller's with other settings, on the same connections. */
    public static DSLContext dsl(DSLContext own, UnaryOperator<Settings> settings) {
        return own.configuration().derive(settings.apply(own.settings())).dsl();
    }

    /** The attempts of an operation that begins now, which the retry policy of the store limits. */
    public Attempts attempts() {
        return new Attempts(retries, observations);
    }

    /** Figures of the cache of statement texts. */
    public StoreStatistics.StatementCache cacheStatistics() {
        return executor.texts().statistics();
    }

    /** Figures of group commit. */
    public StoreStatistics.Groups groupStatistics() {
        return groups.map(GroupCommit::statistics).orElseGet(() -> new StoreStatistics.Groups(0, 0, 0));
    }

    /** Refuses further calls. */
    public void end() {
        calls.close();
    }

    /** Refuses further calls, and waits until those under way have their answers, or the time is up. */
    public void end(Duration limit) {
        calls.close();
        calls.awaitEnd(limit);
        groups.ifPresent(GroupCommit::close);
    }

    /** @throws StoreClosedException if calls are refused */
    public void checkOpen(Operation call) {
        if (calls.isClosed()) {
            throw calls.closed(call);
        }
    }

    private <T, X extends Exception> T accepted(Operation call, Observations.Work<T, X> work) throws X {
        calls.begin(call);
        try {
            return observations.observe(call, work);
        } finally {
            calls.end();
        }
    }

    private <T> T send(Operation call, Statement<?, T> statement, Runnable committed) {
        try {
            return retrying(call, statement, committed);
        } catch (GuardFailedException e) {
            throw new IllegalStateException("a single statement has no guard", e);
        }
    }

    /** Repeats what certainly changed nothing, except within a transaction, which the error has aborted. */
    private <T> T retrying(Operation call, Executable<T> executable, Runnable committed) throws GuardFailedException {
        Attempts attempts = attempts();
        while (true) {
            Connection connection = acquire(call);
            boolean isAlone = false;
            DatabaseException failure;
            try {
                isAlone = autoCommits(call, connection);
                observations.sent();
                T result = executor.send(connection, executable);
                if (isAlone) {
                    committed.run();
                }
                return result;
            } catch (SQLException e) {
                failure = isAlone ? SqlStates.translate(call, e) : SqlStates.translateUncommitted(call, e);
            } finally {
                connections.release(connection);
            }
            if (!failure.safeToRetry() || !isAlone || !attempts.pause()) {
                throw failure;
            }
        }
    }

    private Connection acquire(Operation call) {
        try {
            return validate(call, connections::acquire);
        } catch (InvalidInputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw calls.isClosed() ? calls.closed(call) : SqlStates.translateUnsent(call, e);
        }
    }
}

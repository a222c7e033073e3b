package dev.nvent.store.internal.sql;

import dev.nvent.store.RetryPolicy;
import dev.nvent.store.TransactionWork;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.internal.sql.Pipeline.Answers;
import dev.nvent.store.observation.StoreStatistics;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
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
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultConnectionProvider;
import org.postgresql.PGConnection;

/**
 * The way to the database: the only owner of jOOQ's context, its settings, retries and transactions. Thread-safe where
 * its connections come from a DataSource; else used by one thread at a time.
 */
public final class Database {

    private final CompletableFuture<Settings> settings;
    private final ConnectionProvider connections;
    private final StatementCache texts;
    private final RetryPolicy retries;
    private final String lifetime;
    private final CompletableFuture<DSLContext> dsl;
    private final StatementExecutor executor;
    private final Optional<GroupCommit> groups;
    private final Observations observations;
    private volatile boolean ended;

    private Database(
            CompletableFuture<Settings> settings,
            ConnectionProvider connections,
            StatementCache texts,
            RetryPolicy retries,
            String lifetime,
            Observations observations,
            Optional<DataSource> forGroups) {
        this.settings = settings;
        this.connections = connections;
        this.texts = texts;
        this.retries = retries;
        this.lifetime = lifetime;
        this.dsl = settings.thenApply(ready -> new DefaultConfiguration()
                .set(SQLDialect.POSTGRES)
                .set(ready)
                .set(connections)
                .dsl());
        this.executor = new StatementExecutor(texts);
        this.observations = observations;
        this.groups = forGroups.map(dataSource -> new GroupCommit(dataSource, executor, observations));
    }

    /** On the connections of a DataSource, which it takes for one statement or one transaction. */
    public static Database of(DataSource dataSource, RenderMapping names, RetryPolicy retries) {
        return of(dataSource, CompletableFuture.completedFuture(names), retries, false, Observations.NONE);
    }

    /**
     * As {@link #of(DataSource, RenderMapping, RetryPolicy)}.
     *
     * @param names may complete while jOOQ initialises; the first statement waits for them
     * @param groupsCommits whether the writes of concurrent callers share transactions
     */
    public static Database of(
            DataSource dataSource,
            CompletableFuture<RenderMapping> names,
            RetryPolicy retries,
            boolean groupsCommits,
            Observations observations) {
        CompletableFuture<Settings> settings = names.thenApply(Database::settings);
        CompletableFuture<DSLContext> renderer = settings.thenApply(ready -> DSL.using(SQLDialect.POSTGRES, ready));
        return new Database(
                settings,
                new DataSourceConnections(dataSource),
                new StatementCache(renderer::join),
                retries,
                "store",
                observations,
                Optional.of(dataSource).filter(any -> groupsCommits));
    }

    private static Settings settings(RenderMapping names) {
        return new Settings()
                .withRenderMapping(names)
                .withExecuteLogging(false)
                .withExecuteUpdateWithoutWhere(ExecuteWithoutWhere.THROW)
                .withExecuteDeleteWithoutWhere(ExecuteWithoutWhere.THROW);
    }

    /** On one connection of the caller's, in whatever transaction it is. */
    public Database on(Connection connection) {
        return within(new DefaultConnectionProvider(connection));
    }

    /** On the connections of the caller's jOOQ, in whatever transaction it is. Its listeners and settings stay out. */
    public Database on(Configuration configuration) {
        return within(configuration.connectionProvider());
    }

    private Database within(ConnectionProvider transaction) {
        return new Database(settings, transaction, texts, retries, "transaction", observations, Optional.empty());
    }

    /**
     * Sends a statement that only reads.
     *
     * @throws DatabaseException for every error of the database
     */
    public <T> T read(Operation call, Statement<?, T> statement) {
        return observations.observe(call, () -> send(call, statement));
    }

    /**
     * Sends a statement that writes; with group commit, together with those of other callers.
     *
     * @throws DatabaseException for every error of the database
     */
    public <T> T write(Operation call, Statement<?, T> statement) {
        checkOpen(call);
        return observations.observe(
                call,
                () -> groups.map(shared -> shared.send(call, statement, () -> send(call, statement)))
                        .orElseGet(() -> send(call, statement)));
    }

    /**
     * Sends a pipeline, which is a transaction of its own, or a part of the one that the connection is in.
     *
     * @throws GuardFailedException if a guard failed; then nothing changed
     * @throws DatabaseException for every error of the database
     */
    public Answers write(Operation call, Pipeline pipeline) throws GuardFailedException {
        return observations.observe(call, () -> retrying(call, pipeline));
    }

    /** Runs work that may send several statements of one operation, which is reported to listeners as a whole. */
    public <T> T asOne(Operation call, Supplier<T> work) {
        return observations.observe(call, work::get);
    }

    /**
     * Runs work in a transaction of its own, or after a savepoint where there is a transaction already. Commits when it
     * returns, rolls back when it throws.
     */
    public <T, X extends Exception> T inTransaction(Operation call, TransactionWork<Database, T, X> work) throws X {
        checkOpen(call);
        return observations.observe(call, () -> {
            Connection connection = acquire(call);
            try {
                observations.sent();
                return new Transactions(call, connection).run(on(connection), work);
            } finally {
                observations.sent();
                connections.release(connection);
            }
        });
    }

    /** Copies rows in COPY's text format into a table, within a transaction. */
    void copy(Operation call, Table<?> table, List<Field<?>> columns, String rows) {
        checkOpen(call);
        String sql = dsl.join()
                .render(DSL.query(
                        "copy {0} ({1}) from stdin",
                        table,
                        DSL.list(columns.stream().map(Field::getUnqualifiedName).toList())));
        Connection connection = acquire(call);
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(rows));
        } catch (SQLException e) {
            throw SqlStates.translate(call, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connections.release(connection);
        }
    }

    /** Whether each statement is committed by itself, which is so unless the connection is in a transaction. */
    public boolean autoCommits() {
        Connection connection = connections.acquire();
        try {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            return false;
        } finally {
            connections.release(connection);
        }
    }

    /** jOOQ's context with the store's names and settings, for the caller's own queries. */
    public DSLContext dsl(Operation call) {
        checkOpen(call);
        return dsl.join();
    }

    /** How often what lost against other writers is tried, and the pauses between. */
    public RetryPolicy retries() {
        return retries;
    }

    /**
     * Waits before another attempt of the current operation.
     *
     * @return false if the thread was interrupted
     */
    public boolean pauseBeforeRetry(int attempts) {
        observations.retried();
        return retries.pause(attempts);
    }

    /** Figures of the cache of statement texts. */
    public StoreStatistics.StatementCache cacheStatistics() {
        return texts.statistics();
    }

    /** Figures of group commit. */
    public StoreStatistics.Groups groupStatistics() {
        return groups.map(GroupCommit::statistics).orElseGet(() -> new StoreStatistics.Groups(0, 0, 0));
    }

    /** Refuses everything from here on, and waits for the writes of groups. */
    public void end() {
        ended = true;
        groups.ifPresent(GroupCommit::close);
    }

    private <T> T send(Operation call, Statement<?, T> statement) {
        try {
            return retrying(call, statement);
        } catch (GuardFailedException e) {
            throw new IllegalStateException("a single statement has no guard", e);
        }
    }

    /** Repeats what certainly changed nothing, except within a transaction, which the error has aborted. */
    private <T> T retrying(Operation call, Executable<T> executable) throws GuardFailedException {
        for (int tries = 1; ; tries++) {
            checkOpen(call);
            Connection connection = acquire(call);
            boolean isAlone = false;
            DatabaseException failure;
            try {
                isAlone = connection.getAutoCommit();
                observations.sent();
                return executor.send(connection, executable);
            } catch (SQLException e) {
                failure = SqlStates.translate(call, e);
            } finally {
                connections.release(connection);
            }
            if (!failure.safeToRetry() || !isAlone || tries == retries.maxAttempts() || !pauseBeforeRetry(tries)) {
                throw failure;
            }
        }
    }

    private void checkOpen(Operation call) {
        if (ended) {
            throw new StoreClosedException(call, lifetime);
        }
    }

    private Connection acquire(Operation call) {
        try {
            return call.check(connections::acquire);
        } catch (DataAccessException e) {
            throw SqlStates.translateUnsent(call, e);
        }
    }
}

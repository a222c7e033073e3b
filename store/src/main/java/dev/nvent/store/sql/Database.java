package dev.nvent.store.sql;

import dev.nvent.store.error.Call;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.StoreClosedException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
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
import org.jooq.impl.DataSourceConnectionProvider;
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
    private final StatementTexts texts;
    private final RetryPolicy retries;
    private final String lifetime;
    private final CompletableFuture<DSLContext> dsl;
    private final PreparedExecution execution;
    private final Optional<GroupCommit> groups;
    private volatile boolean ended;

    private Database(
            CompletableFuture<Settings> settings,
            ConnectionProvider connections,
            StatementTexts texts,
            RetryPolicy retries,
            String lifetime,
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
        this.execution = new PreparedExecution(texts, dsl::join);
        this.groups = forGroups.map(dataSource -> new GroupCommit(dataSource, execution));
    }

    /** On the connections of a DataSource, which it takes for one statement or one transaction. */
    public static Database of(DataSource dataSource, RenderMapping names, RetryPolicy retries) {
        return of(dataSource, CompletableFuture.completedFuture(names), retries, false);
    }

    /**
     * As {@link #of(DataSource, RenderMapping, RetryPolicy)}.
     *
     * @param names may come while jOOQ still wakes up: the first statement waits for them
     * @param groupsCommits whether the writes of concurrent callers share transactions
     */
    public static Database of(
            DataSource dataSource, CompletableFuture<RenderMapping> names, RetryPolicy retries, boolean groupsCommits) {
        return new Database(
                names.thenApply(Database::settings),
                new DataSourceConnectionProvider(dataSource),
                new StatementTexts(),
                retries,
                "store",
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
        return new Database(settings, transaction, texts, retries, "transaction", Optional.empty());
    }

    /**
     * Sends what reads, or is a batch, which would hold up the writes of others; its answer, if it has one.
     *
     * @throws DatabaseException for every error of the database
     */
    public <T> Optional<T> send(Call call, SqlUnit<T> unit) {
        return Optional.ofNullable(sent(call, unit).row());
    }

    /** Sends what writes, together with the writes of others if commits are grouped; its answer, if it has one. */
    public <T> Optional<T> write(Call call, SqlUnit<T> unit) {
        return Optional.ofNullable(written(call, unit).row());
    }

    /** As {@link #write}: how many rows it changed. */
    public int execute(Call call, SqlStatement<?> statement) {
        return written(call, statement).count();
    }

    /**
     * Runs statements that are one unit where autocommit is on: one statement, or one that cannot hurt when it is run
     * again.
     *
     * @throws DatabaseException for every error of the database
     */
    public <T> T run(Call call, Function<DSLContext, T> statement) {
        return retrying(call, () -> statement.apply(dsl.join()));
    }

    /**
     * Runs work in a transaction of its own, or after a savepoint where there is a transaction already. Commits when it
     * returns, rolls back when it throws.
     */
    public <T, X extends Exception> T inTransaction(Call call, TransactionWork<Database, T, X> work) throws X {
        checkOpen(call);
        Connection connection = acquire(call);
        try {
            return new Transactions(call, connection).run(on(connection), work);
        } finally {
            connections.release(connection);
        }
    }

    /** Copies rows in COPY's text format into a table, within a transaction. */
    void copy(Call call, Table<?> table, List<Field<?>> columns, String rows) {
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
    public DSLContext dsl(Call call) {
        checkOpen(call);
        return dsl.join();
    }

    /** How often what lost against other writers is tried, and the pauses between. */
    public RetryPolicy retries() {
        return retries;
    }

    /** Refuses everything from here on, and waits for the writes of groups. */
    public void end() {
        ended = true;
        groups.ifPresent(GroupCommit::close);
    }

    /** What certainly changed nothing is tried again, but never within a transaction, which is over by then. */
    private <T> T retrying(Call call, Attempt<T> attempt) {
        for (int tries = 1; ; tries++) {
            checkOpen(call);
            try {
                return attempt.run();
            } catch (SQLException | DataAccessException e) {
                DatabaseException failure = SqlStates.translate(call, e);
                if (!failure.safeToRetry() || tries == retries.maxTries() || !autoCommits() || !retries.pause(tries)) {
                    throw failure;
                }
            }
        }
    }

    private <T> Outcome<T> written(Call call, SqlUnit<T> unit) {
        checkOpen(call);
        return groups.map(shared -> shared.send(call, unit, () -> sent(call, unit)))
                .orElseGet(() -> sent(call, unit));
    }

    private <T> Outcome<T> sent(Call call, SqlUnit<T> unit) {
        return retrying(call, () -> {
            Connection connection = connections.acquire();
            try {
                return execution.send(connection, unit);
            } finally {
                connections.release(connection);
            }
        });
    }

    private interface Attempt<T> {
        T run() throws SQLException;
    }

    private void checkOpen(Call call) {
        if (ended) {
            throw new StoreClosedException(call, lifetime);
        }
    }

    private Connection acquire(Call call) {
        try {
            return connections.acquire();
        } catch (DataAccessException e) {
            throw SqlStates.translate(call, e);
        }
    }
}

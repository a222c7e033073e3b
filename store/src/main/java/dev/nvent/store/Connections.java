package dev.nvent.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.BoundTransactions;
import dev.nvent.store.internal.sql.ConnectionPooler;
import dev.nvent.store.observation.StoreStatistics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where connections come from: a DataSource of the caller, or a pool of the store's own.
 *
 * @param preparesOnServer whether the driver may prepare statements on the server: not through a connection pooler
 * @param beyondPool connections for a moment, where all of the pool may be in use; empty with a DataSource of the caller
 * @param encoding of the database; empty where the driver does not know it
 */
record Connections(
        DataSource dataSource,
        boolean preparesOnServer,
        DataSource forMigration,
        Optional<DataSource> beyondPool,
        Optional<String> encoding,
        Runnable whenClosed) {

    private static final Logger LOG = LoggerFactory.getLogger(NventStore.class);

    private static final Operation OPEN = Operation.of("open");

    /** A server that cannot be reached fails the calls on it, not the opening of the store. */
    static Connections openReplica(StoreOptions options, ConnectionOptions replica) {
        var pool = pool("nvent-store-replica", replica.dataSource(options.pool()), options.pool());
        pool.setInitializationFailTimeout(-1);
        var dataSource = new HikariDataSource(pool);
        return new Connections(dataSource, true, dataSource, Optional.empty(), Optional.empty(), dataSource::close);
    }

    static Connections open(StoreOptions options) {
        return options.dataSource().map(Connections::borrowed).orElseGet(() -> pooled(options));
    }

    Optional<StoreStatistics.Pool> poolStatistics() {
        if (!(dataSource instanceof HikariDataSource hikari) || hikari.getHikariPoolMXBean() == null) {
            return Optional.empty();
        }
        HikariPoolMXBean pool = hikari.getHikariPoolMXBean();
        return Optional.of(new StoreStatistics.Pool(
                hikari.getMaximumPoolSize(),
                pool.getActiveConnections(),
                pool.getIdleConnections(),
                pool.getThreadsAwaitingConnection()));
    }

    /** Closes the store's own pool. A pool whose connections do not answer goes on closing in the background. */
    void close(Duration limit) {
        Thread closing = Thread.ofPlatform().daemon().name("nvent-store-close").start(whenClosed);
        boolean interrupted = false;
        try {
            closing.join(limit.isPositive() ? limit : Duration.ofMillis(1));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The schema is checked and migrated outside of a transaction that the caller may be in. */
    private static Connections borrowed(DataSource dataSource) {
        DataSource detached = BoundTransactions.detached(dataSource);
        try (Connection connection = detached.getConnection()) {
            if (!connection.getAutoCommit()) {
                throw new InvalidInputException(
                        "dataSource",
                        "connections with autocommit on, outside of transactions",
                        "one with autocommit off");
            }
            boolean isPooler = ConnectionPooler.isBefore(connection);
            if (isPooler && ConnectionPooler.preparesOnServer(connection)) {
                LOG.warn(
                        "The DataSource leads through a connection pooler (PgBouncer?). The statements of the store are not"
                                + " prepared on the server; set prepareThreshold=0 in the URL for all others and for migrations.");
            }
            return new Connections(dataSource, !isPooler, detached, Optional.empty(), encodingOf(connection), () -> {});
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static Connections pooled(StoreOptions options) {
        DataSource servers = options.connection().dataSource(options.pool());
        HikariConfig config = pool("nvent-store", servers, options.pool());
        try {
            var pool = new HikariDataSource(config);
            return new Connections(pool, true, options.unpooled(), Optional.of(servers), encodingOf(pool), pool::close);
        } catch (PoolInitializationException e) {
            throw failed(e.getCause() instanceof SQLException cause ? cause : new SQLException("no connection"));
        }
    }

    private static Optional<String> encodingOf(HikariDataSource pool) {
        try (Connection connection = pool.getConnection()) {
            return encodingOf(connection);
        } catch (SQLException e) {
            pool.close();
            throw failed(e);
        }
    }

    /** Sends no statement: the driver knows the encoding since it connected. */
    private static Optional<String> encodingOf(Connection connection) throws SQLException {
        return connection.isWrapperFor(PGConnection.class)
                ? Optional.ofNullable(connection.unwrap(PGConnection.class).getParameterStatus("server_encoding"))
                : Optional.empty();
    }

    /** Logs what an encoding other than UTF8 limits. The migrations refuse to create a schema in one. */
    void warnOfEncoding() {
        encoding.filter(name -> !name.equals("UTF8"))
                .ifPresent(name -> LOG.warn(
                        "The encoding of the database is {}, not UTF8: {}. Create a database with ENCODING 'UTF8' TEMPLATE"
                                + " template0, and move the data with pg_dump and pg_restore.",
                        name,
                        name.equals("SQL_ASCII")
                                ? "the server does not validate text, and counts bytes as characters"
                                : "a write with a character that " + name + " lacks fails"));
    }

    private static HikariConfig pool(String name, DataSource servers, PoolOptions options) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(servers);
        config.setMaximumPoolSize(options.maxSize());
        config.setMinimumIdle(options.minIdle());
        config.setIdleTimeout(options.idleTimeout().toMillis());
        config.setConnectionTimeout(options.connectionTimeout().toMillis());
        config.setExceptionOverride(new LeaveStandbys());
        return config;
    }

    /** A connection whose server has become a standby is replaced, so that the pool follows the primary. */
    private static final class LeaveStandbys implements SQLExceptionOverride {

        private static final String READ_ONLY = "25006";

        @java.lang.Override
        public Override adjudicate(SQLException e) {
            return READ_ONLY.equals(e.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }

    private static DatabaseException failed(SQLException e) {
        return new DatabaseException(OPEN, new SQLException(e.getMessage(), e.getSQLState()), true);
    }
}

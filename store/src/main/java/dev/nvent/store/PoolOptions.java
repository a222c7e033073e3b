package dev.nvent.store;

import dev.nvent.store.error.InvalidInputException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The store's own pool of connections, and how long calls on it may take. Immutable.
 *
 * @param maxSize maximum number of connections. Defaults to 10
 * @param minIdle minimum number of idle connections that are kept. Defaults to 2
 * @param idleTimeout how long an idle connection above that number is kept. Defaults to 30 seconds
 * @param connectTimeout how long a server may take for each step of a new connection, per host. Defaults to 3
 *     seconds
 * @param connectionTimeout how long a call waits for a connection of the pool. Defaults to 5 seconds
 * @param socketTimeout how long the server may send nothing during a statement before the connection is given up; zero: no
 *     limit. Defaults to 30 seconds
 * @param statementTimeout after which the server cancels a statement; zero: no limit. Applies where neither the role, the
 *     database nor the URL sets {@code statement_timeout}, and not through a connection pooler such as PgBouncer. Defaults to 25
 *     seconds
 * @param lockTimeout how long a statement waits for a lock; zero: no limit. Applies like statementTimeout. Defaults to 10
 *     seconds
 */
public record PoolOptions(
        int maxSize,
        int minIdle,
        Duration idleTimeout,
        Duration connectTimeout,
        Duration connectionTimeout,
        Duration socketTimeout,
        Duration statementTimeout,
        Duration lockTimeout) {

    /**
     * Ten connections, two of them kept for longer than 30 seconds of idleness; 3 seconds to connect, 5 to get a connection,
     * 30 until a silent one is given up, 25 for a statement, 10 for a lock.
     */
    public static final PoolOptions DEFAULT = new PoolOptions(
            10,
            2,
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(25),
            Duration.ofSeconds(10));

    /** Checks every number. */
    public PoolOptions {
        if (maxSize < 1 || maxSize > 10_000) {
            throw new InvalidInputException("pool.maxSize", "from 1 to 10,000", String.valueOf(maxSize));
        }
        if (minIdle < 0 || minIdle > maxSize) {
            throw new InvalidInputException("pool.minIdle", "from 0 to maxSize", String.valueOf(minIdle));
        }
        check(idleTimeout, "pool.idleTimeout", Duration.ofSeconds(10));
        check(connectTimeout, "pool.connectTimeout", Duration.ofMillis(1));
        check(connectionTimeout, "pool.connectionTimeout", Duration.ofMillis(250));
        check(socketTimeout, "pool.socketTimeout", Duration.ZERO);
        check(statementTimeout, "pool.statementTimeout", Duration.ZERO);
        check(lockTimeout, "pool.lockTimeout", Duration.ZERO);
    }

    /** With at most this number of connections. */
    public PoolOptions withMaxSize(int maxSize) {
        return with(options -> {
            options.maxSize = maxSize;
            options.minIdle = Math.min(minIdle, maxSize);
        });
    }

    /** With at least this number of idle connections kept. */
    public PoolOptions withMinIdle(int minIdle) {
        return with(options -> options.minIdle = minIdle);
    }

    /** With another time that an idle connection is kept. */
    public PoolOptions withIdleTimeout(Duration idleTimeout) {
        return with(options -> options.idleTimeout = idleTimeout);
    }

    /** With another limit for each step of a new connection. */
    public PoolOptions withConnectTimeout(Duration connectTimeout) {
        return with(options -> options.connectTimeout = connectTimeout);
    }

    /** With another time that a call waits for a connection. */
    public PoolOptions withConnectionTimeout(Duration connectionTimeout) {
        return with(options -> options.connectionTimeout = connectionTimeout);
    }

    /** With another time that the server may send nothing during a statement. */
    public PoolOptions withSocketTimeout(Duration socketTimeout) {
        return with(options -> options.socketTimeout = socketTimeout);
    }

    /** With another limit of a statement. */
    public PoolOptions withStatementTimeout(Duration statementTimeout) {
        return with(options -> options.statementTimeout = statementTimeout);
    }

    /** With another limit of waiting for a lock. */
    public PoolOptions withLockTimeout(Duration lockTimeout) {
        return with(options -> options.lockTimeout = lockTimeout);
    }

    private PoolOptions with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** The same options while one of them is changed. */
    private static final class Draft {

        private int maxSize;
        private int minIdle;
        private Duration idleTimeout;
        private Duration connectTimeout;
        private Duration connectionTimeout;
        private Duration socketTimeout;
        private Duration statementTimeout;
        private Duration lockTimeout;

        Draft(PoolOptions options) {
            this.maxSize = options.maxSize;
            this.minIdle = options.minIdle;
            this.idleTimeout = options.idleTimeout;
            this.connectTimeout = options.connectTimeout;
            this.connectionTimeout = options.connectionTimeout;
            this.socketTimeout = options.socketTimeout;
            this.statementTimeout = options.statementTimeout;
            this.lockTimeout = options.lockTimeout;
        }

        PoolOptions options() {
            return new PoolOptions(
                    maxSize,
                    minIdle,
                    idleTimeout,
                    connectTimeout,
                    connectionTimeout,
                    socketTimeout,
                    statementTimeout,
                    lockTimeout);
        }
    }

    private static void check(Duration duration, String where, Duration least) {
        if (duration == null || duration.compareTo(least) < 0 || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new InvalidInputException(where, "from " + least + " to one day", String.valueOf(duration));
        }
    }
}

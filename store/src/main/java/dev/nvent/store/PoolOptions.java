package dev.nvent.store;

import dev.nvent.store.error.InvalidInputException;
import java.time.Duration;

/**
 * The store's own pool of connections. Immutable.
 *
 * @param maxSize at most so many connections
 * @param minIdle at least so many idle ones are kept
 * @param idleTimeout how long an idle one above that is kept
 * @param connectionTimeout how long a caller waits for one
 * @param socketTimeout how long a statement may leave the socket silent before the connection is given up; zero for ever
 */
public record PoolOptions(
        int maxSize, int minIdle, Duration idleTimeout, Duration connectionTimeout, Duration socketTimeout) {

    /** Ten connections, kept; 30 seconds idle, 5 seconds to wait, 5 minutes of silence. */
    public static final PoolOptions DEFAULT =
            new PoolOptions(10, 2, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(5));

    /** Checks every number. */
    public PoolOptions {
        if (maxSize < 1 || maxSize > 10_000) {
            throw new InvalidInputException("pool.maxSize", "from 1 to 10,000", String.valueOf(maxSize));
        }
        if (minIdle < 0 || minIdle > maxSize) {
            throw new InvalidInputException("pool.minIdle", "from 0 to maxSize", String.valueOf(minIdle));
        }
        check(idleTimeout, "pool.idleTimeout", Duration.ofSeconds(10));
        check(connectionTimeout, "pool.connectionTimeout", Duration.ofMillis(250));
        check(socketTimeout, "pool.socketTimeout", Duration.ZERO);
    }

    /** With at most so many connections. */
    public PoolOptions withMaxSize(int maxSize) {
        return new PoolOptions(maxSize, Math.min(minIdle, maxSize), idleTimeout, connectionTimeout, socketTimeout);
    }

    /** With at least so many idle connections kept. */
    public PoolOptions withMinIdle(int minIdle) {
        return new PoolOptions(maxSize, minIdle, idleTimeout, connectionTimeout, socketTimeout);
    }

    /** With another time that an idle connection is kept. */
    public PoolOptions withIdleTimeout(Duration idleTimeout) {
        return new PoolOptions(maxSize, minIdle, idleTimeout, connectionTimeout, socketTimeout);
    }

    /** With another time that a caller waits for a connection. */
    public PoolOptions withConnectionTimeout(Duration connectionTimeout) {
        return new PoolOptions(maxSize, minIdle, idleTimeout, connectionTimeout, socketTimeout);
    }

    /** With another time that a statement may leave the socket silent. */
    public PoolOptions withSocketTimeout(Duration socketTimeout) {
        return new PoolOptions(maxSize, minIdle, idleTimeout, connectionTimeout, socketTimeout);
    }

    private static void check(Duration duration, String where, Duration least) {
        if (duration == null || duration.compareTo(least) < 0 || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new InvalidInputException(where, "from " + least + " to one day", String.valueOf(duration));
        }
    }
}

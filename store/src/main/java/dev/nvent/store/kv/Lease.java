package dev.nvent.store.kv;

import java.time.Duration;

/**
 * A lease that was acquired. It is held until {@code duration} after its acquisition or last renewal, by the clock of the
 * database.
 *
 * @param key the key that holds it
 * @param token the fencing token: greater than that of every lease that was acquired before it, of whatever key. A resource
 *     that refuses tokens smaller than the greatest one it has seen is safe from holders whose lease ran out.
 * @param duration for how long it was acquired
 */
public record Lease(String key, long token, Duration duration) {}

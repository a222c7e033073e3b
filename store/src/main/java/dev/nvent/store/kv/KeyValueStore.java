package dev.nvent.store.kv;

import dev.nvent.store.error.IncrementException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys with any JSON value but null, each with or without expiry. Keys are used as they are, whatever the prefix of the
 * store. Thread-safe as the store or the transaction is that it comes from.
 *
 * <p>Times to live are measured on the database's clock, which stands still within a transaction. An expired value is
 * never seen. Each operation is one statement unless it says otherwise.
 */
public interface KeyValueStore {

    /** The default limit of a listing of keys. */
    int DEFAULT_LIMIT = 1_000;

    /**
     * The value of a key as plain Java, with exact numbers. An expired key that it finds is removed in the background,
     * except within a transaction.
     */
    Optional<Object> get(String key);

    /**
     * As {@link #get(String)}, as an instance of {@code type}, as Jackson reads it.
     *
     * @throws dev.nvent.store.error.StoredValueException if the value does not have the shape of the class
     */
    <T> Optional<T> get(String key, Class<T> type);

    /** The values of many keys, in the order asked for. Missing keys are left out. */
    Map<String, Object> getAll(Collection<String> keys);

    /** Sets a value without expiry, also where the key had a time to live. */
    void set(String key, Object value);

    /** Sets a value with a time to live. */
    void set(String key, Object value, Duration ttl);

    /** Sets many values without expiry: all or nothing. */
    void setAll(Map<String, ?> values);

    /** Sets many values with a time to live: all or nothing. */
    void setAll(Map<String, ?> values, Duration ttl);

    /**
     * Sets a value without expiry unless the key has one.
     *
     * @return whether it was set
     */
    boolean setIfAbsent(String key, Object value);

    /**
     * Sets a value with a time to live unless the key has one.
     *
     * @return whether it was set
     */
    boolean setIfAbsent(String key, Object value, Duration ttl);

    /**
     * Sets a value without expiry if the key has the expected one. Values are compared as JSON: numbers by value, objects
     * whatever the order of their keys.
     *
     * @return whether it was set
     */
    boolean compareAndSet(String key, Object expected, Object value);

    /** As {@link #compareAndSet(String, Object, Object)}, with a time to live. */
    boolean compareAndSet(String key, Object expected, Object value, Duration ttl);

    /**
     * Adds to a number. A key that is missing or has expired starts at 0, without expiry; any other keeps its time to
     * live.
     *
     * @return the new value
     * @throws IncrementException if the value is not a number
     */
    BigDecimal increment(String key, long delta);

    /** As {@link #increment(String, long)}. */
    BigDecimal increment(String key, BigDecimal delta);

    /**
     * Deletes a key.
     *
     * @return whether it had a value
     */
    boolean delete(String key);

    /**
     * Deletes every key that matches.
     *
     * @param pattern {@code *} matches any sequence of characters; everything else is literal
     * @return how many rows were removed, expired ones included
     */
    int clear(String pattern);

    /** The first {@value #DEFAULT_LIMIT} keys that match and have not expired. */
    KeyPage keys(String pattern);

    /**
     * The keys that match and have not expired, in pages.
     *
     * @param after the last key of the page before; null for the first page
     * @param limit the maximum number of keys
     */
    KeyPage keys(String pattern, @Nullable String after, int limit);

    /**
     * Removes expired keys, 1,000 in each statement, each committed by itself. Waits for a key that another transaction is
     * writing, up to the lock timeout.
     *
     * @return how many were removed
     */
    long purgeExpired();

    /** As {@link #purgeExpired()}; {@code progress} receives after each statement how many have been removed so far. */
    long purgeExpired(LongConsumer progress);

    /**
     * Acquires a lease on a key for a time unless the key has a value, of a lease or any other. The key then has the value
     * {@code {"owner": …, "token": …}}. The clock of the database is read at the moment at which the row is locked, also
     * within a transaction, which keeps the row locked to its end.
     *
     * @param owner the name of the holder, for people who look at the table; it need not be unique
     * @return the lease; empty if the key has a value
     */
    Optional<Lease> acquire(String key, String owner, Duration duration);

    /**
     * Extends a lease: it is held for {@code duration} from now.
     *
     * @return whether it was still held; else nothing changed
     */
    boolean renew(Lease lease, Duration duration);

    /**
     * Ends a lease: removes its key if the lease has not been acquired again since.
     *
     * @return whether it was still held
     */
    boolean release(Lease lease);
}

package dev.nvent.store.kv;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.SqlStates;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;

/**
 * Keys with any JSON value but null, each for ever or for a time. Keys are used as they are, whatever the prefix of the
 * store. Thread-safe as the store or the transaction is that it comes from.
 *
 * <p>Times to live are measured on the database's clock, which stands still within a transaction. An expired value is
 * never seen. Each operation is one statement unless it says otherwise.
 */
public final class KeyValueStore {

    /** The default limit of a listing of keys. */
    public static final int DEFAULT_LIMIT = 1_000;

    private static final int PURGE_BATCH = 1_000;

    private final Database database;

    /** On a database. */
    public KeyValueStore(Database database) {
        this.database = database;
    }

    /**
     * The value of a key as plain Java, as {@link Json#toJava} gives it. Where the key has expired, a second statement
     * removes it, unless this is a transaction.
     */
    public Optional<Object> get(String key) {
        return read(key).map(Json::toJava);
    }

    /** As {@link #get(String)}, as an instance of {@code type}, by Jackson's rules. */
    public <T> Optional<T> get(String key, Class<T> type) {
        return read(key).map(value -> Json.as(value, type, "value"));
    }

    /** The values of many keys, in the order asked for. Those that are not there are left out. */
    public Map<String, Object> getAll(Collection<String> keys) {
        Operation call = Operation.of("kv.getAll", null);
        List<String> checkedKeys = call.check(() -> checkedKeys(keys));
        var found = new HashMap<String, JsonNode>();
        database.read(call, KeyValueStatements.getAll(checkedKeys))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        var inOrder = new LinkedHashMap<String, Object>();
        checkedKeys.stream().filter(found::containsKey).forEach(key -> inOrder.put(key, Json.toJava(found.get(key))));
        return inOrder;
    }

    /** Sets a value for ever, whatever time its key had to live. */
    public void set(String key, Object value) {
        Operation call = Operation.of("kv.set", key);
        set(call, call.check(() -> KeySetting.forEver(key, value)));
    }

    /** Sets a value for a time. */
    public void set(String key, Object value, Duration ttl) {
        Operation call = Operation.of("kv.set", key);
        set(call, call.check(() -> KeySetting.of(key, value, ttl)));
    }

    /** Sets many values for ever: all or nothing. */
    public void setAll(Map<String, ?> values) {
        setAll(values, Optional.empty());
    }

    /** Sets many values for a time: all or nothing. */
    public void setAll(Map<String, ?> values, Duration ttl) {
        setAll(values, Optional.of(Operation.of("kv.setAll", null).check(() -> KeyValueInput.ttl(ttl))));
    }

    /**
     * Sets a value for ever unless the key has one.
     *
     * @return whether it was set
     */
    public boolean setIfAbsent(String key, Object value) {
        return setIfAbsent(Operation.of("kv.setIfAbsent", key), key, value, Optional.empty());
    }

    /**
     * Sets a value for a time unless the key has one.
     *
     * @return whether it was set
     */
    public boolean setIfAbsent(String key, Object value, Duration ttl) {
        Operation call = Operation.of("kv.setIfAbsent", key);
        return setIfAbsent(call, key, value, Optional.of(call.check(() -> KeyValueInput.ttl(ttl))));
    }

    /**
     * Sets a value for ever if the key has the expected one. Values are compared as JSON: numbers by value, objects
     * whatever the order of their keys.
     *
     * @return whether it was set
     */
    public boolean compareAndSet(String key, Object expected, Object value) {
        return compareAndSet(Operation.of("kv.compareAndSet", key), key, expected, value, Optional.empty());
    }

    /** As {@link #compareAndSet(String, Object, Object)}, for a time. */
    public boolean compareAndSet(String key, Object expected, Object value, Duration ttl) {
        Operation call = Operation.of("kv.compareAndSet", key);
        return compareAndSet(call, key, expected, value, Optional.of(call.check(() -> KeyValueInput.ttl(ttl))));
    }

    /**
     * Adds to a number. A key that is not there, or has expired, begins at 0 and lives for ever; another keeps its time
     * to live.
     *
     * @return the new value
     * @throws IncrementException if the value is not a number
     */
    public BigDecimal increment(String key, long delta) {
        return increment(key, BigDecimal.valueOf(delta));
    }

    /** As {@link #increment(String, long)}. */
    public BigDecimal increment(String key, BigDecimal delta) {
        Operation call = Operation.of("kv.increment", key);
        call.check(() -> KeyValueInput.key(key));
        call.check(() -> Json.ofNumber(delta, "delta"));
        try {
            return database.write(call, KeyValueStatements.increment(key, delta));
        } catch (DatabaseException e) {
            throw SqlStates.incrementRefused(e)
                    .<RuntimeException>map(reason -> new IncrementException(call, null, reason))
                    .orElse(e);
        }
    }

    /**
     * Deletes a key.
     *
     * @return whether it had a value
     */
    public boolean delete(String key) {
        Operation call = Operation.of("kv.delete", key);
        call.check(() -> KeyValueInput.key(key));
        return database.write(call, KeyValueStatements.delete(key)).orElse(false);
    }

    /**
     * Deletes every key that matches.
     *
     * @param pattern {@code *} stands for any run of characters, everything else for itself
     * @return how many rows were removed, expired ones included
     */
    public int clear(String pattern) {
        Operation call = Operation.of("kv.clear", null);
        KeyPattern checkedPattern = call.check(() -> new KeyPattern(pattern));
        return database.write(call, KeyValueStatements.clear(checkedPattern));
    }

    /** The first {@value #DEFAULT_LIMIT} keys that match and have not expired. */
    public KeyPage keys(String pattern) {
        return keys(pattern, null, DEFAULT_LIMIT);
    }

    /**
     * The keys that match and have not expired, in pages.
     *
     * @param after the last key of the page before; null for the first page
     * @param limit at most so many
     */
    public KeyPage keys(String pattern, String after, int limit) {
        Operation call = Operation.of("kv.keys", null);
        KeyPattern checkedPattern = call.check(() -> new KeyPattern(pattern));
        call.check(() -> StoredText.checkOptional(after, "after"));
        call.check(() -> checkedLimit(limit));
        List<String> keys =
                database.read(call, KeyValueStatements.keys(checkedPattern, Optional.ofNullable(after), limit + 1L));
        return keys.size() > limit ? new KeyPage(keys.subList(0, limit), true) : new KeyPage(keys, false);
    }

    /**
     * Removes what has expired, {@value #PURGE_BATCH} keys in each statement, each committed by itself. Skips keys that
     * others are writing.
     *
     * @return how many were removed
     */
    public long purgeExpired() {
        return purgeExpired(removedSoFar -> {});
    }

    /** As {@link #purgeExpired()}, telling after each statement how many have been removed so far. */
    public long purgeExpired(LongConsumer progress) {
        Operation call = Operation.of("kv.purgeExpired", null);
        long purged = 0;
        int batch;
        do {
            batch = database.write(call, KeyValueStatements.purge(PURGE_BATCH));
            purged += batch;
            progress.accept(purged);
        } while (batch > 0);
        return purged;
    }

    private Optional<JsonNode> read(String key) {
        Operation call = Operation.of("kv.get", key);
        call.check(() -> KeyValueInput.key(key));
        Optional<StoredValue> stored = database.read(call, KeyValueStatements.get(key));
        if (stored.isPresent() && stored.get().isExpired() && database.autoCommits()) {
            removeExpired(call, key);
        }
        return stored.filter(value -> !value.isExpired()).map(StoredValue::value);
    }

    /** Tidiness, not a part of the answer: where it may not write, a reader still reads. */
    private void removeExpired(Operation call, String key) {
        try {
            database.write(call, KeyValueStatements.deleteExpired(key));
        } catch (DatabaseException e) {
            if (!SqlStates.isReadOnly(e)) {
                throw e;
            }
        }
    }

    private void set(Operation call, KeySetting setting) {
        database.write(call, setting.statement());
    }

    private void setAll(Map<String, ?> values, Optional<Duration> ttl) {
        Operation call = Operation.of("kv.setAll", null);
        // In the order of keys, so that two callers lock their rows in the same order.
        var checkedValues = new TreeMap<String, JsonNode>();
        call.check(() -> {
            checked(values, "values")
                    .forEach((key, value) ->
                            checkedValues.put(KeyValueInput.key(key), KeyValueInput.value(value, "values." + key)));
            return checkedValues;
        });
        if (!checkedValues.isEmpty()) {
            database.write(call, KeyValueStatements.setAll(checkedValues, ttl));
        }
    }

    private boolean setIfAbsent(Operation call, String key, Object value, Optional<Duration> ttl) {
        call.check(() -> KeyValueInput.key(key));
        JsonNode json = call.check(() -> KeyValueInput.value(value, "value"));
        return database.write(call, KeyValueStatements.setIfAbsent(new KeySetting(key, json, ttl)));
    }

    private boolean compareAndSet(Operation call, String key, Object expected, Object value, Optional<Duration> ttl) {
        call.check(() -> KeyValueInput.key(key));
        JsonNode expectedJson = call.check(() -> KeyValueInput.value(expected, "expected"));
        JsonNode json = call.check(() -> KeyValueInput.value(value, "value"));
        return database.write(call, KeyValueStatements.compareAndSet(new KeySetting(key, json, ttl), expectedJson));
    }

    private static List<String> checkedKeys(Collection<String> keys) {
        checked(keys, "keys").forEach(KeyValueInput::key);
        return List.copyOf(keys);
    }

    private static int checkedLimit(int limit) {
        if (limit < 1) {
            throw new InvalidInputException("limit", "at least 1", String.valueOf(limit));
        }
        return limit;
    }

    private static <T> T checked(T argument, String where) {
        if (argument == null) {
            throw new InvalidInputException(where, "a value", "null");
        }
        return argument;
    }
}

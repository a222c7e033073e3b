package dev.nvent.store.internal.kv;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.Arguments;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.json.JsonConverter;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.SqlStates;
import dev.nvent.store.kv.KeyPage;
import dev.nvent.store.kv.KeyValueStore;
import dev.nvent.store.kv.Lease;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Validates the arguments, and sends statements on keys. */
public final class DefaultKeyValueStore implements KeyValueStore {

    private static final int PURGE_BATCH = 1_000;

    private final Database database;
    private final JsonConverter json;
    private final String tablePrefix;
    private final Optional<ExpiredKeys> expired;

    /** @param expired where reads report expired keys; empty in a transaction, which leaves them */
    public DefaultKeyValueStore(
            Database database, JsonConverter json, String tablePrefix, Optional<ExpiredKeys> expired) {
        this.database = database;
        this.json = json;
        this.tablePrefix = tablePrefix;
        this.expired = expired;
    }

    @Override
    public Optional<Object> get(String key) {
        return read(key).map(Json::toJava);
    }

    @Override
    public <T> Optional<T> get(String key, Class<T> type) {
        validate(Operation.of("kv.get", key), () -> required(type, "type"));
        return read(key).map(value -> json.toJava(value, type, "value"));
    }

    @Override
    public Map<String, Object> getAll(Collection<String> keys) {
        Operation call = Operation.of("kv.getAll");
        List<String> checkedKeys = validate(call, () -> checkedKeys(keys));
        var found = new HashMap<String, JsonNode>();
        database.read(call, KeyValueStatements.getAll(checkedKeys))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        var inOrder = new LinkedHashMap<String, Object>();
        checkedKeys.stream().filter(found::containsKey).forEach(key -> inOrder.put(key, Json.toJava(found.get(key))));
        return inOrder;
    }

    @Override
    public void set(String key, Object value) {
        Operation call = Operation.of("kv.set", key);
        set(call, validate(call, () -> KeySetting.forEver(key, value, json)));
    }

    @Override
    public void set(String key, Object value, Duration ttl) {
        Operation call = Operation.of("kv.set", key);
        set(call, validate(call, () -> KeySetting.of(key, value, ttl, json)));
    }

    @Override
    public void setAll(Map<String, ?> values) {
        setAll(values, Optional.empty());
    }

    @Override
    public void setAll(Map<String, ?> values, Duration ttl) {
        setAll(values, Optional.of(validate(Operation.of("kv.setAll"), () -> KeyValueInput.ttl(ttl))));
    }

    @Override
    public boolean setIfAbsent(String key, Object value) {
        return setIfAbsent(Operation.of("kv.setIfAbsent", key), key, value, Optional.empty());
    }

    @Override
    public boolean setIfAbsent(String key, Object value, Duration ttl) {
        Operation call = Operation.of("kv.setIfAbsent", key);
        return setIfAbsent(call, key, value, Optional.of(validate(call, () -> KeyValueInput.ttl(ttl))));
    }

    @Override
    public boolean compareAndSet(String key, Object expected, Object value) {
        return compareAndSet(Operation.of("kv.compareAndSet", key), key, expected, value, Optional.empty());
    }

    @Override
    public boolean compareAndSet(String key, Object expected, Object value, Duration ttl) {
        Operation call = Operation.of("kv.compareAndSet", key);
        return compareAndSet(call, key, expected, value, Optional.of(validate(call, () -> KeyValueInput.ttl(ttl))));
    }

    @Override
    public BigDecimal increment(String key, long delta) {
        return increment(key, BigDecimal.valueOf(delta));
    }

    @Override
    public BigDecimal increment(String key, BigDecimal delta) {
        Operation call = Operation.of("kv.increment", key);
        validate(call, () -> KeyValueInput.key(key));
        validate(call, () -> Json.ofNumber(delta, "delta"));
        try {
            return database.write(call, KeyValueStatements.increment(key, delta));
        } catch (DatabaseException e) {
            throw SqlStates.incrementRefused(e)
                    .<RuntimeException>map(reason -> new IncrementException(call, null, reason))
                    .orElse(e);
        }
    }

    @Override
    public boolean delete(String key) {
        Operation call = Operation.of("kv.delete", key);
        validate(call, () -> KeyValueInput.key(key));
        return database.write(call, KeyValueStatements.delete(key)).orElse(false);
    }

    @Override
    public int clear(String pattern) {
        Operation call = Operation.of("kv.clear");
        KeyPattern checkedPattern = validate(call, () -> new KeyPattern(pattern));
        return database.write(call, KeySelectionStatements.clear(checkedPattern));
    }

    @Override
    public KeyPage keys(String pattern) {
        return keys(pattern, null, DEFAULT_LIMIT);
    }

    @Override
    public KeyPage keys(String pattern, @Nullable String after, int limit) {
        Operation call = Operation.of("kv.keys");
        KeyPattern checkedPattern = validate(call, () -> new KeyPattern(pattern));
        validate(call, () -> StoredText.checkOptional(after, "after"));
        validate(call, () -> checkedLimit(limit));
        List<String> keys = database.read(
                call, KeySelectionStatements.keys(checkedPattern, Optional.ofNullable(after), limit + 1L));
        return keys.size() > limit ? new KeyPage(keys.subList(0, limit), true) : new KeyPage(keys, false);
    }

    @Override
    public long purgeExpired() {
        return purgeExpired(removedSoFar -> {});
    }

    @Override
    public long purgeExpired(LongConsumer progress) {
        Operation call = Operation.of("kv.purgeExpired");
        validate(call, () -> required(progress, "progress"));
        long purged = 0;
        int batch;
        do {
            batch = database.write(call, KeySelectionStatements.purge(PURGE_BATCH));
            purged += batch;
            progress.accept(purged);
        } while (batch > 0);
        return purged;
    }

    @Override
    public Optional<Lease> acquire(String key, String owner, Duration duration) {
        Operation call = Operation.of("kv.acquire", key);
        validate(call, () -> KeyValueInput.key(key));
        validate(call, () -> StoredText.check(owner, "owner"));
        Duration checked = validate(call, () -> Arguments.lease(duration, "duration"));
        return database.write(call, LeaseStatements.acquire(tablePrefix, key, owner, checked))
                .map(token -> new Lease(key, token, checked));
    }

    @Override
    public boolean renew(Lease lease, Duration duration) {
        Operation call = lease("kv.renew", lease);
        Duration checked = validate(call, () -> Arguments.lease(duration, "duration"));
        return database.write(call, LeaseStatements.renew(tablePrefix, lease, checked));
    }

    @Override
    public boolean release(Lease lease) {
        return database.write(lease("kv.release", lease), LeaseStatements.release(lease))
                .orElse(false);
    }

    private static Operation lease(String operation, Lease lease) {
        return Operation.of(
                operation,
                validate(
                        Operation.of(operation),
                        () -> KeyValueInput.key(required(lease, "lease").key())));
    }

    private Optional<JsonNode> read(String key) {
        Operation call = Operation.of("kv.get", key);
        validate(call, () -> KeyValueInput.key(key));
        Optional<StoredValue> stored = database.read(call, KeyValueStatements.get(key));
        if (stored.isPresent() && stored.get().isExpired()) {
            expired.ifPresent(keys -> keys.found(key));
            return Optional.empty();
        }
        // The Node adapter writes JSON null for a key without a value.
        return stored.map(StoredValue::value).filter(value -> !value.isNull());
    }

    private void set(Operation call, KeySetting setting) {
        database.write(call, setting.statement());
    }

    private void setAll(Map<String, ?> values, Optional<Duration> ttl) {
        Operation call = Operation.of("kv.setAll");
        // In the order of keys, so that two callers lock their rows in the same order.
        var checkedValues = new TreeMap<String, JsonNode>();
        validate(call, () -> {
            // The type of the keys is unchecked: a map with keys of another type is bad input too.
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) required(values, "values")).entrySet()) {
                String key = KeyValueInput.key(entry.getKey());
                checkedValues.put(key, KeyValueInput.value(entry.getValue(), "values." + key, json));
            }
            return checkedValues;
        });
        if (!checkedValues.isEmpty()) {
            database.write(call, KeyValueStatements.setAll(checkedValues, ttl));
        }
    }

    private boolean setIfAbsent(Operation call, String key, Object value, Optional<Duration> ttl) {
        validate(call, () -> KeyValueInput.key(key));
        JsonNode checkedValue = validate(call, () -> KeyValueInput.value(value, "value", json));
        return database.write(call, KeyValueStatements.setIfAbsent(new KeySetting(key, checkedValue, ttl)));
    }

    private boolean compareAndSet(Operation call, String key, Object expected, Object value, Optional<Duration> ttl) {
        validate(call, () -> KeyValueInput.key(key));
        JsonNode expectedJson = validate(call, () -> KeyValueInput.value(expected, "expected", json));
        JsonNode checkedValue = validate(call, () -> KeyValueInput.value(value, "value", json));
        return database.write(
                call, KeyValueStatements.compareAndSet(new KeySetting(key, checkedValue, ttl), expectedJson));
    }

    private static List<String> checkedKeys(Collection<String> keys) {
        for (Object key : required(keys, "keys")) {
            KeyValueInput.key(key);
        }
        return List.copyOf(keys);
    }

    private static int checkedLimit(int limit) {
        if (limit < 1) {
            throw new InvalidInputException("limit", "at least 1", String.valueOf(limit));
        }
        return limit;
    }
}

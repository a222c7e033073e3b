package dev.nvent.store.kv;

import static dev.nvent.store.jooq.Tables.KV;

import dev.nvent.store.sql.Change;
import dev.nvent.store.sql.Columns;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.Select;
import tools.jackson.databind.JsonNode;

/**
 * A key that is set.
 *
 * @param ttl for how long; empty for ever
 */
public record KeySetting(String key, JsonNode value, Optional<Duration> ttl) implements Change<Void> {

    /** Checks the key and the value. */
    public static KeySetting forEver(String key, Object value) {
        return new KeySetting(KeyValueInput.key(key), KeyValueInput.value(value, "value"), Optional.empty());
    }

    /** Checks the key, the value and the time to live. */
    public static KeySetting of(String key, Object value, Duration ttl) {
        return new KeySetting(
                KeyValueInput.key(key), KeyValueInput.value(value, "value"), Optional.of(KeyValueInput.ttl(ttl)));
    }

    @Override
    public List<String> shape() {
        return List.of("kv.set");
    }

    @Override
    public Optional<Select<?>> lock(DSLContext dsl) {
        return Optional.empty();
    }

    @Override
    public List<Object> lockValues() {
        return List.of();
    }

    @Override
    public ResultQuery<?> make(DSLContext dsl, Condition ready) {
        return KeyValueStatements.setIf(dsl, ready, this).returningResult(KV.KEY);
    }

    @Override
    public List<?> makeValues() {
        return KeyValueStatements.values(this);
    }

    @Override
    public Void read(Columns columns) throws SQLException {
        columns.next(String.class);
        return null;
    }
}

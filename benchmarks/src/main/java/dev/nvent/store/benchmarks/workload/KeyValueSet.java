package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Variant;
import java.sql.Types;
import java.util.List;
import java.util.Map;

/** Replaces the value of a random key with a small JSON object. */
final class KeyValueSet extends FastPathWorkload {

    KeyValueSet() {
        super("kv set", Dataset.KEYS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(Variant.of(Variant.STORE, KeyValueSet::store), Variant.of(Variant.JDBC, KeyValueSet::jdbc));
    }

    private static Operation store(BenchDatabase database) {
        var kv = database.store().kv();
        return () -> {
            kv.set(Dataset.randomId(), value());
            return kv;
        };
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.captureStatement(store -> store.kv().set("id-0", value()));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                sql,
                statement -> {
                    statement.setString(1, Dataset.randomId());
                    statement.setString(2, "{\"state\":\"open\",\"count\":7}");
                    statement.setNull(3, Types.NULL);
                },
                row -> row.getString(1));
    }

    private static Map<String, Object> value() {
        return Map.of("state", "open", "count", 7);
    }
}

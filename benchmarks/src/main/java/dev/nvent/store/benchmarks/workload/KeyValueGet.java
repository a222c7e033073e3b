package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Variant;
import java.util.List;

/** Reads a small JSON object: the store returns a map, bare JDBC returns JSON text. */
final class KeyValueGet extends FastPathWorkload {

    KeyValueGet() {
        super("kv get", Dataset.KEYS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(Variant.STORE, database -> store(database, Dataset.KEYS)),
                Variant.of(Variant.JDBC, KeyValueGet::jdbc));
    }

    static Operation store(BenchDatabase database, Dataset keys) {
        var kv = database.store(keys.prefix()).kv();
        return () -> kv.get(Dataset.randomId()).orElseThrow();
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.captureStatement(store -> store.kv().get("id-0"));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                sql,
                statement -> statement.setString(1, Dataset.randomId()),
                row -> row.getBoolean(2) ? row.getString(1) : null);
    }
}

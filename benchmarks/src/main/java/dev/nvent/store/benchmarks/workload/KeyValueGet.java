package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Side;
import java.util.List;

/** A small object: as a map from the store, as its text from bare JDBC. */
final class KeyValueGet extends HotOperation {

    KeyValueGet() {
        super("kv get", Dataset.KEYS);
    }

    @Override
    public List<Side> sides() {
        return List.of(
                Side.of(Side.STORE, database -> store(database, Dataset.KEYS)), Side.of(Side.JDBC, KeyValueGet::jdbc));
    }

    static Operation store(BenchDatabase database, Dataset keys) {
        var kv = database.store(keys.prefix()).kv();
        return () -> kv.get(Dataset.any()).orElseThrow();
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.textOf(store -> store.kv().get("id-0"));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                sql,
                statement -> statement.setString(1, Dataset.any()),
                row -> row.getBoolean(2) ? row.getString(1) : null);
    }
}

package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Side;
import java.sql.Types;
import java.util.List;
import java.util.Map;

/** A small object, in the place of what any key had. */
final class KeyValueSet extends HotOperation {

    KeyValueSet() {
        super("kv set", Dataset.KEYS);
    }

    @Override
    public List<Side> sides() {
        return List.of(Side.of(Side.STORE, KeyValueSet::store), Side.of(Side.JDBC, KeyValueSet::jdbc));
    }

    private static Operation store(BenchDatabase database) {
        var kv = database.store().kv();
        return () -> {
            kv.set(Dataset.any(), value());
            return kv;
        };
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.textOf(store -> store.kv().set("id-0", value()));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.execute(sql, statement -> {
            statement.setString(1, Dataset.any());
            statement.setString(2, "{\"state\":\"open\",\"count\":7}");
            statement.setNull(3, Types.NULL);
        });
    }

    private static Map<String, Object> value() {
        return Map.of("state", "open", "count", 7);
    }
}

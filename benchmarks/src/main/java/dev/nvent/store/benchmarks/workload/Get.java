package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Side;
import java.util.List;

/** Any run, with its document of 2 KB as text. */
final class Get extends HotOperation {

    Get() {
        super("get", Dataset.RUNS);
    }

    @Override
    public List<Side> sides() {
        return List.of(
                Side.of(Side.STORE, Get::store), Side.of(Side.JDBC, Get::jdbc), Side.of(Side.ALL_JSONB, Get::allJsonb));
    }

    private static Operation store(BenchDatabase database) {
        var runs = database.store().flowRuns("bench");
        return () -> runs.get(Dataset.any()).orElseThrow();
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.textOf(store -> store.flowRuns("bench").get("id-0"));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                sql,
                statement -> {
                    statement.setString(1, "bench");
                    statement.setString(2, Dataset.any());
                },
                RunRow::read);
    }

    private static Operation allJsonb(BenchDatabase database) {
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                AllJsonb.GET,
                statement -> {
                    statement.setString(1, "bench");
                    statement.setString(2, Dataset.any());
                },
                row -> new Object[] {row.getLong(1), row.getString(2), row.getInt(3)});
    }
}

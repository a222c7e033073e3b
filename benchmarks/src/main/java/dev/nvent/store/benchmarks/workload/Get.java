package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Variant;
import java.util.List;

/** Reads a random run with its 2 KB document. */
final class Get extends FastPathWorkload {

    Get() {
        super("get", Dataset.RUNS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(Variant.STORE, Get::store),
                Variant.of(Variant.JDBC, Get::jdbc),
                Variant.of(Variant.ALL_JSONB, Get::allJsonb));
    }

    private static Operation store(BenchDatabase database) {
        var runs = database.store().flowRuns("bench");
        return () -> runs.get(Dataset.randomId()).orElseThrow();
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.captureStatement(store -> store.flowRuns("bench").get("id-0"));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                sql,
                statement -> {
                    statement.setString(1, "bench");
                    statement.setString(2, Dataset.randomId());
                },
                RunRow::read);
    }

    private static Operation allJsonb(BenchDatabase database) {
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                AllJsonb.GET,
                statement -> {
                    statement.setString(1, "bench");
                    statement.setString(2, Dataset.randomId());
                },
                row -> new Object[] {row.getLong(1), row.getString(2), row.getInt(3)});
    }
}

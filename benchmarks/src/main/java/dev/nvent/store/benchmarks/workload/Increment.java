package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.field.FlowRunFields;
import java.util.List;

/** Increments a counter of a random run. */
final class Increment extends FastPathWorkload {

    Increment() {
        super("increment", Dataset.RUNS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(Variant.STORE, Increment::store),
                Variant.of(Variant.JDBC, Increment::jdbc),
                Variant.of(Variant.ALL_JSONB, Increment::allJsonb));
    }

    private static Operation store(BenchDatabase database) {
        var runs = database.store().flowRuns("bench");
        return () -> runs.increment(Dataset.randomId(), FlowRunFields.COMPLETED_STEPS, 1);
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.captureStatement(
                store -> store.flowRuns("bench").increment("id-0", FlowRunFields.COMPLETED_STEPS, 1));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                sql,
                statement -> {
                    statement.setInt(1, 1);
                    statement.setString(2, "bench");
                    statement.setString(3, Dataset.randomId());
                },
                row -> row.getInt(1));
    }

    private static Operation allJsonb(BenchDatabase database) {
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                AllJsonb.INCREMENT,
                statement -> {
                    statement.setInt(1, 1);
                    statement.setString(2, "bench");
                    statement.setString(3, Dataset.randomId());
                },
                row -> row.getInt(1));
    }
}

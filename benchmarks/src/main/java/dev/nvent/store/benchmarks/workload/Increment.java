package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Side;
import dev.nvent.store.catalog.FlowRunFields;
import java.util.List;

/** A counter of any of ten thousand runs. */
final class Increment extends HotOperation {

    Increment() {
        super("increment", Dataset.RUNS);
    }

    @Override
    public List<Side> sides() {
        return List.of(
                Side.of(Side.STORE, Increment::store),
                Side.of(Side.JDBC, Increment::jdbc),
                Side.of(Side.ALL_JSONB, Increment::allJsonb));
    }

    private static Operation store(BenchDatabase database) {
        var runs = database.store().flowRuns("bench");
        return () -> runs.increment(Dataset.any(), FlowRunFields.COMPLETED_STEPS, 1);
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql =
                database.textOf(store -> store.flowRuns("bench").increment("id-0", FlowRunFields.COMPLETED_STEPS, 1));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                sql,
                statement -> {
                    statement.setInt(1, 1);
                    statement.setString(2, "bench");
                    statement.setString(3, Dataset.any());
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
                    statement.setString(3, Dataset.any());
                },
                row -> row.getInt(1));
    }
}

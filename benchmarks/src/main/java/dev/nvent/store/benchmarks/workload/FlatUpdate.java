package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Side;
import dev.nvent.store.catalog.FlowRunFields;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.routing.Patch;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Status and step count of any run, which has a document of 2 KB besides. */
final class FlatUpdate extends HotOperation {

    FlatUpdate() {
        super("flat update", Dataset.RUNS);
    }

    @Override
    public List<Side> sides() {
        return List.of(
                Side.of(Side.STORE, database -> store(database, "bench", Dataset::any)),
                Side.of(Side.JDBC, FlatUpdate::jdbc),
                Side.of(Side.ALL_JSONB, database -> allJsonb(database, "bench", Dataset::any)));
    }

    static Operation store(BenchDatabase database, String flow, Supplier<String> run) {
        var runs = database.store().flowRuns(flow);
        return () -> runs.update(run.get(), patch(number()));
    }

    static Operation allJsonb(BenchDatabase database, String flow, Supplier<String> run) {
        return AllJsonb.merge(database, flow, run, () -> "{\"status\":\"running\",\"stepCount\":" + number() + "}");
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.textOf(store -> store.flowRuns("bench").update("id-0", patch(1)));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                sql,
                statement -> {
                    statement.setString(1, "running");
                    statement.setInt(2, number());
                    statement.setString(3, "bench");
                    statement.setString(4, Dataset.any());
                },
                row -> row.getInt(1));
    }

    private static Patch<FlowRunsRecord> patch(int steps) {
        return Patch.of(FlowRunFields.STATUS, "running").and(FlowRunFields.STEP_COUNT, steps);
    }

    private static int number() {
        return ThreadLocalRandom.current().nextInt(1_000);
    }
}

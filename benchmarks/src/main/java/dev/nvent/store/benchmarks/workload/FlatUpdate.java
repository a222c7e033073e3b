package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Updates status and step count of a random run, which also has a 2 KB document. */
final class FlatUpdate extends FastPathWorkload {

    FlatUpdate() {
        super("flat update", Dataset.RUNS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(Variant.STORE, database -> store(database, "bench", Dataset::randomId)),
                Variant.of(Variant.JDBC, FlatUpdate::jdbc),
                Variant.of(Variant.ALL_JSONB, database -> allJsonb(database, "bench", Dataset::randomId)));
    }

    static Operation store(BenchDatabase database, String flow, Supplier<String> run) {
        var runs = database.store().flowRuns(flow);
        return () -> runs.update(run.get(), patch(number()));
    }

    static Operation allJsonb(BenchDatabase database, String flow, Supplier<String> run) {
        return AllJsonb.merge(database, flow, run, () -> "{\"status\":\"running\",\"stepCount\":" + number() + "}");
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.captureStatement(store -> store.flowRuns("bench").update("id-0", patch(1)));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                sql,
                statement -> {
                    statement.setString(1, "running");
                    statement.setInt(2, number());
                    statement.setString(3, "bench");
                    statement.setString(4, Dataset.randomId());
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

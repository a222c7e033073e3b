package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Side;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.catalog.FlowRunFields;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.routing.Patch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** One key, two levels down in a document of 2 KB. */
final class DeepMerge implements Workload {

    private static final String FLAT = "flat update";

    @Override
    public String name() {
        return "deep merge";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.RUNS);
    }

    @Override
    public List<Side> sides() {
        return List.of(
                Side.of(Side.STORE, DeepMerge::store),
                Side.of(FLAT, database -> FlatUpdate.store(database, "bench", Dataset::any)),
                Side.of(Side.JDBC, DeepMerge::jdbc),
                Side.of(
                        Side.ALL_JSONB,
                        database -> AllJsonb.merge(
                                database, "bench", Dataset::any, () -> "{\"emittedEvents\":" + patch(number()) + "}")));
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.latency(Side.STORE, FLAT, 1.25),
                Target.information(Side.STORE, Side.JDBC),
                Target.information(Side.ALL_JSONB, Side.STORE));
    }

    private static Operation store(BenchDatabase database) {
        var runs = database.store().flowRuns("bench");
        return () -> runs.update(Dataset.any(), typedPatch(number()));
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.textOf(store -> store.flowRuns("bench").update("id-0", typedPatch(1)));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                sql,
                statement -> {
                    statement.setString(1, patch(number()));
                    statement.setString(2, "bench");
                    statement.setString(3, Dataset.any());
                },
                row -> row.getInt(1));
    }

    private static Patch<FlowRunsRecord> typedPatch(int count) {
        return Patch.of(FlowRunFields.EMITTED_EVENTS, Map.of("item7", Map.of("count", count)));
    }

    private static String patch(int count) {
        return "{\"item7\":{\"count\":" + count + "}}";
    }

    private static int number() {
        return ThreadLocalRandom.current().nextInt(1_000);
    }
}

package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Sets a nested key in a 2 KB document. */
final class DeepMerge implements Workload {

    private static final String FLAT = "flat update";
    private static final String JSONB_SET = "plain jsonb_set";
    private static final String JSONB_SET_SQL = "UPDATE " + BenchDatabase.SCHEMA + ".nvent_flow_runs"
            + " SET emitted_events = jsonb_set(emitted_events, '{item7,count}', ?::jsonb),"
            + " version = coalesce(version, 0) + 1, updated_at = current_timestamp"
            + " WHERE flow_name = ? AND run_id = ? RETURNING version";

    @Override
    public String name() {
        return "deep merge";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.RUNS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(Variant.STORE, DeepMerge::store),
                Variant.of(FLAT, database -> FlatUpdate.store(database, "bench", Dataset::randomId)),
                Variant.of(Variant.JDBC, DeepMerge::jdbc),
                Variant.of(JSONB_SET, DeepMerge::jsonbSet),
                Variant.of(
                        Variant.ALL_JSONB,
                        database -> AllJsonb.merge(
                                database,
                                "bench",
                                Dataset::randomId,
                                () -> "{\"emittedEvents\":" + patch(number()) + "}")));
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.latency(Variant.STORE, FLAT, 1.25),
                Target.comparison(JSONB_SET, FLAT),
                Target.comparison(Variant.STORE, Variant.JDBC),
                Target.comparison(Variant.ALL_JSONB, Variant.STORE));
    }

    private static Operation store(BenchDatabase database) {
        var runs = database.store().flowRuns("bench");
        return () -> runs.update(Dataset.randomId(), typedPatch(number()));
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.captureStatement(store -> store.flowRuns("bench").update("id-0", typedPatch(1)));
        return update(database, sql, () -> patch(number()));
    }

    /** The cost of the same change in PostgreSQL itself, without the merge function of the store. */
    private static Operation jsonbSet(BenchDatabase database) {
        return update(database, JSONB_SET_SQL, () -> String.valueOf(number()));
    }

    private static Operation update(BenchDatabase database, String sql, Supplier<String> json) {
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                sql,
                statement -> {
                    statement.setString(1, json.get());
                    statement.setString(2, "bench");
                    statement.setString(3, Dataset.randomId());
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

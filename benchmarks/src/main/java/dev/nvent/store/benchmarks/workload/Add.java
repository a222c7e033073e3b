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
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Adds a run. */
final class Add extends FastPathWorkload {

    Add() {
        super("add", Dataset.RUNS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(Variant.STORE, Add::store),
                Variant.of(Variant.JDBC, Add::jdbc),
                Variant.of(Variant.ALL_JSONB, Add::allJsonb));
    }

    private static Operation store(BenchDatabase database) {
        var runs = database.store().flowRuns("bench");
        return () -> runs.add(newId(), 1_000_000, patch());
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.captureStatement(store -> store.flowRuns("bench").add(newId(), 1_000_000, patch()));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                sql,
                statement -> {
                    statement.setString(1, "bench");
                    statement.setString(2, newId());
                    statement.setLong(3, 1_000_000);
                    statement.setString(4, "{\"started\":1}");
                    statement.setString(5, "running");
                    statement.setInt(6, 5);
                },
                row -> row.getInt(1));
    }

    private static Operation allJsonb(BenchDatabase database) {
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                AllJsonb.ADD,
                statement -> {
                    statement.setString(1, "bench");
                    statement.setString(2, newId());
                    statement.setLong(3, 1_000_000);
                    statement.setString(
                            4, "{\"status\":\"running\",\"stepCount\":5,\"emittedEvents\":{\"started\":1}}");
                },
                row -> row.getInt(1));
    }

    private static Patch<FlowRunsRecord> patch() {
        return Patch.of(FlowRunFields.STATUS, "running")
                .and(FlowRunFields.STEP_COUNT, 5)
                .and(FlowRunFields.EMITTED_EVENTS, Map.of("started", 1));
    }

    private static String newId() {
        return "new-" + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    }
}

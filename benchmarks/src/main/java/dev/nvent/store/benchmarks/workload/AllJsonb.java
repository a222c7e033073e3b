package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Operation;
import java.util.function.Supplier;

/** SQL of the all-JSONB variant: one table with all metadata in a single document. */
final class AllJsonb {

    private static final String TABLE = '"' + BenchDatabase.SCHEMA + "\".all_jsonb";

    static final String INCREMENT = "UPDATE " + TABLE + " SET metadata = jsonb_set(metadata, '{completedSteps}',"
            + " to_jsonb(coalesce((metadata ->> 'completedSteps')::int, 0) + ?)), version = version + 1, updated_at = now()"
            + " WHERE flow_name = ? AND run_id = ? RETURNING (metadata ->> 'completedSteps')::int";

    static final String MERGE = "UPDATE " + TABLE + " SET metadata = \"" + BenchDatabase.SCHEMA
            + "\".nvent_jsonb_deep_merge(metadata, ?::jsonb), version = version + 1, updated_at = now()"
            + " WHERE flow_name = ? AND run_id = ? RETURNING version";

    static final String ADD =
            "INSERT INTO " + TABLE + " (flow_name, run_id, score, metadata) VALUES (?, ?, ?, ?::jsonb)"
                    + " ON CONFLICT (flow_name, run_id) DO UPDATE SET score = excluded.score, metadata = excluded.metadata,"
                    + " version = all_jsonb.version + 1, updated_at = now() RETURNING version";

    static final String GET = "SELECT score, metadata, version FROM " + TABLE + " WHERE flow_name = ? AND run_id = ?";

    private AllJsonb() {}

    /** Returns an operation that merges a patch into the metadata of a run, in one statement. */
    static Operation merge(BenchDatabase database, String flow, Supplier<String> run, Supplier<String> patch) {
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                MERGE,
                statement -> {
                    statement.setString(1, patch.get());
                    statement.setString(2, flow);
                    statement.setString(3, run.get());
                },
                row -> row.getInt(1));
    }
}

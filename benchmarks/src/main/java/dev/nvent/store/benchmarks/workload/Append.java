package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.stream.NewEvent;
import java.util.List;
import java.util.Map;

/** Appends an event with all fields and a small payload to the stream of a random run. */
final class Append extends FastPathWorkload {

    static final String DATA = "{\"amount\":42,\"currency\":\"EUR\"}";

    Append() {
        super("append", Dataset.EVENTS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(Variant.of(Variant.STORE, Append::store), Variant.of(Variant.JDBC, Append::jdbc));
    }

    static NewEvent event() {
        return NewEvent.of("step.completed")
                .withFlowName("bench")
                .withStep("pay", "pay-1")
                .withAttempt(1)
                .withData(Map.of("amount", 42, "currency", "EUR"));
    }

    static Operation store(BenchDatabase database) {
        var store = database.store();
        return () -> store.flowRunEvents(Dataset.randomId()).append(event());
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.captureStatement(store -> {
            // The first append checks that the stream has no versions.
            store.flowRunEvents("id-0").append(event());
            store.flowRunEvents("id-0").append(event());
        });
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetch(
                sql,
                statement -> {
                    statement.setString(1, Dataset.randomId());
                    statement.setString(2, "step.completed");
                    statement.setString(3, "bench");
                    statement.setString(4, "pay");
                    statement.setString(5, "pay-1");
                    statement.setInt(6, 1);
                    statement.setString(7, DATA);
                },
                row -> new long[] {row.getLong(1), row.getLong(2)});
    }
}

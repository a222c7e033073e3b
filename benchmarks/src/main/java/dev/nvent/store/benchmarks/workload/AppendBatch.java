package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.stream.NewEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Appends 500 events in one statement, compared with single appends. */
final class AppendBatch implements Workload {

    private static final int SIZE = 500;
    private static final String SINGLE = "single appends";

    @Override
    public String name() {
        return "batch append 500";
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                new Variant(Variant.STORE, SIZE, AppendBatch::store),
                Variant.of(SINGLE, Append::store),
                new Variant(Variant.JDBC, SIZE, AppendBatch::jdbc));
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.latency(Variant.STORE, SINGLE, 1 / 20.0), Target.comparison(Variant.STORE, Variant.JDBC));
    }

    private static List<NewEvent> batch() {
        return Stream.generate(Append::event).limit(SIZE).toList();
    }

    private static Operation store(BenchDatabase database) {
        var store = database.store();
        return () -> store.flowRunEvents(Dataset.randomId()).appendAll(batch());
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql =
                database.captureStatement(store -> store.flowRunEvents("id-0").appendAll(batch()));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetchAll(sql, AppendBatch::bind, row -> new long[] {row.getLong(1), row.getLong(2)});
    }

    private static void bind(PreparedStatement statement) throws SQLException {
        String run = Dataset.randomId();
        bindTexts(statement, 1, run);
        bindTexts(statement, 2, "step.completed");
        bindTexts(statement, 3, "bench");
        bindTexts(statement, 4, "pay");
        bindTexts(statement, 5, "pay-1");
        Object[] attempts = Collections.nCopies(SIZE, 1).toArray(Integer[]::new);
        statement.setArray(6, statement.getConnection().createArrayOf("int4", attempts));
        bindTexts(statement, 7, Append.DATA);
        statement.setArray(8, statement.getConnection().createArrayOf("text", new Object[] {run}));
    }

    private static void bindTexts(PreparedStatement statement, int index, String text) throws SQLException {
        Object[] texts = Collections.nCopies(SIZE, text).toArray(String[]::new);
        statement.setArray(index, statement.getConnection().createArrayOf("text", texts));
    }
}

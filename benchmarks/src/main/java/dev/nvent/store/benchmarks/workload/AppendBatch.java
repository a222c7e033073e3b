package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Side;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.stream.NewEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Five hundred events in one statement, beside one by one. */
final class AppendBatch implements Workload {

    private static final int SIZE = 500;
    private static final String SINGLE = "single appends";

    @Override
    public String name() {
        return "batch append 500";
    }

    @Override
    public List<Side> sides() {
        return List.of(
                new Side(Side.STORE, SIZE, AppendBatch::store),
                Side.of(SINGLE, Append::store),
                new Side(Side.JDBC, SIZE, AppendBatch::jdbc));
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.latency(Side.STORE, SINGLE, 1 / 20.0), Target.information(Side.STORE, Side.JDBC));
    }

    private static List<NewEvent> batch() {
        return Stream.generate(Append::event).limit(SIZE).toList();
    }

    private static Operation store(BenchDatabase database) {
        var store = database.store();
        return () -> store.flowRunEvents(Dataset.any()).appendAll(batch());
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.textOf(store -> store.flowRunEvents("id-0").appendAll(batch()));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetchAll(sql, AppendBatch::bind, row -> new long[] {row.getLong(1), row.getLong(2)});
    }

    private static void bind(PreparedStatement statement) throws SQLException {
        String run = Dataset.any();
        texts(statement, 1, run);
        texts(statement, 2, "step.completed");
        texts(statement, 3, run);
        texts(statement, 4, "bench");
        texts(statement, 5, "pay");
        texts(statement, 6, "pay-1");
        Object[] attempts = Collections.nCopies(SIZE, 1).toArray(Integer[]::new);
        statement.setArray(7, statement.getConnection().createArrayOf("int4", attempts));
        texts(statement, 8, Append.DATA);
    }

    private static void texts(PreparedStatement statement, int place, String text) throws SQLException {
        Object[] texts = Collections.nCopies(SIZE, text).toArray(String[]::new);
        statement.setArray(place, statement.getConnection().createArrayOf("text", texts));
    }
}

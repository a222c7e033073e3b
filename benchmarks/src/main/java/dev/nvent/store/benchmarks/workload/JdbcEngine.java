package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.function.Consumer;

/** Runs the SQL of {@link StoreEngine} as separate prepared statements. */
final class JdbcEngine implements Engine {

    private final BareJdbc jdbc;
    private final String add;
    private final String append;
    private final String stepUpdate;
    private final String stepIncrement;
    private final String keySet;
    private final String completion;
    private final String total;
    private final String running;
    private final String success;

    JdbcEngine(BenchDatabase database) {
        jdbc = database.jdbc();
        List<String> started = statements(database, engine -> engine.start("flow-0", "recorded"));
        List<String> stepped = statements(database, engine -> engine.step("flow-0", "recorded", 1));
        List<String> completed = statements(database, engine -> engine.complete("flow-0", "recorded"));
        add = started.get(0);
        append = stepped.get(1);
        total = started.get(2);
        running = started.get(3);
        stepUpdate = stepped.get(2);
        stepIncrement = stepped.get(3);
        keySet = stepped.get(4);
        completion = completed.get(1);
        success = completed.get(2);
    }

    private static List<String> statements(BenchDatabase database, Consumer<StoreEngine> work) {
        return database.captureStatements(store -> work.accept(new StoreEngine(store)));
    }

    @Override
    public void start(String flow, String run) throws SQLException {
        jdbc.fetch(
                add,
                statement -> {
                    statement.setString(1, flow);
                    statement.setString(2, run);
                    statement.setLong(3, System.currentTimeMillis());
                    statement.setString(4, "running");
                    statement.setInt(5, STEPS);
                },
                row -> row.getInt(1));
        append(flow, run, "flow.start", null);
        increment(total, flow, 1);
        increment(running, flow, 1);
    }

    @Override
    public void step(String flow, String run, int number) throws SQLException {
        String step = "step-" + number;
        append(flow, run, "step.started", step);
        append(flow, run, "step.completed", step);
        jdbc.fetch(
                stepUpdate,
                statement -> {
                    statement.setString(1, "{\"" + step + "\":1}");
                    statement.setLong(2, System.currentTimeMillis());
                    statement.setString(3, "running");
                    statement.setString(4, flow);
                    statement.setString(5, run);
                },
                row -> row.getInt(1));
        jdbc.fetch(
                stepIncrement,
                statement -> {
                    statement.setInt(1, 1);
                    statement.setString(2, flow);
                    statement.setString(3, run);
                },
                row -> row.getInt(1));
        jdbc.fetch(
                keySet,
                statement -> {
                    statement.setString(1, "deadline:" + run);
                    statement.setString(2, "{\"step\":" + number + "}");
                    statement.setNull(3, Types.NULL);
                },
                row -> row.getString(1));
    }

    @Override
    public void complete(String flow, String run) throws SQLException {
        append(flow, run, "flow.completed", null);
        jdbc.fetch(
                completion,
                statement -> {
                    statement.setLong(1, System.currentTimeMillis());
                    statement.setString(2, "completed");
                    statement.setString(3, flow);
                    statement.setString(4, run);
                },
                row -> row.getInt(1));
        increment(success, flow, 1);
        increment(running, flow, -1);
    }

    private void append(String flow, String run, String type, String step) throws SQLException {
        jdbc.fetch(
                append,
                statement -> {
                    statement.setString(1, run);
                    statement.setString(2, type);
                    statement.setString(3, flow);
                    statement.setString(4, step);
                    statement.setString(5, step);
                    statement.setInt(6, 1);
                    statement.setString(7, Append.DATA);
                },
                row -> new long[] {row.getLong(1), row.getLong(2)});
    }

    private void increment(String counter, String flow, int delta) throws SQLException {
        jdbc.fetch(
                counter,
                statement -> {
                    statement.setInt(1, delta);
                    statement.setString(2, flow);
                },
                row -> row.getInt(1));
    }
}

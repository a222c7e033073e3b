package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.RecordedCall;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Runs the SQL of {@link TransitionEngine}: all statements of a transition in one text of one prepared statement. Nothing
 * that sends the same statements in the same transactions can take less.
 */
final class PipelinedEngine implements Engine {

    private static final String FLOW = "flow-0";
    private static final String RUN = "recorded";
    private static final long LONG_AGO =
            System.currentTimeMillis() - Duration.ofDays(1).toMillis();

    private final DataSource pool;
    private final RecordedCall start;
    private final List<RecordedCall> steps = new ArrayList<>();
    private final RecordedCall completion;

    PipelinedEngine(BenchDatabase database) {
        pool = database.jdbc().pool();
        List<RecordedCall> calls = database.recordCalls(store -> {
            var engine = new TransitionEngine(store);
            engine.start(FLOW, RUN);
            for (int number = 1; number <= STEPS; number++) {
                engine.step(FLOW, RUN, number);
            }
            engine.complete(FLOW, RUN);
        });
        if (calls.size() != STEPS + 2) {
            throw new IllegalStateException(calls.size() + " calls");
        }
        start = calls.getFirst();
        steps.addAll(calls.subList(1, STEPS + 1));
        completion = calls.getLast();
    }

    @Override
    public void start(String flow, String run) throws SQLException {
        run(start, flow, run);
    }

    @Override
    public void step(String flow, String run, int number) throws SQLException {
        run(steps.get(number - 1), flow, run);
    }

    @Override
    public void complete(String flow, String run) throws SQLException {
        run(completion, flow, run);
    }

    private void run(RecordedCall call, String flow, String run) throws SQLException {
        call.run(pool, value -> switch (value) {
            case String text -> text.replace(RUN, run).replace(FLOW, flow);
            case Long time when time > LONG_AGO -> System.currentTimeMillis();
            default -> value;
        });
    }
}

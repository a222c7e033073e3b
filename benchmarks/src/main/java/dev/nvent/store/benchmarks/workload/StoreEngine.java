package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.NventStore;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.stream.NewEvent;
import java.time.Instant;
import java.util.Map;

/** Uses one call of the store for each write. */
record StoreEngine(NventStore store) implements Engine {

    @Override
    public void start(String flow, String run) {
        store.flowRuns(flow)
                .add(
                        run,
                        System.currentTimeMillis(),
                        Patch.of(FlowRunFields.STATUS, "running").and(FlowRunFields.STEP_COUNT, STEPS));
        append(flow, run, "flow.start", null);
        store.flows().increment(flow, FlowFields.STATS_TOTAL, 1);
        store.flows().increment(flow, FlowFields.STATS_RUNNING, 1);
    }

    @Override
    public void step(String flow, String run, int number) {
        String step = "step-" + number;
        append(flow, run, "step.started", step);
        append(flow, run, "step.completed", step);
        store.flowRuns(flow)
                .update(
                        run,
                        Patch.of(FlowRunFields.STATUS, "running")
                                .and(FlowRunFields.LAST_ACTIVITY_AT, Instant.now())
                                .and(FlowRunFields.EMITTED_EVENTS, Map.of(step, 1)));
        store.flowRuns(flow).increment(run, FlowRunFields.COMPLETED_STEPS, 1);
        store.kv().set("deadline:" + run, Map.of("step", number));
    }

    @Override
    public void complete(String flow, String run) {
        append(flow, run, "flow.completed", null);
        store.flowRuns(flow)
                .update(
                        run,
                        Patch.of(FlowRunFields.STATUS, "completed").and(FlowRunFields.COMPLETED_AT, Instant.now()));
        store.flows().increment(flow, FlowFields.STATS_SUCCESS, 1);
        store.flows().increment(flow, FlowFields.STATS_RUNNING, -1);
    }

    private void append(String flow, String run, String type, String step) {
        store.flowRunEvents(run)
                .append(NewEvent.of(type)
                        .withFlowName(flow)
                        .withStep(step, step)
                        .withAttempt(1)
                        .withData(Map.of("amount", 42, "currency", "EUR")));
    }
}

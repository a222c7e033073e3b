package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.NventStore;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import dev.nvent.store.subject.IndexSubject.Flows;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.transition.Transition;
import java.time.Instant;
import java.util.Map;

/** Groups the writes of each step into a transition; a run takes seven round trips. */
record TransitionEngine(NventStore store) implements Engine {

    private static final Flows FLOWS = new Flows();

    @Override
    public void start(String flow, String run) {
        apply(store.transition()
                .add(
                        new FlowRuns(flow),
                        run,
                        System.currentTimeMillis(),
                        Patch.of(FlowRunFields.STATUS, "running").and(FlowRunFields.STEP_COUNT, STEPS))
                .append(new FlowRunEvents(run), event(flow, "flow.start", null))
                .increment(FLOWS, flow, FlowFields.STATS_TOTAL, 1)
                .increment(FLOWS, flow, FlowFields.STATS_RUNNING, 1));
    }

    @Override
    public void step(String flow, String run, int number) {
        String step = "step-" + number;
        apply(store.transition()
                .append(new FlowRunEvents(run), event(flow, "step.started", step))
                .append(new FlowRunEvents(run), event(flow, "step.completed", step))
                .update(
                        new FlowRuns(flow),
                        run,
                        Patch.of(FlowRunFields.STATUS, "running")
                                .and(FlowRunFields.LAST_ACTIVITY_AT, Instant.now())
                                .and(FlowRunFields.EMITTED_EVENTS, Map.of(step, 1)))
                .increment(new FlowRuns(flow), run, FlowRunFields.COMPLETED_STEPS, 1)
                .set("deadline:" + run, Map.of("step", number)));
    }

    @Override
    public void complete(String flow, String run) {
        apply(store.transition()
                .append(new FlowRunEvents(run), event(flow, "flow.completed", null))
                .update(
                        new FlowRuns(flow),
                        run,
                        Patch.of(FlowRunFields.STATUS, "completed").and(FlowRunFields.COMPLETED_AT, Instant.now()))
                .increment(FLOWS, flow, FlowFields.STATS_SUCCESS, 1)
                .increment(FLOWS, flow, FlowFields.STATS_RUNNING, -1));
    }

    private static void apply(Transition transition) {
        if (!transition.apply().isApplied()) {
            throw new IllegalStateException("a transition was not applied");
        }
    }

    private static NewEvent event(String flow, String type, String step) {
        return NewEvent.of(type)
                .withFlowName(flow)
                .withStep(step, step)
                .withAttempt(1)
                .withData(Map.of("amount", 42, "currency", "EUR"));
    }
}

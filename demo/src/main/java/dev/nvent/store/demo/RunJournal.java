package dev.nvent.store.demo;

import dev.nvent.store.StoreOperations;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.jooq.tables.records.FlowsRecord;
import dev.nvent.store.stream.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;

/**
 * Records the progress of one run as a workflow engine does: appends events, updates the state of the run and the counters
 * of its flow, in the transaction of the caller.
 */
final class RunJournal {

    private final StoreOperations store;
    private final String flowName;
    private final String runId;

    RunJournal(StoreOperations store, String flowName, String runId) {
        this.store = store;
        this.flowName = flowName;
        this.runId = runId;
    }

    String runId() {
        return runId;
    }

    void runStarted(Instant at, int steps, Map<String, ?> input) {
        store.flowRuns(flowName)
                .add(
                        runId,
                        at.toEpochMilli(),
                        Patch.of(FlowRunFields.STATUS, RunState.RUNNING.status())
                                .and(FlowRunFields.STEP_COUNT, steps)
                                .and(FlowRunFields.LAST_ACTIVITY_AT, at)
                                .and(FlowRunFields.EXTRA, Map.of("input", input)));
        append(event("flow.started").withData(Map.of("at", at, "input", input)));
        increment(FlowFields.STATS_TOTAL, 1);
        increment(FlowFields.STATS_RUNNING, 1);
    }

    void stepStarted(String step, int attempt, Instant at) {
        append(step("step.started", step, attempt).withData(Map.of("at", at)));
    }

    /** Records the end of a step. Only a step that emits an event updates a JSONB document. */
    void stepCompleted(Step step, int attempt, Instant at, Duration took) {
        append(step("step.completed", step.name(), attempt).withData(Map.of("at", at, "durationMs", took.toMillis())));
        Patch<FlowRunsRecord> patch = Patch.of(FlowRunFields.LAST_ACTIVITY_AT, at);
        updateRun(step.emits() == null ? patch : patch.and(emittedPatch(step.emits(), at)));
        store.flowRuns(flowName).increment(runId, FlowRunFields.COMPLETED_STEPS, 1);
    }

    void stepFailed(Step step, int attempt, Instant at, boolean willRetry) {
        append(step("step.failed", step.name(), attempt)
                .withData(Map.of("at", at, "error", step.error(), "willRetry", willRetry)));
    }

    /** Records that the run waits for a trigger, with an entry in its document of awaiting steps. */
    void stepAwaiting(Step step, Instant at) {
        append(step("step.awaiting", step.name(), 1).withData(Map.of("at", at, "trigger", step.awaited())));
        Map<String, ?> awaited = Map.of(step.name(), Map.of("trigger", step.awaited(), "since", at));
        updateRun(statusPatch(RunState.AWAITING, at).and(FlowRunFields.AWAITING_STEPS, awaited));
        moveCounter(FlowFields.STATS_RUNNING, FlowFields.STATS_AWAITING);
    }

    /** Records that the awaited trigger has fired. A null value removes the entry from the document. */
    void stepResumed(Step step, Instant at) {
        append(step("step.resumed", step.name(), 1).withData(Map.of("at", at, "trigger", step.awaited())));
        var removal = Collections.singletonMap(step.name(), null);
        updateRun(statusPatch(RunState.RUNNING, at).and(FlowRunFields.AWAITING_STEPS, removal));
        moveCounter(FlowFields.STATS_AWAITING, FlowFields.STATS_RUNNING);
    }

    /** Records the end of the run. */
    void runEnded(RunState state, RunState before, Instant at, Map<String, ?> why) {
        append(event("flow." + state.status()).withData(Map.of("at", at, "why", why)));
        updateRun(statusPatch(state, at).and(FlowRunFields.COMPLETED_AT, at));
        moveCounter(before.counter(), state.counter());
    }

    private static Patch<FlowRunsRecord> statusPatch(RunState state, Instant at) {
        return Patch.of(FlowRunFields.STATUS, state.status()).and(FlowRunFields.LAST_ACTIVITY_AT, at);
    }

    private static Patch<FlowRunsRecord> emittedPatch(String event, Instant at) {
        return Patch.of(FlowRunFields.EMITTED_EVENTS, Map.of(event, at));
    }

    private void updateRun(Patch<FlowRunsRecord> patch) {
        if (store.flowRuns(flowName).update(runId, patch) instanceof UpdateResult.Missing) {
            throw new IllegalStateException("run " + runId + " does not exist; it was deleted by another process");
        }
    }

    private void append(NewEvent event) {
        store.flowRunEvents(runId).append(event);
    }

    /** Must be last in a transaction: all runs of the flow contend for this row lock. */
    private int moveCounter(CounterField<FlowsRecord> from, CounterField<FlowsRecord> to) {
        increment(from, -1);
        return increment(to, 1);
    }

    private int increment(CounterField<FlowsRecord> counter, int delta) {
        return store.flows().increment(flowName, counter, delta);
    }

    private NewEvent event(String type) {
        return NewEvent.of(type).withFlowName(flowName);
    }

    private NewEvent step(String type, String step, int attempt) {
        return event(type).withStep(step, runId + "/" + step).withAttempt(attempt);
    }
}

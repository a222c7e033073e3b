package dev.nvent.store.demo;

import dev.nvent.store.NventStore;
import dev.nvent.store.Tiers;
import dev.nvent.store.catalog.FlowFields;
import dev.nvent.store.catalog.FlowRunFields;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.jooq.tables.records.FlowsRecord;
import dev.nvent.store.routing.Patch;
import dev.nvent.store.routing.Route.Counter;
import dev.nvent.store.stream.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;

/**
 * What a workflow engine writes down about one run: an event for whatever happens, where the run stands, and how many
 * runs of its flow stand there. What belongs together is one transaction.
 */
final class RunJournal {

    private final NventStore store;
    private final String flowName;
    private final String runId;

    RunJournal(NventStore store, String flowName, String runId) {
        this.store = store;
        this.flowName = flowName;
        this.runId = runId;
    }

    String runId() {
        return runId;
    }

    void started(Instant at, int steps, Map<String, ?> input) {
        store.inTransaction(tx -> {
            tx.flowRuns(flowName)
                    .add(
                            runId,
                            at.toEpochMilli(),
                            Patch.of(FlowRunFields.STATUS, RunState.RUNNING.text())
                                    .and(FlowRunFields.STEP_COUNT, steps)
                                    .and(FlowRunFields.LAST_ACTIVITY_AT, at)
                                    .and(FlowRunFields.EXTRA, Map.of("input", input)));
            append(tx, event("flow.started").withData(Map.of("at", at, "input", input)));
            count(tx, FlowFields.STATS_TOTAL, 1);
            return count(tx, FlowFields.STATS_RUNNING, 1);
        });
    }

    void stepStarted(String step, int attempt, Instant at) {
        append(store, step("step.started", step, attempt).withData(Map.of("at", at)));
    }

    /** The step is done; only one that emits an event touches a document. */
    void stepCompleted(Step step, int attempt, Instant at, Duration took) {
        store.inTransaction(tx -> {
            append(
                    tx,
                    step("step.completed", step.name(), attempt)
                            .withData(Map.of("at", at, "durationMs", took.toMillis())));
            Patch<FlowRunsRecord> patch = Patch.of(FlowRunFields.LAST_ACTIVITY_AT, at);
            change(tx, step.emits() == null ? patch : patch.and(emitted(step.emits(), at)));
            return tx.flowRuns(flowName).increment(runId, FlowRunFields.COMPLETED_STEPS, 1);
        });
    }

    void stepFailed(Step step, int attempt, Instant at, boolean willRetry) {
        append(
                store,
                step("step.failed", step.name(), attempt)
                        .withData(Map.of("at", at, "error", step.error(), "willRetry", willRetry)));
    }

    /** From now on the run waits for a trigger: an entry in its document of awaited steps says for which. */
    void awaiting(Step step, Instant at) {
        store.inTransaction(tx -> {
            append(tx, step("step.awaiting", step.name(), 1).withData(Map.of("at", at, "trigger", step.awaited())));
            Map<String, ?> awaited = Map.of(step.name(), Map.of("trigger", step.awaited(), "since", at));
            change(tx, moved(RunState.AWAITING, at).and(FlowRunFields.AWAITING_STEPS, awaited));
            return move(tx, FlowFields.STATS_RUNNING, FlowFields.STATS_AWAITING);
        });
    }

    /** What the run waited for has come. Null deletes the entry from the document. */
    void resumed(Step step, Instant at) {
        store.inTransaction(tx -> {
            append(tx, step("step.resumed", step.name(), 1).withData(Map.of("at", at, "trigger", step.awaited())));
            var nothing = Collections.singletonMap(step.name(), null);
            change(tx, moved(RunState.RUNNING, at).and(FlowRunFields.AWAITING_STEPS, nothing));
            return move(tx, FlowFields.STATS_AWAITING, FlowFields.STATS_RUNNING);
        });
    }

    /** The run is over. */
    void ended(RunState state, RunState before, Instant at, Map<String, ?> why) {
        store.inTransaction(tx -> {
            append(tx, event("flow." + state.text()).withData(Map.of("at", at, "why", why)));
            change(tx, moved(state, at).and(FlowRunFields.COMPLETED_AT, at));
            return move(tx, before.counter(), state.counter());
        });
    }

    private static Patch<FlowRunsRecord> moved(RunState state, Instant at) {
        return Patch.of(FlowRunFields.STATUS, state.text()).and(FlowRunFields.LAST_ACTIVITY_AT, at);
    }

    private static Patch<FlowRunsRecord> emitted(String event, Instant at) {
        return Patch.of(FlowRunFields.EMITTED_EVENTS, Map.of(event, at));
    }

    private void change(Tiers tiers, Patch<FlowRunsRecord> patch) {
        if (tiers.flowRuns(flowName).update(runId, patch) instanceof UpdateResult.Missing) {
            throw new IllegalStateException("Run " + runId + " is gone: somebody deleted it");
        }
    }

    private void append(Tiers tiers, NewEvent event) {
        tiers.flowRunEvents(runId).append(event);
    }

    /** Last in a transaction: all runs of the flow share this row, and wait for it. */
    private int move(Tiers tiers, Counter<FlowsRecord> from, Counter<FlowsRecord> to) {
        count(tiers, from, -1);
        return count(tiers, to, 1);
    }

    private int count(Tiers tiers, Counter<FlowsRecord> counter, int delta) {
        return tiers.flows().increment(flowName, counter, delta);
    }

    private NewEvent event(String type) {
        return NewEvent.of(type).withFlowName(flowName);
    }

    private NewEvent step(String type, String step, int attempt) {
        return event(type).withStep(step, runId + "/" + step).withAttempt(attempt);
    }
}

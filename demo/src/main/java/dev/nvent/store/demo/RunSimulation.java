package dev.nvent.store.demo;

import dev.nvent.store.StoreOperations;
import dev.nvent.store.demo.RunTask.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Does what one run does at one time, in a transaction of the caller. The seed of the plan determines failures, durations
 * and cancellations, so that a task that is repeated after a rollback does the same.
 */
final class RunSimulation {

    private static final int MAX_ATTEMPTS = 3;
    private static final double CANCELLATION_RATE = 0.012;
    private static final double MISSING_TRIGGER_RATE = 0.06;
    private static final double DUPLICATE_DELIVERY_RATE = 0.1;

    private final Shop shop;
    private final RunTask task;
    private final RunPlan plan;
    private final RunJournal journal;

    /** The random decisions of a run. */
    private enum Decision {
        CANCELLATION,
        FAILURE,
        DURATION,
        MISSING_TRIGGER,
        DUPLICATE_DELIVERY
    }

    private RunSimulation(StoreOperations store, RunTask task) {
        this.shop = new Shop(store, task.day());
        this.task = task;
        this.plan = task.plan();
        this.journal = new RunJournal(store, plan.flow().flowName(), plan.runId());
    }

    /** Returns what the run does later; empty if the run or the day ends. */
    static Optional<RunTask> perform(StoreOperations store, RunTask task) {
        Optional<RunTask> next = Optional.of(task);
        while (next.isPresent() && next.get().at().equals(task.at())) {
            next = new RunSimulation(store, next.get()).perform();
        }
        return next.filter(later -> !later.at().isAfter(task.day().end()));
    }

    private Optional<RunTask> perform() {
        return switch (task.action()) {
            case START -> start();
            case BEGIN_STEP -> step().awaits() ? beginWait() : beginStep();
            case END_STEP -> endStep();
            case END_WAIT -> endWait();
        };
    }

    private Optional<RunTask> start() {
        journal.runStarted(task.at(), plan.flow().steps().size(), plan.input());
        // Last: all runs of the flow contend for the row of its trigger.
        shop.triggers().fireStart(plan.flow().trigger(), plan.runId(), task.at(), plan.input());
        return Optional.of(task.then(task.at(), Action.BEGIN_STEP, 0, 1));
    }

    private Optional<RunTask> beginStep() {
        if (task.attempt() == 1 && happens(Decision.CANCELLATION, CANCELLATION_RATE)) {
            journal.runEnded(RunState.CANCELED, RunState.RUNNING, task.at(), Map.of("reason", "customer request"));
            return Optional.empty();
        }
        journal.stepStarted(step().name(), task.attempt(), task.at());
        return later(duration(), Action.END_STEP, task.attempt());
    }

    private Optional<RunTask> endStep() {
        if (!happens(Decision.FAILURE, step().failureRate())) {
            applyToStock();
            journal.stepCompleted(step(), task.attempt(), task.at(), duration());
            return nextStep();
        }
        journal.stepFailed(step(), task.attempt(), task.at(), task.attempt() < MAX_ATTEMPTS);
        if (task.attempt() < MAX_ATTEMPTS) {
            return later(Duration.ofMinutes(1L << task.attempt()), Action.BEGIN_STEP, task.attempt() + 1);
        }
        var why = Map.of("step", step().name(), "error", step().error());
        journal.runEnded(RunState.FAILED, RunState.RUNNING, task.at(), why);
        return Optional.empty();
    }

    private Optional<RunTask> beginWait() {
        journal.stepAwaiting(step(), task.at());
        return later(waiting(), Action.END_WAIT, 1);
    }

    private Optional<RunTask> endWait() {
        if (isTriggerMissing()) {
            var why = Map.of("reason", "no " + step().awaited());
            journal.runEnded(RunState.CANCELED, RunState.AWAITING, task.at(), why);
            return Optional.empty();
        }
        int deliveries = happens(Decision.DUPLICATE_DELIVERY, DUPLICATE_DELIVERY_RATE) ? 2 : 1;
        for (int i = 0; i < deliveries; i++) {
            if (shop.triggers().deliver(step().awaited(), plan.runId(), task.at())) {
                journal.stepResumed(step(), task.at());
            }
        }
        journal.stepCompleted(step(), 1, task.at(), waiting());
        return nextStep();
    }

    private Optional<RunTask> nextStep() {
        int next = task.step() + 1;
        if (next < plan.flow().steps().size()) {
            return Optional.of(task.then(task.at(), Action.BEGIN_STEP, next, 1));
        }
        journal.runEnded(RunState.COMPLETED, RunState.RUNNING, task.at(), Map.of());
        return Optional.empty();
    }

    /** Applies the effect of the step to the stock. */
    private void applyToStock() {
        switch (step().name()) {
            case Flow.RESERVE_STOCK -> shop.warehouse().take(plan.article());
            case Flow.PUT_AWAY -> shop.warehouse().restock(plan.article());
            default -> {}
        }
    }

    private Step step() {
        return plan.flow().steps().get(task.step());
    }

    private Optional<RunTask> later(Duration delay, Action action, int attempt) {
        Instant at = task.at().plus(delay);
        return Optional.of(task.then(at, action, task.step(), attempt));
    }

    private boolean isTriggerMissing() {
        return happens(Decision.MISSING_TRIGGER, MISSING_TRIGGER_RATE);
    }

    private Duration waiting() {
        return isTriggerMissing() ? step().typical().multipliedBy(3) : duration();
    }

    private Duration duration() {
        double factor = 0.5 + Math.min(3, 0.5 * random(Decision.DURATION).nextExponential());
        return Duration.ofMillis(Math.max(1, Math.round(step().typical().toMillis() * factor)));
    }

    private boolean happens(Decision decision, double rate) {
        return random(decision).nextDouble() < rate;
    }

    private SplittableRandom random(Decision decision) {
        return new SplittableRandom(((plan.seed() * 31 + task.step()) * 31 + task.attempt()) * 31 + decision.ordinal());
    }
}

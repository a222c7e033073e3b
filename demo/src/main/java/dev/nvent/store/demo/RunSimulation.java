package dev.nvent.store.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;

/** Simulates one run in the time of the day. The seed of the plan determines failures, durations and cancellations. */
final class RunSimulation {

    private static final int MAX_ATTEMPTS = 3;
    private static final double CANCELLATION_RATE = 0.012;
    private static final double MISSING_TRIGGER_RATE = 0.06;
    private static final double DUPLICATE_DELIVERY_RATE = 0.1;

    private final Shop shop;
    private final RunPlan plan;
    private final RunJournal journal;
    private final SplittableRandom random;
    private Instant now;

    RunSimulation(Shop shop, RunPlan plan) {
        this.shop = shop;
        this.plan = plan;
        this.journal = new RunJournal(shop.store(), plan.flow().flowName(), plan.runId());
        this.random = new SplittableRandom(plan.seed());
        this.now = plan.startsAt();
    }

    /** Runs until the run or the day ends. */
    void run() throws InterruptedException {
        shop.day().waitUntil(now);
        shop.triggers().fireStart(plan.flow().trigger(), plan.runId(), now, plan.input());
        journal.runStarted(now, plan.flow().steps().size(), plan.input());
        for (Step step : plan.flow().steps()) {
            boolean proceeds = step.awaits() ? await(step) : attempt(step);
            if (!proceeds) {
                return;
            }
        }
        journal.runEnded(RunState.COMPLETED, RunState.RUNNING, now, Map.of());
    }

    /** Returns whether the run proceeds to the next step. */
    private boolean attempt(Step step) throws InterruptedException {
        if (withProbability(CANCELLATION_RATE)) {
            journal.runEnded(RunState.CANCELED, RunState.RUNNING, now, Map.of("reason", "customer request"));
            return false;
        }
        for (int attempt = 1; ; attempt++) {
            journal.stepStarted(step.name(), attempt, now);
            Duration duration = vary(step.typical());
            if (!advance(duration)) {
                return false;
            }
            if (!withProbability(step.failureRate())) {
                applyToStock(step);
                journal.stepCompleted(step, attempt, now, duration);
                return true;
            }
            journal.stepFailed(step, attempt, now, attempt < MAX_ATTEMPTS);
            if (attempt == MAX_ATTEMPTS) {
                var why = Map.of("step", step.name(), "error", step.error());
                journal.runEnded(RunState.FAILED, RunState.RUNNING, now, why);
                return false;
            }
            if (!advance(Duration.ofMinutes(1L << attempt))) {
                return false;
            }
        }
    }

    /** Returns whether the run proceeds to the next step. */
    private boolean await(Step step) throws InterruptedException {
        journal.stepAwaiting(step, now);
        boolean triggered = !withProbability(MISSING_TRIGGER_RATE);
        Duration wait = triggered ? vary(step.typical()) : step.typical().multipliedBy(3);
        if (!advance(wait)) {
            return false;
        }
        if (!triggered) {
            journal.runEnded(RunState.CANCELED, RunState.AWAITING, now, Map.of("reason", "no " + step.awaited()));
            return false;
        }
        for (int deliveries = withProbability(DUPLICATE_DELIVERY_RATE) ? 2 : 1; deliveries > 0; deliveries--) {
            if (shop.triggers().deliver(step.awaited(), plan.runId(), now)) {
                journal.stepResumed(step, now);
            }
        }
        journal.stepCompleted(step, 1, now, wait);
        return true;
    }

    /** Applies the effect of the step to the stock. */
    private void applyToStock(Step step) {
        switch (step.name()) {
            case Flow.RESERVE_STOCK -> shop.warehouse().take(plan.article());
            case Flow.PUT_AWAY -> shop.warehouse().restock(plan.article());
            default -> {}
        }
    }

    /** Advances the simulated time. Returns false if the day ends first; the run then keeps its state. */
    private boolean advance(Duration duration) throws InterruptedException {
        now = now.plus(duration);
        if (now.isAfter(shop.day().end())) {
            return false;
        }
        shop.day().waitUntil(now);
        return true;
    }

    private boolean withProbability(double rate) {
        return random.nextDouble() < rate;
    }

    private Duration vary(Duration typical) {
        double factor = 0.5 + Math.min(3, 0.5 * random.nextExponential());
        return Duration.ofMillis(Math.round(typical.toMillis() * factor));
    }
}

package dev.nvent.store.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;

/** Takes one run through its flow, at the pace of the day. What happens is decided by the seed of its plan. */
final class RunWorker {

    private static final int MAX_ATTEMPTS = 3;
    private static final double CANCELED_BEFORE_STEP = 0.012;
    private static final double NEVER_COMES = 0.06;
    private static final double COMES_TWICE = 0.1;

    private final Shop shop;
    private final RunPlan plan;
    private final RunJournal journal;
    private final SplittableRandom random;
    private Instant now;

    RunWorker(Shop shop, RunPlan plan) {
        this.shop = shop;
        this.plan = plan;
        this.journal = new RunJournal(shop.store(), plan.flow().flowName(), plan.runId());
        this.random = new SplittableRandom(plan.seed());
        this.now = plan.startsAt();
    }

    /** Works until the run ends, or the day. */
    void work() throws InterruptedException {
        shop.day().waitUntil(now);
        shop.triggers().start(plan.flow().trigger(), plan.runId(), now, plan.input());
        journal.started(now, plan.flow().steps().size(), plan.input());
        for (Step step : plan.flow().steps()) {
            boolean goesOn = step.awaits() ? await(step) : attempt(step);
            if (!goesOn) {
                return;
            }
        }
        journal.ended(RunState.COMPLETED, RunState.RUNNING, now, Map.of());
    }

    /** Returns whether the run goes on to the next step. */
    private boolean attempt(Step step) throws InterruptedException {
        if (happens(CANCELED_BEFORE_STEP)) {
            journal.ended(RunState.CANCELED, RunState.RUNNING, now, Map.of("reason", "the customer's wish"));
            return false;
        }
        for (int attempt = 1; ; attempt++) {
            journal.stepStarted(step.name(), attempt, now);
            Duration took = about(step.typical());
            if (!passes(took)) {
                return false;
            }
            if (!happens(step.failureRate())) {
                done(step);
                journal.stepCompleted(step, attempt, now, took);
                return true;
            }
            journal.stepFailed(step, attempt, now, attempt < MAX_ATTEMPTS);
            if (attempt == MAX_ATTEMPTS) {
                var why = Map.of("step", step.name(), "error", step.error());
                journal.ended(RunState.FAILED, RunState.RUNNING, now, why);
                return false;
            }
            if (!passes(Duration.ofMinutes(1L << attempt))) {
                return false;
            }
        }
    }

    /** Returns whether the run goes on to the next step. */
    private boolean await(Step step) throws InterruptedException {
        journal.awaiting(step, now);
        boolean comes = !happens(NEVER_COMES);
        Duration wait = comes ? about(step.typical()) : step.typical().multipliedBy(3);
        if (!passes(wait)) {
            return false;
        }
        if (!comes) {
            journal.ended(RunState.CANCELED, RunState.AWAITING, now, Map.of("reason", "no " + step.awaited()));
            return false;
        }
        for (int deliveries = happens(COMES_TWICE) ? 2 : 1; deliveries > 0; deliveries--) {
            if (shop.triggers().deliver(step.awaited(), plan.runId(), now)) {
                journal.resumed(step, now);
            }
        }
        journal.stepCompleted(step, 1, now, wait);
        return true;
    }

    /** What the step does in the world. */
    private void done(Step step) {
        switch (step.name()) {
            case Flow.RESERVE_STOCK -> shop.warehouse().take(plan.article());
            case Flow.PUT_AWAY -> shop.warehouse().fill(plan.article());
            default -> {}
        }
    }

    /** Lets time pass; returns whether the day is long enough for it. If not, the run stays as it is. */
    private boolean passes(Duration duration) throws InterruptedException {
        now = now.plus(duration);
        if (now.isAfter(shop.day().end())) {
            return false;
        }
        shop.day().waitUntil(now);
        return true;
    }

    private boolean happens(double rate) {
        return random.nextDouble() < rate;
    }

    private Duration about(Duration typical) {
        double factor = 0.5 + Math.min(3, 0.5 * random.nextExponential());
        return Duration.ofMillis(Math.round(typical.toMillis() * factor));
    }
}

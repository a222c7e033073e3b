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

    /** Returns where the run stands at the end of the day. */
    RunState work() throws InterruptedException {
        pass(Duration.ZERO);
        shop.triggers().start(plan.flow().trigger(), plan.runId(), now, plan.input());
        journal.started(now, plan.flow().steps().size(), plan.input());
        for (Step step : plan.flow().steps()) {
            RunState state = step.awaits() ? await(step) : attempt(step);
            if (state != RunState.RUNNING) {
                return state;
            }
        }
        return ended(RunState.COMPLETED, RunState.RUNNING, Map.of());
    }

    private RunState attempt(Step step) throws InterruptedException {
        if (happens(CANCELED_BEFORE_STEP)) {
            return ended(RunState.CANCELED, RunState.RUNNING, Map.of("reason", "customer changed their mind"));
        }
        for (int attempt = 1; ; attempt++) {
            journal.stepStarted(step.name(), attempt, now);
            Duration took = about(step.typical());
            pass(took);
            if (!happens(step.failureRate())) {
                done(step);
                journal.stepCompleted(step, attempt, now, took);
                return RunState.RUNNING;
            }
            journal.stepFailed(step, attempt, now, attempt < MAX_ATTEMPTS);
            if (attempt == MAX_ATTEMPTS) {
                return ended(RunState.FAILED, RunState.RUNNING, Map.of("step", step.name(), "error", step.error()));
            }
            pass(Duration.ofMinutes(1L << attempt));
        }
    }

    private RunState await(Step step) throws InterruptedException {
        Instant since = now;
        journal.awaiting(step, now);
        if (happens(NEVER_COMES)) {
            pass(step.typical().multipliedBy(3));
            String reason = step.awaited() + " never came";
            return ended(RunState.CANCELED, RunState.AWAITING, Map.of("reason", reason));
        }
        Duration wait = about(step.typical());
        if (now.plus(wait).isAfter(shop.day().end())) {
            return RunState.AWAITING;
        }
        pass(wait);
        for (int deliveries = happens(COMES_TWICE) ? 2 : 1; deliveries > 0; deliveries--) {
            if (shop.triggers().deliver(step.awaited(), plan.runId(), now)) {
                journal.resumed(step, now);
            }
        }
        journal.stepCompleted(step, 1, now, Duration.between(since, now));
        return RunState.RUNNING;
    }

    /** What the step does in the world. */
    private void done(Step step) {
        switch (step.name()) {
            case Flow.RESERVE_STOCK -> shop.warehouse().take(plan.article());
            case Flow.PUT_AWAY -> shop.warehouse().fill(plan.article());
            default -> {}
        }
    }

    private RunState ended(RunState state, RunState before, Map<String, ?> why) {
        journal.ended(state, before, now, why);
        return state;
    }

    private void pass(Duration duration) throws InterruptedException {
        now = now.plus(duration);
        shop.day().waitUntil(now);
    }

    private boolean happens(double rate) {
        return random.nextDouble() < rate;
    }

    private Duration about(Duration typical) {
        double factor = 0.5 + Math.min(3, 0.5 * random.nextExponential());
        return Duration.ofMillis(Math.round(typical.toMillis() * factor));
    }
}

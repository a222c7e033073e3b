package dev.nvent.store.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * The next step of a run, as an entry of the queue of runs. Any process that claims it can continue the run.
 *
 * @param at the simulated time at which it is due
 * @param step the place of the step in its flow
 */
record RunTask(RunPlan plan, SimulatedDay day, Instant at, Action action, int step, int attempt) {

    enum Action {
        START,
        BEGIN_STEP,
        END_STEP,
        END_WAIT
    }

    private static final String FLOW = "flow";
    private static final String STARTS_AT = "startsAt";
    private static final String ARTICLE = "article";
    private static final String SEED = "seed";
    private static final String DATE = "date";
    private static final String LENGTH = "dayMillis";
    private static final String BEGAN = "dayBegan";
    private static final String AT = "at";
    private static final String ACTION = "action";
    private static final String STEP = "step";
    private static final String ATTEMPT = "attempt";

    static RunTask first(RunPlan plan, SimulatedDay day) {
        return new RunTask(plan, day, plan.startsAt(), Action.START, 0, 1);
    }

    RunTask then(Instant newAt, Action newAction, int newStep, int newAttempt) {
        return new RunTask(plan, day, newAt, newAction, newStep, newAttempt);
    }

    /** A condition on the metadata: the tasks of a day. */
    static Map<String, ?> of(SimulatedDay day) {
        return Map.of(DATE, day.start().toEpochMilli());
    }

    /** As the metadata of an entry. */
    Map<String, ?> metadata() {
        return Map.ofEntries(
                Map.entry(FLOW, plan.flow().name()),
                Map.entry(STARTS_AT, plan.startsAt().toEpochMilli()),
                Map.entry(ARTICLE, plan.article()),
                Map.entry(SEED, plan.seed()),
                Map.entry(DATE, day.start().toEpochMilli()),
                Map.entry(LENGTH, day.length().toMillis()),
                Map.entry(BEGAN, day.began().toEpochMilli()),
                Map.entry(AT, at.toEpochMilli()),
                Map.entry(ACTION, action.name()),
                Map.entry(STEP, step),
                Map.entry(ATTEMPT, attempt));
    }

    /** From the metadata of an entry. */
    static RunTask of(String runId, Map<String, ?> metadata) {
        var plan = new RunPlan(
                Flow.valueOf((String) metadata.get(FLOW)),
                runId,
                time(metadata, STARTS_AT),
                (String) metadata.get(ARTICLE),
                number(metadata, SEED));
        var day = new SimulatedDay(
                LocalDate.ofInstant(time(metadata, DATE), ZoneOffset.UTC),
                Duration.ofMillis(number(metadata, LENGTH)),
                time(metadata, BEGAN));
        return new RunTask(
                plan,
                day,
                time(metadata, AT),
                Action.valueOf((String) metadata.get(ACTION)),
                (int) number(metadata, STEP),
                (int) number(metadata, ATTEMPT));
    }

    private static Instant time(Map<String, ?> metadata, String name) {
        return Instant.ofEpochMilli(number(metadata, name));
    }

    private static long number(Map<String, ?> metadata, String name) {
        return ((Number) metadata.get(name)).longValue();
    }
}

package dev.nvent.store.demo;

import static dev.nvent.store.jooq.Tables.FLOW_EVENTS;
import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static dev.nvent.store.jooq.Tables.TRIGGER_EVENTS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttribute;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.percentileCont;
import static org.jooq.impl.DSL.round;
import static org.jooq.impl.SQLDataType.NUMERIC;

import java.math.BigDecimal;
import java.time.Instant;
import org.jooq.AggregateFilterStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Result;

/** A report on the runs of a period, in typed SQL on the generated tables; the store maps schema and prefix. */
final class RunReport {

    private static final int ROWS = 10;
    private static final BigDecimal MILLIS_PER_MINUTE = BigDecimal.valueOf(60_000);

    private static final Field<BigDecimal> DURATION =
            jsonbGetAttributeAsText(FLOW_EVENTS.DATA, inline("durationMs")).cast(NUMERIC);
    private static final Field<String> ERROR = jsonbGetAttributeAsText(FLOW_EVENTS.DATA, inline("error"));

    private final DSLContext dsl;
    private final Condition inPeriod;

    /** Reports on runs that started in the period; {@code to} is exclusive. */
    RunReport(DSLContext dsl, Instant from, Instant to) {
        this.dsl = dsl;
        this.inPeriod = FLOW_RUNS.STARTED_AT.ge(from.toEpochMilli()).and(FLOW_RUNS.STARTED_AT.lt(to.toEpochMilli()));
    }

    void print(TextOutput output) {
        output.table("Runs by flow and state", runsByState());
        output.table("Slowest steps, including waits", slowestSteps());
        output.table("Failures by type", failuresByType());
        output.table("Canceled runs", canceled());
        output.table("Events by trigger", eventsByTrigger());
    }

    Result<?> runsByState() {
        Field<BigDecimal> minutes =
                FLOW_RUNS.COMPLETED_AT.minus(FLOW_RUNS.STARTED_AT).cast(NUMERIC).div(MILLIS_PER_MINUTE);
        return dsl.select(
                        FLOW_RUNS.FLOW_NAME.as("flow"),
                        countOf(RunState.COMPLETED),
                        countOf(RunState.FAILED),
                        countOf(RunState.CANCELED),
                        countOf(RunState.AWAITING),
                        countOf(RunState.RUNNING),
                        count().as("all"),
                        median(minutes).as("median minutes"))
                .from(FLOW_RUNS)
                .where(inPeriod)
                .groupBy(FLOW_RUNS.FLOW_NAME)
                .orderBy(count().desc(), FLOW_RUNS.FLOW_NAME)
                .fetch();
    }

    Result<?> slowestSteps() {
        Field<BigDecimal> minutes = DURATION.div(MILLIS_PER_MINUTE);
        return dsl.select(
                        FLOW_EVENTS.FLOW_NAME.as("flow"),
                        FLOW_EVENTS.STEP_NAME.as("step"),
                        count().as("completed"),
                        count().filterWhere(FLOW_EVENTS.ATTEMPT.gt(1)).as("after a retry"),
                        median(minutes).as("median minutes"),
                        round(max(minutes), 1).as("max minutes"))
                .from(FLOW_EVENTS)
                .join(FLOW_RUNS)
                .on(sameRun())
                .where(inPeriod)
                .and(FLOW_EVENTS.TYPE.eq("step.completed"))
                .groupBy(FLOW_EVENTS.FLOW_NAME, FLOW_EVENTS.STEP_NAME)
                .orderBy(median(minutes).desc(), FLOW_EVENTS.STEP_NAME)
                .limit(ROWS)
                .fetch();
    }

    Result<?> failuresByType() {
        return dsl.select(
                        ERROR.as("error"),
                        FLOW_EVENTS.FLOW_NAME.as("flow"),
                        FLOW_EVENTS.STEP_NAME.as("step"),
                        count().as("attempts"),
                        countDistinct(FLOW_EVENTS.RUN_ID).as("runs"),
                        countDistinct(FLOW_EVENTS.RUN_ID)
                                .filterWhere(jsonbGetAttributeAsText(FLOW_EVENTS.DATA, inline("willRetry"))
                                        .eq("false"))
                                .as("final"))
                .from(FLOW_EVENTS)
                .join(FLOW_RUNS)
                .on(sameRun())
                .where(inPeriod)
                .and(FLOW_EVENTS.TYPE.eq("step.failed"))
                .groupBy(ERROR, FLOW_EVENTS.FLOW_NAME, FLOW_EVENTS.STEP_NAME)
                .orderBy(count().desc(), ERROR, FLOW_EVENTS.FLOW_NAME)
                .limit(ROWS)
                .fetch();
    }

    Result<?> canceled() {
        Field<String> reason =
                jsonbGetAttributeAsText(jsonbGetAttribute(FLOW_EVENTS.DATA, inline("why")), inline("reason"));
        return dsl.select(reason.as("reason"), FLOW_EVENTS.FLOW_NAME.as("flow"), count().as("runs"))
                .from(FLOW_EVENTS)
                .join(FLOW_RUNS)
                .on(sameRun())
                .where(inPeriod)
                .and(FLOW_EVENTS.TYPE.eq("flow.canceled"))
                .groupBy(reason, FLOW_EVENTS.FLOW_NAME)
                .orderBy(count().desc(), reason, FLOW_EVENTS.FLOW_NAME)
                .limit(ROWS)
                .fetch();
    }

    Result<?> eventsByTrigger() {
        return dsl.select(
                        TRIGGER_EVENTS.TRIGGER_NAME.as("trigger"),
                        count().as("events"),
                        countDistinct(TRIGGER_EVENTS.RUN_ID).as("runs"))
                .from(TRIGGER_EVENTS)
                .join(FLOW_RUNS)
                .on(FLOW_RUNS.RUN_ID.eq(TRIGGER_EVENTS.RUN_ID))
                .where(inPeriod)
                .groupBy(TRIGGER_EVENTS.TRIGGER_NAME)
                .orderBy(count().desc(), TRIGGER_EVENTS.TRIGGER_NAME)
                .limit(ROWS)
                .fetch();
    }

    private static Condition sameRun() {
        return FLOW_RUNS.FLOW_NAME.eq(FLOW_EVENTS.FLOW_NAME).and(FLOW_RUNS.RUN_ID.eq(FLOW_EVENTS.RUN_ID));
    }

    private static Field<Integer> countOf(RunState state) {
        AggregateFilterStep<Integer> runs = count();
        return runs.filterWhere(FLOW_RUNS.STATUS.eq(state.status())).as(state.status());
    }

    private static Field<BigDecimal> median(Field<BigDecimal> values) {
        return round(
                percentileCont(BigDecimal.valueOf(0.5))
                        .withinGroupOrderBy(values)
                        .cast(NUMERIC),
                1);
    }
}

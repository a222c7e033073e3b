package dev.nvent.store.cli;

import static dev.nvent.store.jooq.Tables.FLOW_EVENTS;
import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.percentileCont;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.nvent.store.cli.Listing.Column;
import dev.nvent.store.cli.Listing.Format;
import dev.nvent.store.jooq.Routines;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Statistics of flow runs and their steps. */
final class FlowReport {

    private static final String STARTED = "step.started";
    private static final String COMPLETED = "step.completed";
    private static final String FAILED = "step.failed";

    private final DSLContext dsl;
    private final Duration since;
    private final int top;

    FlowReport(DSLContext dsl, Duration since, int top) {
        this.dsl = dsl;
        this.since = since;
        this.top = top;
    }

    Listing runs() {
        Field<Long> duration = FLOW_RUNS.COMPLETED_AT.minus(FLOW_RUNS.STARTED_AT);
        var listing = Listing.of(
                "runs",
                "Runs by flow and state" + period(),
                "No runs.",
                new Column("flow", "FLOW", Format.TEXT),
                new Column("status", "STATE", Format.TEXT),
                new Column("runs", "RUNS", Format.COUNT),
                new Column("medianMillis", "MEDIAN", Format.MILLIS),
                new Column("longestMillis", "LONGEST", Format.MILLIS),
                new Column("lastStarted", "LAST STARTED", Format.TIME));
        dsl.select(
                        FLOW_RUNS.FLOW_NAME,
                        FLOW_RUNS.STATUS,
                        count(),
                        median(duration),
                        max(duration),
                        max(FLOW_RUNS.STARTED_AT))
                .from(FLOW_RUNS)
                .where(isRecent(FLOW_RUNS.STARTED_AT))
                .groupBy(FLOW_RUNS.FLOW_NAME, FLOW_RUNS.STATUS)
                .orderBy(FLOW_RUNS.FLOW_NAME, count().desc(), FLOW_RUNS.STATUS)
                .forEach(row -> listing.row(
                        row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), time(row.value6())));
        return listing;
    }

    Listing slowestSteps() {
        Field<Long> started = max(when(FLOW_EVENTS.TYPE.eq(inline(STARTED)), FLOW_EVENTS.TS))
                .over()
                .partitionBy(FLOW_EVENTS.RUN_ID, FLOW_EVENTS.STEP_NAME, FLOW_EVENTS.STEP_ID)
                .orderBy(FLOW_EVENTS.ID);
        var ended = select(
                        FLOW_EVENTS.FLOW_NAME,
                        FLOW_EVENTS.STEP_NAME,
                        FLOW_EVENTS.TYPE,
                        FLOW_EVENTS.TS.minus(started).as("duration"))
                .from(FLOW_EVENTS)
                .where(FLOW_EVENTS.TYPE.in(inline(STARTED), inline(COMPLETED)))
                .and(isRecent(FLOW_EVENTS.TS))
                .asTable("ended");
        Field<Long> duration = ended.field("duration", Long.class);
        Field<String> flow = ended.field(FLOW_EVENTS.FLOW_NAME);
        Field<String> step = ended.field(FLOW_EVENTS.STEP_NAME);
        var listing = Listing.of(
                "slowestSteps",
                "Slowest steps" + period(),
                "No completed steps.",
                new Column("flow", "FLOW", Format.TEXT),
                new Column("step", "STEP", Format.TEXT),
                new Column("times", "TIMES", Format.COUNT),
                new Column("medianMillis", "MEDIAN", Format.MILLIS),
                new Column("p95Millis", "95 %", Format.MILLIS),
                new Column("longestMillis", "LONGEST", Format.MILLIS));
        dsl.select(flow, step, count(), median(duration), percentile(0.95, duration), max(duration))
                .from(ended)
                .where(ended.field(FLOW_EVENTS.TYPE).eq(inline(COMPLETED)))
                .and(duration.isNotNull())
                .groupBy(flow, step)
                .orderBy(median(duration).desc(), flow, step)
                .limit(top)
                .forEach(row -> listing.row(
                        row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6()));
        return listing;
    }

    Listing failures() {
        var listing = Listing.of(
                "failures",
                "Step failures" + period(),
                "No failed steps.",
                new Column("flow", "FLOW", Format.TEXT),
                new Column("step", "STEP", Format.TEXT),
                new Column("failures", "FAILURES", Format.COUNT),
                new Column("runs", "RUNS", Format.COUNT),
                new Column("last", "LAST", Format.TIME));
        dsl.select(
                        FLOW_EVENTS.FLOW_NAME,
                        FLOW_EVENTS.STEP_NAME,
                        count(),
                        countDistinct(FLOW_EVENTS.RUN_ID),
                        max(FLOW_EVENTS.TS))
                .from(FLOW_EVENTS)
                .where(FLOW_EVENTS.TYPE.eq(inline(FAILED)))
                .and(isRecent(FLOW_EVENTS.TS))
                .groupBy(FLOW_EVENTS.FLOW_NAME, FLOW_EVENTS.STEP_NAME)
                .orderBy(count().desc(), FLOW_EVENTS.FLOW_NAME, FLOW_EVENTS.STEP_NAME)
                .limit(top)
                .forEach(
                        row -> listing.row(row.value1(), row.value2(), row.value3(), row.value4(), time(row.value5())));
        return listing;
    }

    private Condition isRecent(Field<Long> time) {
        return time.ge(select(Routines.nventClockMillis().minus(since.toMillis())));
    }

    private String period() {
        long hours = since.toHours();
        return ", last "
                + (hours >= 48
                        ? since.toDays() + " days"
                        : hours >= 2 ? hours + " hours" : since.toMinutes() + " minutes");
    }

    private static Field<BigDecimal> median(Field<Long> field) {
        return percentile(0.5, field);
    }

    private static Field<BigDecimal> percentile(double fraction, Field<Long> field) {
        return percentileCont(inline(fraction)).withinGroupOrderBy(field);
    }

    private static Instant time(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}

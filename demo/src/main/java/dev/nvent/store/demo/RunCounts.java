package dev.nvent.store.demo;

import static dev.nvent.store.jooq.Tables.FLOW_EVENTS;
import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.sum;

import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;

/**
 * Counts that prove that each step of the runs of a day happened once.
 *
 * @param runs the number of runs that ended
 * @param ends the number of events that end a run
 * @param endedRuns the number of runs with such an event
 * @param steps the number of completed steps, by the counters of the runs
 * @param stepEvents the number of events of completed steps
 */
record RunCounts(long runs, long ends, long endedRuns, long steps, long stepEvents) {

    private static final List<String> ENDS = List.of("flow.completed", "flow.failed", "flow.canceled");

    static RunCounts of(DSLContext dsl, Instant from, Instant to) {
        Condition isOfDay =
                FLOW_RUNS.STARTED_AT.ge(from.toEpochMilli()).and(FLOW_RUNS.STARTED_AT.lt(to.toEpochMilli()));
        var runs = dsl.select(count(FLOW_RUNS.COMPLETED_AT), sum(FLOW_RUNS.COMPLETED_STEPS))
                .from(FLOW_RUNS)
                .where(isOfDay)
                .fetchSingle();
        var events = dsl.select(
                        count().filterWhere(FLOW_EVENTS.TYPE.in(ENDS)),
                        countDistinct(FLOW_EVENTS.RUN_ID).filterWhere(FLOW_EVENTS.TYPE.in(ENDS)),
                        count().filterWhere(FLOW_EVENTS.TYPE.eq("step.completed")))
                .from(FLOW_EVENTS)
                .join(FLOW_RUNS)
                .on(FLOW_RUNS.RUN_ID.eq(FLOW_EVENTS.RUN_ID).and(FLOW_RUNS.FLOW_NAME.eq(FLOW_EVENTS.FLOW_NAME)))
                .where(isOfDay)
                .fetchSingle();
        return new RunCounts(
                runs.value1(),
                events.value1(),
                events.value2(),
                runs.value2() == null ? 0 : runs.value2().longValue(),
                events.value3());
    }

    boolean isExact() {
        return ends == runs && endedRuns == runs && stepEvents == steps;
    }
}

package dev.nvent.store.cli;

import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static dev.nvent.store.jooq.Tables.SCHEDULER_JOBS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;

import dev.nvent.store.jooq.Routines;
import dev.nvent.store.schema.SchemaState;
import java.time.Duration;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;

/** Checks for overdue scheduler jobs, and for ended runs that no retention deletes. */
final class WorkChecks {

    private static final Duration OVERDUE = Duration.ofMinutes(5);
    private static final Duration OLD = Duration.ofDays(90);
    private static final int MAX_JOBS = 10_000;
    private static final int MAX_OLD_RUNS = 100_000;

    private WorkChecks() {}

    static List<Finding> findings(DoctorContext context) {
        return context.status().state() == SchemaState.CURRENT ? List.of(jobs(context), oldRuns(context)) : List.of();
    }

    private static Finding jobs(DoctorContext context) {
        Field<Long> due = coalesce(SCHEDULER_JOBS.NEXT_RUN_AT, SCHEDULER_JOBS.SCHEDULED_AT);
        Condition overdue = SCHEDULER_JOBS
                .STATUS
                .eq(inline("pending"))
                .and(SCHEDULER_JOBS.ENABLED.eq(inline(true)))
                .and(due.le(before(OVERDUE)));
        int jobs = context.dsl()
                .fetchCount(context.dsl()
                        .selectOne()
                        .from(SCHEDULER_JOBS)
                        .where(overdue)
                        .limit(MAX_JOBS));
        return jobs == 0
                ? Finding.ok("overdue_jobs", "no job is due for more than five minutes")
                : Finding.warning("overdue_jobs", Formats.count(jobs, "job") + " due for more than five minutes");
    }

    private static Finding oldRuns(DoctorContext context) {
        int runs = context.dsl()
                .fetchCount(context.dsl()
                        .selectOne()
                        .from(FLOW_RUNS)
                        .where(FLOW_RUNS.COMPLETED_AT.le(before(OLD)))
                        .limit(MAX_OLD_RUNS));
        return runs < MAX_OLD_RUNS
                ? Finding.ok("old_runs", Formats.count(runs, "run") + " that ended more than 90 days ago")
                : Finding.warning(
                        "old_runs", "at least " + Formats.count(runs, "run") + " that ended more than 90 days ago");
    }

    private static Field<Long> before(Duration age) {
        return Routines.nventClockMillis().minus(inline(age.toMillis()));
    }
}

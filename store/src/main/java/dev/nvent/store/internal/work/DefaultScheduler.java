package dev.nvent.store.internal.work;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.field.Patch;
import dev.nvent.store.field.SchedulerJobFields;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.jooq.tables.records.SchedulerJobsRecord;
import dev.nvent.store.work.DueJob;
import dev.nvent.store.work.Job;
import dev.nvent.store.work.MissedRuns;
import dev.nvent.store.work.Schedule;
import dev.nvent.store.work.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Jobs as entries of their index. */
public final class DefaultScheduler implements Scheduler {

    private static final String JOB = "job";
    private static final String COMPLETED = "completed";

    /** A field without a column, so that the Node adapter does not see it. */
    private static final String MISSED_RUNS = "missedRuns";

    private final Database database;
    private final SortedIndex<SchedulerJobsRecord> jobs;

    /** @param jobs the index on the same database */
    public DefaultScheduler(Database database, SortedIndex<SchedulerJobsRecord> jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    @Override
    public void schedule(String jobId, Job job) {
        Operation call = call("scheduler.schedule", jobId);
        Patch<SchedulerJobsRecord> fields = validate(call, () -> fields(jobId, job));
        database.asOne(call, () -> {
            Instant first = first(call, job);
            return jobs.add(jobId, first.toEpochMilli(), fields.and(SchedulerJobFields.NEXT_RUN_AT, first));
        });
    }

    @Override
    public boolean scheduleIfAbsent(String jobId, Job job) {
        Operation call = call("scheduler.scheduleIfAbsent", jobId);
        Patch<SchedulerJobsRecord> fields = validate(call, () -> fields(jobId, job));
        return database.asOne(call, () -> {
            Instant first = first(call, job);
            return jobs.addIfAbsent(jobId, first.toEpochMilli(), fields.and(SchedulerJobFields.NEXT_RUN_AT, first));
        });
    }

    @Override
    public List<DueJob> claim(int limit, Duration lease) {
        return jobs.claim(limit, lease).stream()
                .map(claim -> new DueJob(claim, claim.leaseEnd().minus(lease)))
                .toList();
    }

    @Override
    public UpdateResult complete(DueJob job) {
        Operation call = call("scheduler.complete", job);
        Patch<SchedulerJobsRecord> ran = Patch.of(SchedulerJobFields.LAST_RUN_AT, job.claimedAt());
        Patch<SchedulerJobsRecord> patch = validate(call, () -> next(job))
                .map(next -> ran.and(SchedulerJobFields.NEXT_RUN_AT, next))
                .orElseGet(() -> completed(ran));
        return jobs.update(job.id(), job.claim().version(), patch);
    }

    @Override
    public UpdateResult retry(DueJob job, Duration delay) {
        call("scheduler.retry", job);
        return jobs.extend(job.id(), job.claim().version(), delay);
    }

    @Override
    public boolean cancel(String jobId) {
        return jobs.delete(jobId);
    }

    @Override
    public int cancelRun(String runId) {
        return cancelAll(call("scheduler.cancelRun", runId), runId, SchedulerStatements.cancelRun(runId));
    }

    @Override
    public int cancelFlow(String flowName) {
        return cancelAll(call("scheduler.cancelFlow", flowName), flowName, SchedulerStatements.cancelFlow(flowName));
    }

    private int cancelAll(Operation call, String name, Statement<?, Integer> statement) {
        validate(call, () -> StoredText.checkKey(name, "name"));
        return database.write(call, statement);
    }

    private Instant first(Operation call, Job job) {
        return validate(
                call,
                () -> job.schedule()
                        .first(database.read(call, SchedulerStatements.now()))
                        .orElseThrow(() -> new InvalidInputException("job.schedule", "a schedule with a run", "none")));
    }

    /** All but the next run. */
    private static Patch<SchedulerJobsRecord> fields(String jobId, Job job) {
        StoredText.checkKey(jobId, "jobId");
        required(job, JOB);
        Patch<SchedulerJobsRecord> fields = Patch.of(SchedulerJobFields.STATUS, SchedulerStatements.PENDING)
                .and(SchedulerJobFields.ENABLED, true)
                .and(SchedulerJobFields.METADATA, job.metadata())
                .and(SchedulerJobFields.EXTRA, Map.of(MISSED_RUNS, name(job.missedRuns())));
        Patch<SchedulerJobsRecord> named = job.name()
                .map(name -> fields.and(SchedulerJobFields.NAME, name).and(SchedulerJobFields.JOB_NAME, name))
                .orElse(fields);
        return switch (job.schedule()) {
            case Schedule.Cron cron ->
                named.and(SchedulerJobFields.TYPE, "cron")
                        .and(SchedulerJobFields.CRON, cron.expression())
                        .and(SchedulerJobFields.TIMEZONE, cron.zone().getId());
            case Schedule.Every every ->
                named.and(SchedulerJobFields.TYPE, "interval")
                        .and(SchedulerJobFields.INTERVAL, every.interval().toMillis());
            case Schedule.Once once ->
                named.and(SchedulerJobFields.TYPE, "one-time").and(SchedulerJobFields.EXECUTE_AT, once.time());
        };
    }

    private static Optional<Instant> next(DueJob job) {
        boolean makesAll =
                name(MissedRuns.ALL).equals(job.claim().entry().metadata().get(MISSED_RUNS));
        return job.schedule().next(job.runAt(), makesAll ? job.runAt() : job.claimedAt());
    }

    private static Patch<SchedulerJobsRecord> completed(Patch<SchedulerJobsRecord> ran) {
        return ran.and(SchedulerJobFields.NEXT_RUN_AT, (Instant) null).and(SchedulerJobFields.STATUS, COMPLETED);
    }

    private static String name(MissedRuns policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }

    private static Operation call(String operation, DueJob job) {
        return call(
                operation,
                validate(Operation.of(operation), () -> required(job, JOB)).id());
    }

    private static Operation call(String operation, String jobId) {
        return Operation.of(operation, null, jobId);
    }
}

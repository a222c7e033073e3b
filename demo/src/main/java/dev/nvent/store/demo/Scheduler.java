package dev.nvent.store.demo;

import dev.nvent.store.field.Patch;
import dev.nvent.store.field.SchedulerJobFields;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.jooq.tables.records.SchedulerJobsRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

/** Runs jobs when they are due. Schedulers may share jobs: a compare-and-set on the version lets one of them run a job. */
final class Scheduler {

    private static final Duration POLL_INTERVAL = Duration.ofMinutes(30);

    private final SortedIndex<SchedulerJobsRecord> jobs;
    private final SimulatedDay day;

    Scheduler(SortedIndex<SchedulerJobsRecord> jobs, SimulatedDay day) {
        this.jobs = jobs;
        this.day = day;
    }

    /** Adds a job and returns its id. The id contains the date, so that concurrent simulations have separate jobs. */
    String add(String job, Duration sinceMidnight, Duration interval) {
        Instant first = day.at(sinceMidnight);
        String id = job + "@" + first;
        jobs.add(
                id,
                first.toEpochMilli(),
                Patch.of(SchedulerJobFields.NAME, job)
                        .and(SchedulerJobFields.TYPE, "interval")
                        .and(SchedulerJobFields.INTERVAL, interval.toMillis())
                        .and(SchedulerJobFields.ENABLED, true)
                        .and(SchedulerJobFields.NEXT_RUN_AT, first));
        return id;
    }

    /** Polls for due jobs until the day ends. */
    void run(Map<String, Consumer<Instant>> actions) throws InterruptedException {
        for (Instant now = day.start(); now.isBefore(day.end()); now = now.plus(POLL_INTERVAL)) {
            day.waitUntil(now);
            for (var job : jobs.getAll(actions.keySet()).values()) {
                if (isDue(job, now) && claim(job, now)) {
                    actions.get(job.id()).accept(now);
                }
            }
        }
    }

    /** Disables the jobs but keeps their entries. */
    void disable(Collection<String> ids) {
        ids.forEach(id -> jobs.update(id, Patch.of(SchedulerJobFields.ENABLED, false)));
    }

    private static boolean isDue(IndexEntry<SchedulerJobsRecord> job, Instant now) {
        return !job.get(SchedulerJobFields.NEXT_RUN_AT).isAfter(now);
    }

    /** Claims the job, unless its version has changed since it was read. */
    private boolean claim(IndexEntry<SchedulerJobsRecord> job, Instant now) {
        Instant next = now.plusMillis(job.get(SchedulerJobFields.INTERVAL));
        var patch = Patch.of(SchedulerJobFields.LAST_RUN_AT, now).and(SchedulerJobFields.NEXT_RUN_AT, next);
        return switch (jobs.update(job.id(), job.version(), patch)) {
            case UpdateResult.Updated updated -> true;
            case UpdateResult.Conflict conflict -> false;
            case UpdateResult.Missing missing -> false;
        };
    }
}

package dev.nvent.store.demo;

import dev.nvent.store.catalog.SchedulerJobFields;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.jooq.tables.records.SchedulerJobsRecord;
import dev.nvent.store.routing.Patch;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

/** Runs jobs when they are due. Any number of schedulers may look at the same jobs: each run of a job has one winner. */
final class Scheduler {

    private static final Duration TICK = Duration.ofMinutes(30);

    private final SortedIndex<SchedulerJobsRecord> jobs;
    private final Day day;

    Scheduler(SortedIndex<SchedulerJobsRecord> jobs, Day day) {
        this.jobs = jobs;
        this.day = day;
    }

    /** Adds a job of this day; returns its id. Another day that is played at the same time has jobs of its own. */
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

    /** Looks for due jobs until the day is over. */
    void work(Map<String, Consumer<Instant>> workById) throws InterruptedException {
        for (Instant now = day.start(); now.isBefore(day.end()); now = now.plus(TICK)) {
            day.waitUntil(now);
            for (var job : jobs.get(workById.keySet()).values()) {
                if (isDue(job, now) && claim(job, now)) {
                    workById.get(job.id()).accept(now);
                }
            }
        }
    }

    /** Leaves the jobs in place for a reader, but nobody runs them any more. */
    void disable(Collection<String> ids) {
        ids.forEach(id -> jobs.update(id, Patch.of(SchedulerJobFields.ENABLED, false)));
    }

    private static boolean isDue(IndexEntry<SchedulerJobsRecord> job, Instant now) {
        return !job.get(SchedulerJobFields.NEXT_RUN_AT).isAfter(now);
    }

    /** Only if the job is still as it was read. */
    private boolean claim(IndexEntry<SchedulerJobsRecord> job, Instant now) {
        Instant next = now.plusMillis(job.get(SchedulerJobFields.INTERVAL));
        var run = Patch.of(SchedulerJobFields.LAST_RUN_AT, now).and(SchedulerJobFields.NEXT_RUN_AT, next);
        return switch (jobs.update(job.id(), job.version(), run)) {
            case UpdateResult.Updated won -> true;
            case UpdateResult.Conflict lost -> false;
            case UpdateResult.Missing gone -> false;
        };
    }
}

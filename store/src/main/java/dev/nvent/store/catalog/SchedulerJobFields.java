package dev.nvent.store.catalog;

import static dev.nvent.store.jooq.Tables.SCHEDULER_JOBS;

import dev.nvent.store.jooq.tables.records.SchedulerJobsRecord;
import dev.nvent.store.routing.Codec;
import dev.nvent.store.routing.Route.Column;
import dev.nvent.store.routing.Route.Document;
import dev.nvent.store.routing.Route.Overflow;
import java.time.Instant;

/** The fields of a scheduler job. */
public final class SchedulerJobFields {

    public static final Column<SchedulerJobsRecord, String, String> NAME =
            Column.of("name", SCHEDULER_JOBS.NAME, Codec.TEXT);
    public static final Column<SchedulerJobsRecord, String, String> JOB_NAME =
            Column.of("jobName", SCHEDULER_JOBS.JOB_NAME, Codec.TEXT);
    public static final Column<SchedulerJobsRecord, String, String> TYPE =
            Column.of("type", SCHEDULER_JOBS.TYPE, Codec.INDEXED_TEXT);
    public static final Column<SchedulerJobsRecord, String, String> CRON =
            Column.of("cron", SCHEDULER_JOBS.CRON, Codec.TEXT);

    /** Milliseconds between two runs. */
    public static final Column<SchedulerJobsRecord, Long, Long> INTERVAL =
            Column.of("interval", SCHEDULER_JOBS.INTERVAL, Codec.LONG);

    public static final Column<SchedulerJobsRecord, Long, Instant> EXECUTE_AT =
            Column.of("executeAt", SCHEDULER_JOBS.EXECUTE_AT, Codec.TIME);
    public static final Column<SchedulerJobsRecord, String, String> TIMEZONE =
            Column.of("timezone", SCHEDULER_JOBS.TIMEZONE, Codec.TEXT);
    public static final Column<SchedulerJobsRecord, Boolean, Boolean> ENABLED =
            Column.of("enabled", SCHEDULER_JOBS.ENABLED, Codec.BOOLEAN);
    public static final Column<SchedulerJobsRecord, Long, Instant> SCHEDULED_AT =
            Column.of("scheduledAt", SCHEDULER_JOBS.SCHEDULED_AT, Codec.TIME);
    public static final Column<SchedulerJobsRecord, Long, Instant> LAST_RUN_AT =
            Column.of("lastRunAt", SCHEDULER_JOBS.LAST_RUN_AT, Codec.TIME);
    public static final Column<SchedulerJobsRecord, Long, Instant> NEXT_RUN_AT =
            Column.of("nextRunAt", SCHEDULER_JOBS.NEXT_RUN_AT, Codec.TIME);
    public static final Column<SchedulerJobsRecord, String, String> STATUS =
            Column.of("status", SCHEDULER_JOBS.STATUS, Codec.TEXT);
    public static final Document<SchedulerJobsRecord> METADATA = Document.of("metadata", SCHEDULER_JOBS.METADATA);
    public static final Document<SchedulerJobsRecord> CONFIG = Document.of("config", SCHEDULER_JOBS.CONFIG);
    public static final Overflow<SchedulerJobsRecord> EXTRA = new Overflow<>(SCHEDULER_JOBS.EXTRA);

    private SchedulerJobFields() {}
}

package dev.nvent.store.field;

import static dev.nvent.store.jooq.Tables.SCHEDULER_JOBS;

import dev.nvent.store.jooq.tables.records.SchedulerJobsRecord;
import java.time.Instant;

/** The fields of a scheduler job. */
public final class SchedulerJobFields {

    public static final ColumnField<SchedulerJobsRecord, String, String> NAME =
            ColumnField.of("name", SCHEDULER_JOBS.NAME, Codec.TEXT);
    public static final ColumnField<SchedulerJobsRecord, String, String> JOB_NAME =
            ColumnField.of("jobName", SCHEDULER_JOBS.JOB_NAME, Codec.TEXT);
    public static final ColumnField<SchedulerJobsRecord, String, String> TYPE =
            ColumnField.of("type", SCHEDULER_JOBS.TYPE, Codec.INDEXED_TEXT);
    public static final ColumnField<SchedulerJobsRecord, String, String> CRON =
            ColumnField.of("cron", SCHEDULER_JOBS.CRON, Codec.TEXT);

    /** Milliseconds between two runs. */
    public static final ColumnField<SchedulerJobsRecord, Long, Long> INTERVAL =
            ColumnField.of("interval", SCHEDULER_JOBS.INTERVAL, Codec.LONG);

    public static final ColumnField<SchedulerJobsRecord, Long, Instant> EXECUTE_AT =
            ColumnField.of("executeAt", SCHEDULER_JOBS.EXECUTE_AT, Codec.TIME);
    public static final ColumnField<SchedulerJobsRecord, String, String> TIMEZONE =
            ColumnField.of("timezone", SCHEDULER_JOBS.TIMEZONE, Codec.TEXT);
    public static final ColumnField<SchedulerJobsRecord, Boolean, Boolean> ENABLED =
            ColumnField.of("enabled", SCHEDULER_JOBS.ENABLED, Codec.BOOLEAN);
    public static final ColumnField<SchedulerJobsRecord, Long, Instant> SCHEDULED_AT =
            ColumnField.of("scheduledAt", SCHEDULER_JOBS.SCHEDULED_AT, Codec.TIME);
    public static final ColumnField<SchedulerJobsRecord, Long, Instant> LAST_RUN_AT =
            ColumnField.of("lastRunAt", SCHEDULER_JOBS.LAST_RUN_AT, Codec.TIME);
    public static final ColumnField<SchedulerJobsRecord, Long, Instant> NEXT_RUN_AT =
            ColumnField.of("nextRunAt", SCHEDULER_JOBS.NEXT_RUN_AT, Codec.TIME);
    public static final ColumnField<SchedulerJobsRecord, String, String> STATUS =
            ColumnField.of("status", SCHEDULER_JOBS.STATUS, Codec.TEXT);
    public static final DocumentField<SchedulerJobsRecord> METADATA =
            DocumentField.of("metadata", SCHEDULER_JOBS.METADATA);
    public static final DocumentField<SchedulerJobsRecord> CONFIG = DocumentField.of("config", SCHEDULER_JOBS.CONFIG);
    public static final OverflowField<SchedulerJobsRecord> EXTRA = new OverflowField<>(SCHEDULER_JOBS.EXTRA);

    private SchedulerJobFields() {}
}

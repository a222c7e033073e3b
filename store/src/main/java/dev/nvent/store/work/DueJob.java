package dev.nvent.store.work;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.SchedulerJobFields;
import dev.nvent.store.index.Claim;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.jooq.tables.records.SchedulerJobsRecord;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * A job that its claimant has to run.
 *
 * @param claim its entry, the end of the lease and the fencing token
 * @param claimedAt when it was claimed, by the clock of the database
 */
public record DueJob(Claim<SchedulerJobsRecord> claim, Instant claimedAt) {

    /** The id of the job. */
    public String id() {
        return claim.id();
    }

    /** The run that is due, which stays the same when the job is claimed again after a crash or tried again. */
    public Instant runAt() {
        return claim.dueAt();
    }

    /** The name of the job. */
    public Optional<String> name() {
        return Optional.ofNullable(entry().get(SchedulerJobFields.NAME));
    }

    /** The metadata of the job. */
    public Map<String, Object> metadata() {
        return entry().get(SchedulerJobFields.METADATA) instanceof Map<?, ?> metadata ? cast(metadata) : Map.of();
    }

    /**
     * The schedule, also of a job of the Node adapter: from its cron expression (in UTC if it names no time zone), else its
     * interval, else its time.
     *
     * @throws InvalidInputException if the cron expression, the time zone or the interval is not valid
     */
    public Schedule schedule() {
        String cron = entry().get(SchedulerJobFields.CRON);
        Long interval = entry().get(SchedulerJobFields.INTERVAL);
        if (cron != null) {
            return Schedule.cron(cron, zone(entry().get(SchedulerJobFields.TIMEZONE)));
        }
        return interval == null ? Schedule.once(runAt()) : Schedule.every(Duration.ofMillis(interval));
    }

    private IndexEntry<SchedulerJobsRecord> entry() {
        return claim.entry();
    }

    @SuppressWarnings("unchecked") // JSON objects have text as keys.
    private static Map<String, Object> cast(Map<?, ?> metadata) {
        return (Map<String, Object>) metadata;
    }

    private static ZoneId zone(@org.jspecify.annotations.Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new InvalidInputException("timezone", "a time zone", "other text");
        }
    }
}

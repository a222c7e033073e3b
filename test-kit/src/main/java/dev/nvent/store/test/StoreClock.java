package dev.nvent.store.test;

import static dev.nvent.store.jooq.Tables.FLOW_EVENTS;
import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static dev.nvent.store.jooq.Tables.INDEX_ENTRIES;
import static dev.nvent.store.jooq.Tables.KV;
import static dev.nvent.store.jooq.Tables.SCHEDULER_JOBS;
import static dev.nvent.store.jooq.Tables.STREAM;
import static dev.nvent.store.jooq.Tables.SUBSCRIPTIONS;
import static dev.nvent.store.jooq.Tables.TRIGGER_EVENTS;

import dev.nvent.store.NventStore;
import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.types.DayToSecond;

/**
 * Advances the time for stored data, without waiting: all stored times move into the past. The clock of the database does not
 * change, so later writes get its time as usual.
 *
 * <pre>{@code
 * StoreClock.of(store).advance(Duration.ofHours(1));
 * }</pre>
 */
public final class StoreClock {

    /** In milliseconds, in 2001: smaller scores are hardly times. */
    private static final long FIRST_TIME = 1_000_000_000_000L;

    private static final List<TableField<?, Long>> TIMES = List.of(
            FLOW_EVENTS.TS,
            TRIGGER_EVENTS.TS,
            STREAM.TS,
            FLOW_RUNS.STARTED_AT,
            FLOW_RUNS.COMPLETED_AT,
            FLOW_RUNS.LAST_ACTIVITY_AT,
            SCHEDULER_JOBS.SCHEDULED_AT,
            SCHEDULER_JOBS.NEXT_RUN_AT,
            SCHEDULER_JOBS.LAST_RUN_AT,
            SUBSCRIPTIONS.LEASE_UNTIL,
            SUBSCRIPTIONS.WANTED_UNTIL);

    private final NventStore store;

    private StoreClock(NventStore store) {
        this.store = store;
    }

    /** The clock of the data of a store. */
    public static StoreClock of(NventStore store) {
        return new StoreClock(store);
    }

    /**
     * Afterwards the data is as if this much time had passed: keys and leases have expired, claims are over, entries, runs and
     * jobs are due, runs and events are old enough for retention. Versions, and so fencing tokens, do not change.
     *
     * <p>It moves the expiry of keys, the times of events, of runs and of jobs, and the scores of other entries that are
     * times, which are those from 10<sup>12</sup> on (milliseconds, in 2001). It does not move times in metadata and payloads,
     * and nothing in tables of your own. One transaction, on all rows: for tests only.
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not go back: expected a duration of at least 0, got " + time);
        }
        store.inTransaction(transaction -> {
            DSLContext dsl = transaction.reports().dsl();
            TIMES.forEach(column -> age(dsl, column, time.toMillis()));
            dsl.update(INDEX_ENTRIES)
                    .set(INDEX_ENTRIES.SCORE, INDEX_ENTRIES.SCORE.minus(time.toMillis()))
                    .where(INDEX_ENTRIES.SCORE.ge(FIRST_TIME))
                    .execute();
            dsl.update(KV)
                    .set(KV.EXPIRES_AT, KV.EXPIRES_AT.minus(DayToSecond.valueOf(time)))
                    .where(KV.EXPIRES_AT.isNotNull())
                    .execute();
            return dsl;
        });
    }

    private static <R extends Record> void age(DSLContext dsl, TableField<R, Long> column, long millis) {
        dsl.update(column.getTable())
                .set(column, column.minus(millis))
                .where(column.isNotNull())
                .execute();
    }
}

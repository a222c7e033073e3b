package dev.nvent.store.internal.catalog;

import java.util.Optional;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;

/**
 * A table that holds event streams, as generated constants.
 *
 * @param table the table
 * @param subjectType the column that it is partitioned by; empty where it is not
 * @param key the column that identifies a stream in it; where it is {@code runId} too, the subject names the run
 * @param id the column of the event's id, in the order of appends
 * @param ts the column of the time of the append, in milliseconds
 * @param idempotencyKey the column of the idempotency key, unique in a stream; NULL where the writer gave none
 * @param streamVersion the column of the version of the stream, unique in it; NULL where it is not versioned
 * @param <R> the record of the table
 */
public record StreamTable<R extends Record>(
        Table<R> table,
        Optional<TableField<R, String>> subjectType,
        TableField<R, String> key,
        TableField<R, Long> id,
        TableField<R, Long> ts,
        TableField<R, String> type,
        TableField<R, String> runId,
        TableField<R, String> flowName,
        TableField<R, String> stepName,
        TableField<R, String> stepId,
        TableField<R, Integer> attempt,
        TableField<R, JSONB> data,
        TableField<R, String> idempotencyKey,
        TableField<R, Long> streamVersion) {

    /** Whether the key of the stream is the id of a run. */
    public boolean keyedByRun() {
        return key.equals(runId);
    }
}

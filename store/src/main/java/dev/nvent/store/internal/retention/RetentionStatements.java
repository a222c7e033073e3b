package dev.nvent.store.internal.retention;

import static dev.nvent.store.jooq.Tables.KV;
import static dev.nvent.store.jooq.Tables.SCHEDULER_JOBS;
import static dev.nvent.store.jooq.Tables.STREAM;
import static dev.nvent.store.jooq.Tables.SUBSCRIPTIONS;
import static dev.nvent.store.jooq.Tables.TRIGGER_EVENTS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;

import dev.nvent.store.internal.retention.Batch.Deleted;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.sql.Templates;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.retention.RetentionRule.CompletedJobs;
import dev.nvent.store.retention.RetentionRule.ExpiredKeys;
import dev.nvent.store.retention.RetentionRule.ParkedEvents;
import dev.nvent.store.retention.RetentionRule.Runs;
import dev.nvent.store.retention.RetentionRule.StreamEvents;
import dev.nvent.store.retention.RetentionRule.TriggerEvents;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;

/** For each rule, the statement that deletes a batch of what it covers, and the one that counts all of it. */
final class RetentionStatements {

    /** The lag of the standby that is furthest behind, as far as the role may see it. */
    static final Statement<?, Duration> REPLICATION_LAG = Template.withoutValues(
            () -> select(Routines.nventReplicationLag()), Answer.row(row -> Duration.ofMillis(row.getLong(1))));

    private static final Template<String, Optional<Long>> SEEN_UP_TO = Template.of(
            bind -> select(min(SUBSCRIPTIONS.POSITION))
                    .from(SUBSCRIPTIONS)
                    .where(SUBSCRIPTIONS.STREAM.eq(bind.value(SUBSCRIPTIONS.STREAM, table -> table))),
            Answer.row(row -> {
                long position = row.getLong(1);
                return row.wasNull() ? Optional.empty() : Optional.of(position);
            }));

    private static final Rows<TriggerEvents> TRIGGER_ROWS = new Rows<>(
            TRIGGER_EVENTS,
            TRIGGER_EVENTS.ID,
            bind -> noCondition(),
            bind -> isOldEvent(bind, TRIGGER_EVENTS.TS, TRIGGER_EVENTS.ID),
            false,
            Deleted::events);

    private static final Rows<StreamEvents> STREAM_ROWS = new Rows<>(
            STREAM,
            STREAM.ID,
            bind -> STREAM.SUBJECT_TYPE.eq(
                    bind.value(STREAM.SUBJECT_TYPE, batch -> batch.rule().subjectType())),
            bind -> isOldEvent(bind, STREAM.TS, STREAM.ID),
            false,
            Deleted::events);

    private static final Rows<CompletedJobs> JOB_ROWS = new Rows<>(
            SCHEDULER_JOBS,
            SCHEDULER_JOBS.JOB_ID,
            bind -> SCHEDULER_JOBS.STATUS.eq(inline("completed")),
            bind -> coalesce(SCHEDULER_JOBS.LAST_RUN_AT, SCHEDULER_JOBS.SCHEDULED_AT)
                    .lt(longAgo(bind)),
            true,
            Deleted::entries);

    private static final Rows<ExpiredKeys> KEY_ROWS = new Rows<>(
            KV,
            KV.KEY,
            bind -> noCondition(),
            bind -> KV.EXPIRES_AT.le(currentOffsetDateTime()),
            true,
            Deleted::entries);

    private RetentionStatements() {}

    /** The smallest position of the subscriptions to a table of events, if there are any. */
    static Statement<?, Optional<Long>> seenUpTo(Table<?> events) {
        return SEEN_UP_TO.with(events.getName());
    }

    /**
     * Deletes a batch.
     *
     * @param leftOut flows that a rule for all runs does not cover
     */
    static Statement<?, Deleted> delete(RetentionRule rule, Set<String> leftOut, long from, long seenUpTo, int limit) {
        return switch (rule) {
            case Runs runs ->
                RunRetentionStatements.delete(
                        new Batch<>(runs, leftOut, runs.age().toMillis(), from, seenUpTo, limit));
            case TriggerEvents events ->
                TRIGGER_ROWS.delete(new Batch<>(events, Set.of(), events.age().toMillis(), from, seenUpTo, limit));
            case StreamEvents events ->
                STREAM_ROWS.delete(new Batch<>(events, Set.of(), events.age().toMillis(), from, seenUpTo, limit));
            case CompletedJobs jobs ->
                JOB_ROWS.delete(new Batch<>(jobs, Set.of(), jobs.age().toMillis(), from, seenUpTo, limit));
            case ParkedEvents parked ->
                ParkedRetentionStatements.delete(
                        new Batch<>(parked, Set.of(), parked.age().toMillis(), from, seenUpTo, limit));
            case ExpiredKeys keys -> KEY_ROWS.delete(new Batch<>(keys, Set.of(), 0, from, seenUpTo, limit));
        };
    }

    /** Counts all that a rule covers. */
    static Statement<?, Deleted> count(RetentionRule rule, Set<String> leftOut, long seenUpTo) {
        return switch (rule) {
            case Runs runs ->
                RunRetentionStatements.countAll(
                        new Batch<>(runs, leftOut, runs.age().toMillis(), Long.MIN_VALUE, seenUpTo, 0));
            case TriggerEvents events ->
                TRIGGER_ROWS.count(new Batch<>(events, Set.of(), events.age().toMillis(), Long.MIN_VALUE, seenUpTo, 0));
            case StreamEvents events ->
                STREAM_ROWS.count(new Batch<>(events, Set.of(), events.age().toMillis(), Long.MIN_VALUE, seenUpTo, 0));
            case CompletedJobs jobs ->
                JOB_ROWS.count(new Batch<>(jobs, Set.of(), jobs.age().toMillis(), Long.MIN_VALUE, seenUpTo, 0));
            case ParkedEvents parked ->
                ParkedRetentionStatements.countAll(
                        new Batch<>(parked, Set.of(), parked.age().toMillis(), Long.MIN_VALUE, seenUpTo, 0));
            case ExpiredKeys keys -> KEY_ROWS.count(new Batch<>(keys, Set.of(), 0, Long.MIN_VALUE, seenUpTo, 0));
        };
    }

    private static <T extends RetentionRule> Field<Long> longAgo(Binder<Batch<T>> bind) {
        return Routines.nventStatementMillis().minus(bind.value(STREAM.TS, Batch::ageMillis));
    }

    private static <T extends RetentionRule> Condition isOldEvent(
            Binder<Batch<T>> bind, TableField<?, Long> ts, TableField<?, Long> id) {
        return ts.lt(longAgo(bind)).and(id.le(bind.value(id, Batch::seenUpTo)));
    }

    /** The statements of a rule that covers rows of one table. */
    private static final class Rows<T extends RetentionRule> {

        private final Templates<Integer, Batch<T>, Deleted> delete;
        private final Template<Batch<T>, Deleted> count;

        /**
         * @param part the rows that can be covered at all, by columns that do not change
         * @param covered the conditions that the rule adds
         * @param canChange whether rows are updated, so that they are locked before. Events are not, and Citus locks no rows
         *     of several shards
         */
        <R extends Record, K> Rows(
                Table<R> table,
                TableField<R, K> key,
                Function<Binder<Batch<T>>, Condition> part,
                Function<Binder<Batch<T>>, Condition> covered,
                boolean canChange,
                Function<Long, Deleted> deleted) {
            this.delete = new Templates<>(limit -> Template.<Batch<T>, Deleted>of(
                            bind -> {
                                var old = select(key)
                                        .from(table)
                                        .where(part.apply(bind))
                                        .and(covered.apply(bind))
                                        .limit(inline(limit));
                                return deleteFrom(table)
                                        .where(part.apply(bind))
                                        .and(key.eq(any(array(
                                                canChange ? old.forUpdate().skipLocked() : old))));
                            },
                            Answer.changedRows().map(rows -> deleted.apply((long) rows)))
                    .asBatch());
            this.count = Template.of(
                    bind -> selectCount().from(table).where(part.apply(bind)).and(covered.apply(bind)),
                    Answer.row(row -> deleted.apply(row.getLong(1))));
        }

        Statement<?, Deleted> delete(Batch<T> batch) {
            return delete.of(batch.limit()).with(batch);
        }

        Statement<?, Deleted> count(Batch<T> batch) {
            return count.with(batch);
        }
    }
}

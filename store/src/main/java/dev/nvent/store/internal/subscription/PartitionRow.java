package dev.nvent.store.internal.subscription;

import static dev.nvent.store.jooq.Tables.PARKED_EVENTS;
import static dev.nvent.store.jooq.Tables.SUBSCRIPTIONS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;

import dev.nvent.store.jooq.Routines;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.SubscriptionStatus.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * The stored state of a partition.
 *
 * @param owner the process that holds its lease, if any does
 * @param wantedBy the process that asks for it, if any does
 * @param failure the last failure of its handler, unless an event has been handled since
 * @param retryRequested whether a parked event is to be handled again
 */
record PartitionRow(
        String name,
        int number,
        int partitions,
        String stream,
        EventSource source,
        long position,
        long fence,
        Optional<String> owner,
        Optional<String> wantedBy,
        Optional<Failure> failure,
        boolean retryRequested) {

    /**
     * The columns that {@link #of} reads.
     *
     * @param isOwn whether a partition belongs to its owner even if its lease has expired
     */
    static List<Field<?>> columns(Condition isOwn) {
        return List.of(
                SUBSCRIPTIONS.NAME,
                SUBSCRIPTIONS.PARTITION,
                SUBSCRIPTIONS.PARTITIONS,
                SUBSCRIPTIONS.STREAM,
                SUBSCRIPTIONS.SOURCE,
                SUBSCRIPTIONS.POSITION,
                SUBSCRIPTIONS.FENCE,
                when(isOwn.or(SUBSCRIPTIONS.LEASE_UNTIL.ge(Routines.nventStatementMillis())), SUBSCRIPTIONS.OWNER),
                when(SUBSCRIPTIONS.WANTED_UNTIL.ge(Routines.nventStatementMillis()), SUBSCRIPTIONS.WANTED_BY),
                SUBSCRIPTIONS.FAILED_EVENT,
                SUBSCRIPTIONS.ATTEMPTS,
                SUBSCRIPTIONS.LAST_ERROR,
                SUBSCRIPTIONS.FAILED_AT,
                field(exists(selectOne()
                        .from(PARKED_EVENTS)
                        .where(PARKED_EVENTS.SUBSCRIPTION.eq(SUBSCRIPTIONS.NAME))
                        .and(PARKED_EVENTS.PARTITION.eq(SUBSCRIPTIONS.PARTITION))
                        .and(PARKED_EVENTS.RETRY_REQUESTED))));
    }

    static PartitionRow of(ResultSet row) throws SQLException {
        Timestamp failedAt = row.getTimestamp(13);
        return new PartitionRow(
                row.getString(1),
                row.getInt(2),
                row.getInt(3),
                row.getString(4),
                Source.events(row.getString(5)),
                row.getLong(6),
                row.getLong(7),
                Optional.ofNullable(row.getString(8)),
                Optional.ofNullable(row.getString(9)),
                failedAt == null
                        ? Optional.empty()
                        : Optional.of(
                                new Failure(row.getLong(10), row.getInt(11), row.getString(12), failedAt.toInstant())),
                row.getBoolean(14));
    }

    boolean isOwnedBy(String process) {
        return owner.filter(process::equals).isPresent();
    }

    /** Whether a process may take it: no other one owns it or has asked for it. */
    boolean isFreeFor(String process) {
        return owner.isEmpty()
                && wantedBy.filter(other -> !other.equals(process)).isEmpty();
    }
}

package dev.nvent.store.internal.subscription;

import static dev.nvent.store.jooq.Tables.PARKED_EVENTS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.subscription.PartitionStatements.Change;
import dev.nvent.store.internal.subscription.PartitionStatements.FailedChange;
import dev.nvent.store.subscription.ParkedEvent;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.SQLDataType;

/** The statements on events that a subscription continued without. */
final class ParkedStatements {

    private static final int MAX_PARKED = 1_000;

    private static final Template<FailedChange, Integer> PARK = Template.<FailedChange, Integer>of(
                    ParkedStatements::park, Answer.changedRows())
            .asBatch();

    private static final Template<Change, List<Long>> RETRIES = Template.of(
            bind -> select(PARKED_EVENTS.EVENT_ID)
                    .from(PARKED_EVENTS)
                    .where(PARKED_EVENTS.SUBSCRIPTION.eq(bind.value(PARKED_EVENTS.SUBSCRIPTION, Change::name)))
                    .and(PARKED_EVENTS.PARTITION.eq(bind.value(PARKED_EVENTS.PARTITION, Change::partition)))
                    .and(PARKED_EVENTS.RETRY_REQUESTED)
                    .orderBy(PARKED_EVENTS.EVENT_ID)
                    .limit(inline(100)),
            Answer.rows(row -> row.getLong(1)));

    private static final Template<String, List<ParkedEvent>> LIST = Template.of(
            bind -> select(
                            PARKED_EVENTS.EVENT_ID,
                            PARKED_EVENTS.PARTITION,
                            PARKED_EVENTS.ATTEMPTS,
                            PARKED_EVENTS.ERROR,
                            PARKED_EVENTS.PARKED_AT,
                            PARKED_EVENTS.RETRY_REQUESTED)
                    .from(PARKED_EVENTS)
                    .where(ofSubscription(bind))
                    .orderBy(PARKED_EVENTS.EVENT_ID)
                    .limit(inline(MAX_PARKED)),
            Answer.rows(row -> new ParkedEvent(
                    row.getLong(1),
                    row.getInt(2),
                    row.getInt(3),
                    row.getString(4),
                    row.getTimestamp(5).toInstant(),
                    row.getBoolean(6))));

    private static final Template<String, Long> COUNT_ALL = Template.of(
            bind -> select(count()).from(PARKED_EVENTS).where(ofSubscription(bind)), Answer.row(row -> row.getLong(1)));

    private static final Template<Parked, Boolean> RETRY = Template.of(
            bind -> update(PARKED_EVENTS)
                    .set(PARKED_EVENTS.RETRY_REQUESTED, inline(true))
                    .where(isParked(bind))
                    .returningResult(inline(1)),
            Answer.exists());

    private static final Template<String, Integer> RETRY_ALL = Template.<String, Integer>of(
                    bind -> update(PARKED_EVENTS)
                            .set(PARKED_EVENTS.RETRY_REQUESTED, inline(true))
                            .where(ofSubscription(bind)),
                    Answer.changedRows())
            .asBatch();

    private static final Template<Parked, Boolean> DISCARD = Template.of(
            bind -> deleteFrom(PARKED_EVENTS).where(isParked(bind)).returningResult(inline(1)), Answer.exists());

    private static final Template<String, Integer> DISCARD_ALL = Template.<String, Integer>of(
                    bind -> deleteFrom(PARKED_EVENTS).where(ofSubscription(bind)), Answer.changedRows())
            .asBatch();

    private ParkedStatements() {}

    private record Parked(String subscription, long event) {}

    /** Parks an event, or adds attempts to a parked one. */
    static Statement<?, Integer> park(Change change, long event, int attempts, String error) {
        return PARK.with(new FailedChange(change, event, attempts, error));
    }

    /** The parked events of a partition that are to be handled again. */
    static Statement<?, List<Long>> retries(Change change) {
        return RETRIES.with(change);
    }

    static Statement<?, List<ParkedEvent>> list(String name) {
        return LIST.with(name);
    }

    static Statement<?, Long> countAll(String name) {
        return COUNT_ALL.with(name);
    }

    static Statement<?, Boolean> retry(String name, long event) {
        return RETRY.with(new Parked(name, event));
    }

    static Statement<?, Integer> retryAll(String name) {
        return RETRY_ALL.with(name);
    }

    static Statement<?, Boolean> discard(String name, long event) {
        return DISCARD.with(new Parked(name, event));
    }

    static Statement<?, Integer> discardAll(String name) {
        return DISCARD_ALL.with(name);
    }

    private static Query park(Binder<FailedChange> bind) {
        Binder<Change> partition = bind.of(FailedChange::change);
        return insertInto(PARKED_EVENTS)
                .set(PARKED_EVENTS.SUBSCRIPTION, partition.value(PARKED_EVENTS.SUBSCRIPTION, Change::name))
                .set(PARKED_EVENTS.EVENT_ID, bind.value(PARKED_EVENTS.EVENT_ID, FailedChange::event))
                .set(PARKED_EVENTS.PARTITION, partition.value(PARKED_EVENTS.PARTITION, Change::partition))
                .set(PARKED_EVENTS.ATTEMPTS, bind.value(PARKED_EVENTS.ATTEMPTS, FailedChange::attempts))
                .set(PARKED_EVENTS.ERROR, bind.value(PARKED_EVENTS.ERROR, FailedChange::error))
                .onConflict(PARKED_EVENTS.SUBSCRIPTION, PARKED_EVENTS.EVENT_ID)
                .doUpdate()
                .set(PARKED_EVENTS.ATTEMPTS, allAttempts())
                .set(PARKED_EVENTS.ERROR, excluded(PARKED_EVENTS.ERROR))
                .set(PARKED_EVENTS.RETRY_REQUESTED, inline(false))
                .set(PARKED_EVENTS.PARKED_AT, excluded(PARKED_EVENTS.PARKED_AT));
    }

    /** The count stops at its highest value, so that an event can always be parked again. */
    private static Field<Integer> allAttempts() {
        Field<Long> sum = PARKED_EVENTS
                .ATTEMPTS
                .cast(SQLDataType.BIGINT)
                .plus(excluded(PARKED_EVENTS.ATTEMPTS).cast(SQLDataType.BIGINT));
        return least(sum, inline((long) Integer.MAX_VALUE)).cast(SQLDataType.INTEGER);
    }

    private static Condition isParked(Binder<Parked> bind) {
        return PARKED_EVENTS
                .SUBSCRIPTION
                .eq(bind.value(PARKED_EVENTS.SUBSCRIPTION, Parked::subscription))
                .and(PARKED_EVENTS.EVENT_ID.eq(bind.value(PARKED_EVENTS.EVENT_ID, Parked::event)));
    }

    private static Condition ofSubscription(Binder<String> bind) {
        return PARKED_EVENTS.SUBSCRIPTION.eq(bind.value(PARKED_EVENTS.SUBSCRIPTION, name -> name));
    }
}

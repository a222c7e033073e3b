package dev.nvent.store.internal.subscription;

import static dev.nvent.store.jooq.Tables.NVENT_EVENT_WRITERS;
import static dev.nvent.store.jooq.Tables.PARKED_EVENTS;
import static dev.nvent.store.jooq.Tables.SUBSCRIPTIONS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.generateSeries;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;
import static org.jooq.impl.DSL.with;

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.ParkedEvent;
import dev.nvent.store.subscription.SubscriptionStatus.Failure;
import dev.nvent.store.subscription.SubscriptionStatus.OpenWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.SQLDataType;

/** The statements on the state of subscriptions. */
final class StateStatements {

    private static final int MAX_PARKED = 1_000;

    private static final Statement<?, List<String>> NAMES = Template.withoutValues(
            () -> selectDistinct(SUBSCRIPTIONS.NAME).from(SUBSCRIPTIONS).orderBy(SUBSCRIPTIONS.NAME),
            Answer.rows(row -> row.getString(1)));

    private static final Template<String, List<PartitionRow>> PARTITIONS = Template.of(
            bind -> select(columns(falseCondition()))
                    .from(SUBSCRIPTIONS)
                    .where(SUBSCRIPTIONS.NAME.eq(bind.value(SUBSCRIPTIONS.NAME, name -> name)))
                    .orderBy(SUBSCRIPTIONS.PARTITION),
            Answer.rows(StateStatements::partition));

    private static final Template<NewSubscription, Integer> CREATE = Template.<NewSubscription, Integer>of(
                    StateStatements::create, Answer.changedRows())
            .asBatch();

    private static final Template<Renewal, List<PartitionRow>> RENEW = Template.<Renewal, List<PartitionRow>>of(
                    StateStatements::renew, Answer.rows(StateStatements::partition))
            .asBatch();

    private static final Template<Claim, Optional<Claimed>> CLAIM = Template.<Claim, Optional<Claimed>>of(
                    StateStatements::claim,
                    Answer.optionalRow(
                            row -> new Claimed(row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4))))
            .asBatch();

    private static final Template<Claim, Boolean> REQUEST = Template.<Claim, Boolean>of(
                    StateStatements::request, Answer.exists())
            .asBatch();

    private static final Template<Change, Boolean> RELEASE = Template.<Change, Boolean>of(
                    bind -> update(SUBSCRIPTIONS)
                            .set(SUBSCRIPTIONS.OWNER, castNull(SUBSCRIPTIONS.OWNER))
                            .set(SUBSCRIPTIONS.LEASE_UNTIL, castNull(SUBSCRIPTIONS.LEASE_UNTIL))
                            .where(isHeld(bind))
                            .returningResult(inline(1)),
                    Answer.exists())
            .asBatch();

    private static final Template<Change, Boolean> SAVE = Template.of(
            bind -> update(SUBSCRIPTIONS)
                    .set(SUBSCRIPTIONS.POSITION, bind.value(SUBSCRIPTIONS.POSITION, Change::position))
                    .set(SUBSCRIPTIONS.FAILED_EVENT, castNull(SUBSCRIPTIONS.FAILED_EVENT))
                    .set(SUBSCRIPTIONS.ATTEMPTS, inline(0))
                    .set(SUBSCRIPTIONS.LAST_ERROR, castNull(SUBSCRIPTIONS.LAST_ERROR))
                    .set(SUBSCRIPTIONS.FAILED_AT, castNull(SUBSCRIPTIONS.FAILED_AT))
                    .set(SUBSCRIPTIONS.UPDATED_AT, currentOffsetDateTime())
                    .where(isHeld(bind))
                    .and(Routines.nventServerInstance().eq(bind.value(SQLDataType.CLOB, Change::server)))
                    .returningResult(inline(1)),
            Answer.exists());

    private static final Template<List<Change>, Integer> SAVE_IDLE = Template.<List<Change>, Integer>of(
                    StateStatements::saveIdle, Answer.changedRows())
            .asBatch();

    private static final Template<Change, Boolean> CONFIRM = Template.of(
            bind -> update(SUBSCRIPTIONS)
                    .set(SUBSCRIPTIONS.UPDATED_AT, currentOffsetDateTime())
                    .where(isHeld(bind))
                    .returningResult(inline(1)),
            Answer.exists());

    private static final Template<FailedChange, Boolean> FAIL = Template.of(
            bind -> update(SUBSCRIPTIONS)
                    .set(SUBSCRIPTIONS.FAILED_EVENT, bind.value(SUBSCRIPTIONS.FAILED_EVENT, FailedChange::event))
                    .set(SUBSCRIPTIONS.ATTEMPTS, bind.value(SUBSCRIPTIONS.ATTEMPTS, FailedChange::attempts))
                    .set(SUBSCRIPTIONS.LAST_ERROR, bind.value(SUBSCRIPTIONS.LAST_ERROR, FailedChange::error))
                    .set(SUBSCRIPTIONS.FAILED_AT, currentOffsetDateTime())
                    .where(isHeld(bind.of(FailedChange::change)))
                    .returningResult(inline(1)),
            Answer.exists());

    private static final Template<FailedChange, Integer> PARK = Template.<FailedChange, Integer>of(
                    bind -> insertInto(PARKED_EVENTS)
                            .set(
                                    PARKED_EVENTS.SUBSCRIPTION,
                                    bind.value(
                                            PARKED_EVENTS.SUBSCRIPTION,
                                            failed -> failed.change().name()))
                            .set(PARKED_EVENTS.EVENT_ID, bind.value(PARKED_EVENTS.EVENT_ID, FailedChange::event))
                            .set(
                                    PARKED_EVENTS.PARTITION,
                                    bind.value(
                                            PARKED_EVENTS.PARTITION,
                                            failed -> failed.change().partition()))
                            .set(PARKED_EVENTS.ATTEMPTS, bind.value(PARKED_EVENTS.ATTEMPTS, FailedChange::attempts))
                            .set(PARKED_EVENTS.ERROR, bind.value(PARKED_EVENTS.ERROR, FailedChange::error))
                            .onConflict(PARKED_EVENTS.SUBSCRIPTION, PARKED_EVENTS.EVENT_ID)
                            .doUpdate()
                            .set(PARKED_EVENTS.ATTEMPTS, PARKED_EVENTS.ATTEMPTS.plus(excluded(PARKED_EVENTS.ATTEMPTS)))
                            .set(PARKED_EVENTS.ERROR, excluded(PARKED_EVENTS.ERROR))
                            .set(PARKED_EVENTS.RETRY_REQUESTED, inline(false))
                            .set(PARKED_EVENTS.PARKED_AT, excluded(PARKED_EVENTS.PARKED_AT)),
                    Answer.changedRows())
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

    private static final Template<String, List<ParkedEvent>> PARKED = Template.of(
            bind -> select(
                            PARKED_EVENTS.EVENT_ID,
                            PARKED_EVENTS.PARTITION,
                            PARKED_EVENTS.ATTEMPTS,
                            PARKED_EVENTS.ERROR,
                            PARKED_EVENTS.PARKED_AT,
                            PARKED_EVENTS.RETRY_REQUESTED)
                    .from(PARKED_EVENTS)
                    .where(PARKED_EVENTS.SUBSCRIPTION.eq(bind.value(PARKED_EVENTS.SUBSCRIPTION, name -> name)))
                    .orderBy(PARKED_EVENTS.EVENT_ID)
                    .limit(inline(MAX_PARKED)),
            Answer.rows(row -> new ParkedEvent(
                    row.getLong(1),
                    row.getInt(2),
                    row.getInt(3),
                    row.getString(4),
                    row.getTimestamp(5).toInstant(),
                    row.getBoolean(6))));

    private static final Template<String, Long> COUNT_PARKED = Template.of(
            bind -> select(count())
                    .from(PARKED_EVENTS)
                    .where(PARKED_EVENTS.SUBSCRIPTION.eq(bind.value(PARKED_EVENTS.SUBSCRIPTION, name -> name))),
            Answer.row(row -> row.getLong(1)));

    private static final Template<Parked, Boolean> RETRY = Template.of(
            bind -> update(PARKED_EVENTS)
                    .set(PARKED_EVENTS.RETRY_REQUESTED, inline(true))
                    .where(isParked(bind))
                    .returningResult(inline(1)),
            Answer.exists());

    private static final Template<String, Integer> RETRY_ALL = Template.<String, Integer>of(
                    bind -> update(PARKED_EVENTS)
                            .set(PARKED_EVENTS.RETRY_REQUESTED, inline(true))
                            .where(PARKED_EVENTS.SUBSCRIPTION.eq(bind.value(PARKED_EVENTS.SUBSCRIPTION, name -> name))),
                    Answer.changedRows())
            .asBatch();

    private static final Template<Parked, Boolean> DISCARD = Template.of(
            bind -> deleteFrom(PARKED_EVENTS).where(isParked(bind)).returningResult(inline(1)), Answer.exists());

    private static final Template<String, Integer> DISCARD_ALL = Template.<String, Integer>of(
                    bind -> deleteFrom(PARKED_EVENTS)
                            .where(PARKED_EVENTS.SUBSCRIPTION.eq(bind.value(PARKED_EVENTS.SUBSCRIPTION, name -> name))),
                    Answer.changedRows())
            .asBatch();

    private static final Template<NewPosition, Integer> RESET = Template.<NewPosition, Integer>of(
                    bind -> update(SUBSCRIPTIONS)
                            .set(SUBSCRIPTIONS.POSITION, bind.value(SUBSCRIPTIONS.POSITION, NewPosition::position))
                            .set(SUBSCRIPTIONS.FENCE, SUBSCRIPTIONS.FENCE.plus(inline(1L)))
                            .set(SUBSCRIPTIONS.OWNER, castNull(SUBSCRIPTIONS.OWNER))
                            .set(SUBSCRIPTIONS.LEASE_UNTIL, castNull(SUBSCRIPTIONS.LEASE_UNTIL))
                            .set(SUBSCRIPTIONS.FAILED_EVENT, castNull(SUBSCRIPTIONS.FAILED_EVENT))
                            .set(SUBSCRIPTIONS.ATTEMPTS, inline(0))
                            .set(SUBSCRIPTIONS.LAST_ERROR, castNull(SUBSCRIPTIONS.LAST_ERROR))
                            .set(SUBSCRIPTIONS.UPDATED_AT, currentOffsetDateTime())
                            .where(SUBSCRIPTIONS.NAME.eq(bind.value(SUBSCRIPTIONS.NAME, NewPosition::name))),
                    Answer.changedRows())
            .asBatch();

    private static final Template<String, Integer> DELETE = Template.<String, Integer>of(
                    bind -> deleteFrom(SUBSCRIPTIONS)
                            .where(SUBSCRIPTIONS.NAME.eq(bind.value(SUBSCRIPTIONS.NAME, name -> name))),
                    Answer.changedRows())
            .asBatch();

    private static final Template<Writers, List<OpenWriter>> WRITERS = Template.of(
            bind -> selectFrom(NVENT_EVENT_WRITERS(
                    bind.value(SQLDataType.CLOB, Writers::tablePrefix), bind.value(SQLDataType.CLOB, Writers::stream))),
            Answer.rows(StateStatements::writer));

    private static final Field<String> SERVER = field(name("server"), SQLDataType.CLOB);

    private StateStatements() {}

    /** A new subscription. */
    record NewSubscription(String name, int partitions, String stream, EventSource source, long position) {}

    private record NewPosition(String name, long position) {}

    private record Renewal(String owner, Collection<String> names, long leaseMillis) {

        String[] namesArray() {
            return names.toArray(String[]::new);
        }
    }

    private record Claim(String name, int partition, String owner, long leaseMillis) {}

    private record Parked(String subscription, long event) {}

    private record Writers(String tablePrefix, String stream) {}

    private record FailedChange(Change change, long event, int attempts, String error) {}

    /** A partition that this process has claimed. */
    record Claimed(long fence, long position, long failedEvent, int attempts) {}

    /**
     * A change of a partition by its owner.
     *
     * @param server the run of the server that the position was read from
     */
    record Change(String name, int partition, long fence, long position, String server) {}

    static Statement<?, List<String>> names() {
        return NAMES;
    }

    /** The partitions of a subscription. */
    static Statement<?, List<PartitionRow>> partitions(String name) {
        return PARTITIONS.with(name);
    }

    /** Creates a subscription unless it exists. */
    static Statement<?, Integer> create(NewSubscription subscription) {
        return CREATE.with(subscription);
    }

    /** Renews the leases of a process, and reads the partitions of subscriptions. */
    static Statement<?, List<PartitionRow>> renew(String owner, Collection<String> names, Duration lease) {
        return RENEW.with(new Renewal(owner, names, lease.toMillis()));
    }

    /** Takes a free partition. */
    static Statement<?, Optional<Claimed>> claim(String name, int partition, String owner, Duration lease) {
        return CLAIM.with(new Claim(name, partition, owner, lease.toMillis()));
    }

    /** Asks the owner of a partition to hand it over. */
    static Statement<?, Boolean> request(String name, int partition, String owner, Duration lease) {
        return REQUEST.with(new Claim(name, partition, owner, lease.toMillis()));
    }

    /** Gives a partition to whoever takes it. */
    static Statement<?, Boolean> release(Change change) {
        return RELEASE.with(change);
    }

    /** Saves a position; answers false if the partition has another owner, or the server has been restarted since. */
    static Statement<?, Boolean> save(Change change) {
        return SAVE.with(change);
    }

    /** Saves positions that have moved over events of others, of partitions that still have the owner. None moves back. */
    static Statement<?, Integer> saveIdle(List<Change> changes) {
        return SAVE_IDLE.with(changes);
    }

    /** Answers whether the partition still has the owner, and locks it. */
    static Statement<?, Boolean> confirm(Change change) {
        return CONFIRM.with(change);
    }

    /** Saves a failure. */
    static Statement<?, Boolean> fail(Change change, long event, int attempts, String error) {
        return FAIL.with(new FailedChange(change, event, attempts, error));
    }

    /** Parks an event, or adds attempts to a parked one. */
    static Statement<?, Integer> park(Change change, long event, int attempts, String error) {
        return PARK.with(new FailedChange(change, event, attempts, error));
    }

    /** The parked events of a partition that are to be handled again. */
    static Statement<?, List<Long>> retries(Change change) {
        return RETRIES.with(change);
    }

    static Statement<?, List<ParkedEvent>> parked(String name) {
        return PARKED.with(name);
    }

    static Statement<?, Long> countParked(String name) {
        return COUNT_PARKED.with(name);
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

    /** Moves a subscription, and takes it from its owners. */
    static Statement<?, Integer> reset(String name, long position) {
        return RESET.with(new NewPosition(name, position));
    }

    static Statement<?, Integer> delete(String name) {
        return DELETE.with(name);
    }

    /** Open transactions that have written to a table. */
    static Statement<?, List<OpenWriter>> writers(String tablePrefix, String stream) {
        return WRITERS.with(new Writers(tablePrefix, stream));
    }

    private static Query create(Binder<NewSubscription> bind) {
        var numbers = generateSeries(inline(0), bind.value(SQLDataType.INTEGER, created -> created.partitions() - 1))
                .as("numbers", "number");
        return insertInto(
                        SUBSCRIPTIONS,
                        SUBSCRIPTIONS.NAME,
                        SUBSCRIPTIONS.PARTITION,
                        SUBSCRIPTIONS.PARTITIONS,
                        SUBSCRIPTIONS.STREAM,
                        SUBSCRIPTIONS.SOURCE,
                        SUBSCRIPTIONS.POSITION,
                        SUBSCRIPTIONS.FENCE)
                .select(select(
                                bind.value(SUBSCRIPTIONS.NAME, NewSubscription::name),
                                numbers.field("number", Integer.class),
                                bind.value(SUBSCRIPTIONS.PARTITIONS, NewSubscription::partitions),
                                bind.value(SUBSCRIPTIONS.STREAM, NewSubscription::stream),
                                bind.value(SUBSCRIPTIONS.SOURCE, subscription -> Source.json(subscription.source())),
                                bind.value(SUBSCRIPTIONS.POSITION, NewSubscription::position),
                                // Greater than the tokens of an earlier subscription of this name.
                                Routines.nventClockMillis())
                        .from(numbers)
                        .where(notExists(selectOne()
                                .from(SUBSCRIPTIONS)
                                .where(SUBSCRIPTIONS.NAME.eq(bind.value(SUBSCRIPTIONS.NAME, NewSubscription::name))))))
                .onConflict(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION)
                .doNothing();
    }

    /** Rows that a commit of a batch has locked are renewed the next time. */
    private static Query renew(Binder<Renewal> bind) {
        var owned = select(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION)
                .from(SUBSCRIPTIONS)
                .where(SUBSCRIPTIONS.NAME.eq(any(bind.array(SUBSCRIPTIONS.NAME, Renewal::namesArray))))
                .and(SUBSCRIPTIONS.OWNER.eq(bind.value(SUBSCRIPTIONS.OWNER, Renewal::owner)))
                .forNoKeyUpdate()
                .skipLocked();
        var renewed = name("renewed")
                .as(update(SUBSCRIPTIONS)
                        .set(
                                SUBSCRIPTIONS.LEASE_UNTIL,
                                Routines.nventClockMillis().plus(bind.value(SQLDataType.BIGINT, Renewal::leaseMillis)))
                        .where(row(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION).in(owned))
                        .returningResult(SUBSCRIPTIONS.PARTITION));
        Condition isOwn = SUBSCRIPTIONS.OWNER.eq(bind.value(SUBSCRIPTIONS.OWNER, Renewal::owner));
        return with(renewed)
                .select(columns(isOwn))
                .from(SUBSCRIPTIONS)
                .where(SUBSCRIPTIONS.NAME.eq(any(bind.array(SUBSCRIPTIONS.NAME, Renewal::namesArray))))
                .orderBy(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION);
    }

    private static Query saveIdle(Binder<List<Change>> bind) {
        var moved = select(
                        unnest(SUBSCRIPTIONS.NAME, bind, String[]::new, Change::name),
                        unnest(SUBSCRIPTIONS.PARTITION, bind, Integer[]::new, Change::partition),
                        unnest(SUBSCRIPTIONS.FENCE, bind, Long[]::new, Change::fence),
                        unnest(SUBSCRIPTIONS.POSITION, bind, Long[]::new, Change::position),
                        unnest(SERVER, bind, String[]::new, Change::server))
                .asTable("moved");
        return update(SUBSCRIPTIONS)
                .set(SUBSCRIPTIONS.POSITION, moved.field(SUBSCRIPTIONS.POSITION))
                .set(SUBSCRIPTIONS.UPDATED_AT, currentOffsetDateTime())
                .from(moved)
                .where(SUBSCRIPTIONS.NAME.eq(moved.field(SUBSCRIPTIONS.NAME)))
                .and(SUBSCRIPTIONS.PARTITION.eq(moved.field(SUBSCRIPTIONS.PARTITION)))
                .and(SUBSCRIPTIONS.FENCE.eq(moved.field(SUBSCRIPTIONS.FENCE)))
                .and(SUBSCRIPTIONS.POSITION.lt(moved.field(SUBSCRIPTIONS.POSITION)))
                .and(Routines.nventServerInstance().eq(moved.field(SERVER)));
    }

    private static <V> Field<V> unnest(
            Field<V> like, Binder<List<Change>> bind, IntFunction<V[]> make, Function<Change, V> value) {
        return function(
                        name("unnest"),
                        like.getDataType(),
                        bind.array(like, changes -> changes.stream().map(value).toArray(make)))
                .as(like);
    }

    /**
     * What {@link #partition} reads.
     *
     * @param isOwn whether a partition belongs to its owner even if its lease has expired
     */
    private static List<Field<?>> columns(Condition isOwn) {
        return List.of(
                SUBSCRIPTIONS.NAME,
                SUBSCRIPTIONS.PARTITION,
                SUBSCRIPTIONS.PARTITIONS,
                SUBSCRIPTIONS.STREAM,
                SUBSCRIPTIONS.SOURCE,
                SUBSCRIPTIONS.POSITION,
                SUBSCRIPTIONS.FENCE,
                when(isOwn.or(SUBSCRIPTIONS.LEASE_UNTIL.ge(Routines.nventClockMillis())), SUBSCRIPTIONS.OWNER),
                when(SUBSCRIPTIONS.WANTED_UNTIL.ge(Routines.nventClockMillis()), SUBSCRIPTIONS.WANTED_BY),
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

    private static PartitionRow partition(ResultSet row) throws SQLException {
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

    /** A request of another process keeps a partition free for that process. */
    private static Query claim(Binder<Claim> bind) {
        var free = select(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION)
                .from(SUBSCRIPTIONS)
                .where(isPartition(bind))
                .and(SUBSCRIPTIONS.OWNER.isNull().or(SUBSCRIPTIONS.LEASE_UNTIL.lt(Routines.nventClockMillis())))
                .and(SUBSCRIPTIONS
                        .WANTED_BY
                        .isNull()
                        .or(SUBSCRIPTIONS.WANTED_BY.eq(bind.value(SUBSCRIPTIONS.WANTED_BY, Claim::owner)))
                        .or(SUBSCRIPTIONS.WANTED_UNTIL.lt(Routines.nventClockMillis())))
                .forNoKeyUpdate()
                .skipLocked();
        return update(SUBSCRIPTIONS)
                .set(SUBSCRIPTIONS.OWNER, bind.value(SUBSCRIPTIONS.OWNER, Claim::owner))
                .set(
                        SUBSCRIPTIONS.LEASE_UNTIL,
                        Routines.nventClockMillis().plus(bind.value(SQLDataType.BIGINT, Claim::leaseMillis)))
                .set(SUBSCRIPTIONS.FENCE, SUBSCRIPTIONS.FENCE.plus(inline(1L)))
                .set(SUBSCRIPTIONS.WANTED_BY, castNull(SUBSCRIPTIONS.WANTED_BY))
                .set(SUBSCRIPTIONS.WANTED_UNTIL, castNull(SUBSCRIPTIONS.WANTED_UNTIL))
                .where(row(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION).in(free))
                .returningResult(
                        SUBSCRIPTIONS.FENCE,
                        SUBSCRIPTIONS.POSITION,
                        SUBSCRIPTIONS.FAILED_EVENT,
                        SUBSCRIPTIONS.ATTEMPTS);
    }

    private static Query request(Binder<Claim> bind) {
        var unwanted = select(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION)
                .from(SUBSCRIPTIONS)
                .where(isPartition(bind))
                .and(SUBSCRIPTIONS.WANTED_BY.isNull().or(SUBSCRIPTIONS.WANTED_UNTIL.lt(Routines.nventClockMillis())))
                .forNoKeyUpdate()
                .skipLocked();
        return update(SUBSCRIPTIONS)
                .set(SUBSCRIPTIONS.WANTED_BY, bind.value(SUBSCRIPTIONS.WANTED_BY, Claim::owner))
                .set(
                        SUBSCRIPTIONS.WANTED_UNTIL,
                        Routines.nventClockMillis().plus(bind.value(SQLDataType.BIGINT, Claim::leaseMillis)))
                .where(row(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION).in(unwanted))
                .returningResult(inline(1));
    }

    private static Condition isPartition(Binder<Claim> bind) {
        return SUBSCRIPTIONS
                .NAME
                .eq(bind.value(SUBSCRIPTIONS.NAME, Claim::name))
                .and(SUBSCRIPTIONS.PARTITION.eq(bind.value(SUBSCRIPTIONS.PARTITION, Claim::partition)));
    }

    private static Condition isHeld(Binder<Change> bind) {
        return SUBSCRIPTIONS
                .NAME
                .eq(bind.value(SUBSCRIPTIONS.NAME, Change::name))
                .and(SUBSCRIPTIONS.PARTITION.eq(bind.value(SUBSCRIPTIONS.PARTITION, Change::partition)))
                .and(SUBSCRIPTIONS.FENCE.eq(bind.value(SUBSCRIPTIONS.FENCE, Change::fence)));
    }

    private static Condition isParked(Binder<Parked> bind) {
        return PARKED_EVENTS
                .SUBSCRIPTION
                .eq(bind.value(PARKED_EVENTS.SUBSCRIPTION, Parked::subscription))
                .and(PARKED_EVENTS.EVENT_ID.eq(bind.value(PARKED_EVENTS.EVENT_ID, Parked::event)));
    }

    private static OpenWriter writer(ResultSet row) throws SQLException {
        int pid = row.getInt(1);
        Optional<Integer> process = row.wasNull() ? Optional.empty() : Optional.of(pid);
        Optional<String> name = Optional.ofNullable(row.getString(2));
        long millis = row.getLong(3);
        return new OpenWriter(process, name, row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(millis)));
    }
}

package dev.nvent.store.internal.subscription;

import static dev.nvent.store.jooq.Tables.SUBSCRIPTIONS;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.with;

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The statements of the owner of a partition. Each compares the fence of the owner. */
final class PartitionStatements {

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
                    .set(handled())
                    .where(isHeld(bind))
                    .and(Routines.nventServerInstance().eq(bind.value(SQLDataType.CLOB, Change::server)))
                    .returningResult(inline(1)),
            Answer.exists());

    private static final Template<List<Change>, Integer> SAVE_IDLE = Template.<List<Change>, Integer>of(
                    PartitionStatements::saveIdle, Answer.changedRows())
            .asBatch();

    private static final Template<List<Change>, Set<PartitionId>> SAVE_ALL =
            Template.<List<Change>, Set<PartitionId>>of(
                            PartitionStatements::saveAll, Answer.allRows(PartitionStatements::ids))
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

    private static final Field<String> SERVER = field(name("server"), SQLDataType.CLOB);

    private PartitionStatements() {}

    /** A failure of a handler in a partition. */
    record FailedChange(Change change, long event, int attempts, String error) {}

    /**
     * A change of a partition by its owner.
     *
     * @param server the run of the server that the position was read from
     */
    record Change(String name, int partition, long fence, long position, String server) {

        PartitionId id() {
            return new PartitionId(name, partition);
        }
    }

    /** A partition of a subscription. */
    record PartitionId(String name, int number) {}

    /** Releases a partition, which any process can claim then. */
    static Statement<?, Boolean> release(Change change) {
        return RELEASE.with(change);
    }

    /** Saves a position; answers false if the partition has another owner, or the server has been restarted since. */
    static Statement<?, Boolean> save(Change change) {
        return SAVE.with(change);
    }

    /**
     * Saves positions, as {@link #save} does. Answers those that are saved: none whose row is locked, for which it does not
     * wait.
     */
    static Statement<?, Set<PartitionId>> saveAll(List<Change> changes) {
        return SAVE_ALL.with(changes);
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

    private static Query saveAll(Binder<List<Change>> bind) {
        Table<?> moved = moved(bind);
        var held = name("held")
                .as(select(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION, moved.field(SUBSCRIPTIONS.POSITION))
                        .from(SUBSCRIPTIONS)
                        .join(moved)
                        .on(isHeld(moved))
                        .forNoKeyUpdate()
                        .of(SUBSCRIPTIONS)
                        .skipLocked());
        return with(held)
                .update(SUBSCRIPTIONS)
                .set(SUBSCRIPTIONS.POSITION, held.field(SUBSCRIPTIONS.POSITION))
                .set(handled())
                .from(held)
                .where(SUBSCRIPTIONS.NAME.eq(held.field(SUBSCRIPTIONS.NAME)))
                .and(SUBSCRIPTIONS.PARTITION.eq(held.field(SUBSCRIPTIONS.PARTITION)))
                .returningResult(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION);
    }

    /**
     * The assignments that come with every saved position: no event has failed, and the lease is renewed. The renewal of
     * leases alone does not suffice: it skips rows that are locked, as those of a busy partition often are.
     */
    private static Map<Field<?>, Field<?>> handled() {
        var assignments = new LinkedHashMap<Field<?>, Field<?>>();
        assignments.put(SUBSCRIPTIONS.FAILED_EVENT, castNull(SUBSCRIPTIONS.FAILED_EVENT));
        assignments.put(SUBSCRIPTIONS.ATTEMPTS, inline(0));
        assignments.put(SUBSCRIPTIONS.LAST_ERROR, castNull(SUBSCRIPTIONS.LAST_ERROR));
        assignments.put(SUBSCRIPTIONS.FAILED_AT, castNull(SUBSCRIPTIONS.FAILED_AT));
        assignments.put(SUBSCRIPTIONS.UPDATED_AT, currentOffsetDateTime());
        assignments.put(
                SUBSCRIPTIONS.LEASE_UNTIL, Routines.nventStatementMillis().plus(inline(LeaseRenewal.LEASE.toMillis())));
        return assignments;
    }

    private static Set<PartitionId> ids(ResultSet rows) throws SQLException {
        var ids = new HashSet<PartitionId>();
        while (rows.next()) {
            ids.add(new PartitionId(rows.getString(1), rows.getInt(2)));
        }
        return ids;
    }

    private static Query saveIdle(Binder<List<Change>> bind) {
        Table<?> moved = moved(bind);
        return update(SUBSCRIPTIONS)
                .set(SUBSCRIPTIONS.POSITION, moved.field(SUBSCRIPTIONS.POSITION))
                .set(SUBSCRIPTIONS.UPDATED_AT, currentOffsetDateTime())
                .from(moved)
                .where(isHeld(moved))
                .and(SUBSCRIPTIONS.POSITION.lt(moved.field(SUBSCRIPTIONS.POSITION)));
    }

    private static Table<?> moved(Binder<List<Change>> bind) {
        return select(
                        unnest(SUBSCRIPTIONS.NAME, bind, String[]::new, Change::name),
                        unnest(SUBSCRIPTIONS.PARTITION, bind, Integer[]::new, Change::partition),
                        unnest(SUBSCRIPTIONS.FENCE, bind, Long[]::new, Change::fence),
                        unnest(SUBSCRIPTIONS.POSITION, bind, Long[]::new, Change::position),
                        unnest(SERVER, bind, String[]::new, Change::server))
                .asTable("moved");
    }

    private static Condition isHeld(Table<?> moved) {
        return SUBSCRIPTIONS
                .NAME
                .eq(moved.field(SUBSCRIPTIONS.NAME))
                .and(SUBSCRIPTIONS.PARTITION.eq(moved.field(SUBSCRIPTIONS.PARTITION)))
                .and(SUBSCRIPTIONS.FENCE.eq(moved.field(SUBSCRIPTIONS.FENCE)))
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

    private static Condition isHeld(Binder<Change> bind) {
        return SUBSCRIPTIONS
                .NAME
                .eq(bind.value(SUBSCRIPTIONS.NAME, Change::name))
                .and(SUBSCRIPTIONS.PARTITION.eq(bind.value(SUBSCRIPTIONS.PARTITION, Change::partition)))
                .and(SUBSCRIPTIONS.FENCE.eq(bind.value(SUBSCRIPTIONS.FENCE, Change::fence)));
    }
}

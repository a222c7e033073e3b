package dev.nvent.store.internal.subscription;

import static dev.nvent.store.jooq.Tables.SUBSCRIPTIONS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.with;

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.impl.SQLDataType;

/** How processes share the partitions of a subscription: their leases, and their requests for more. */
final class BalanceStatements {

    private static final Template<Renewal, List<PartitionRow>> RENEW = Template.<Renewal, List<PartitionRow>>of(
                    BalanceStatements::renew, Answer.rows(PartitionRow::of))
            .asBatch();

    private static final Template<Claim, Optional<Claimed>> CLAIM = Template.<Claim, Optional<Claimed>>of(
                    BalanceStatements::claim,
                    Answer.optionalRow(
                            row -> new Claimed(row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4))))
            .asBatch();

    private static final Template<Claim, Boolean> REQUEST = Template.<Claim, Boolean>of(
                    BalanceStatements::request, Answer.exists())
            .asBatch();

    private BalanceStatements() {}

    private record Renewal(String owner, Collection<String> names, long leaseMillis) {

        String[] namesArray() {
            return names.toArray(String[]::new);
        }
    }

    private record Claim(String name, int partition, String owner, long leaseMillis) {}

    /** A partition that this process has claimed. */
    record Claimed(long fence, long position, long failedEvent, int attempts) {}

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

    /** Leaves out rows that are locked, as by a saved position, which renews the lease itself. */
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
                                Routines.nventStatementMillis()
                                        .plus(bind.value(SQLDataType.BIGINT, Renewal::leaseMillis)))
                        .where(row(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION).in(owned))
                        .returningResult(SUBSCRIPTIONS.PARTITION));
        Condition isOwn = SUBSCRIPTIONS.OWNER.eq(bind.value(SUBSCRIPTIONS.OWNER, Renewal::owner));
        return with(renewed)
                .select(PartitionRow.columns(isOwn))
                .from(SUBSCRIPTIONS)
                .where(SUBSCRIPTIONS.NAME.eq(any(bind.array(SUBSCRIPTIONS.NAME, Renewal::namesArray))))
                .orderBy(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION);
    }

    /** A request of another process keeps a partition free for that process. */
    private static Query claim(Binder<Claim> bind) {
        var free = select(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION)
                .from(SUBSCRIPTIONS)
                .where(isPartition(bind))
                .and(SUBSCRIPTIONS.OWNER.isNull().or(SUBSCRIPTIONS.LEASE_UNTIL.lt(Routines.nventStatementMillis())))
                .and(SUBSCRIPTIONS
                        .WANTED_BY
                        .isNull()
                        .or(SUBSCRIPTIONS.WANTED_BY.eq(bind.value(SUBSCRIPTIONS.WANTED_BY, Claim::owner)))
                        .or(SUBSCRIPTIONS.WANTED_UNTIL.lt(Routines.nventStatementMillis())))
                .forNoKeyUpdate()
                .skipLocked();
        return update(SUBSCRIPTIONS)
                .set(SUBSCRIPTIONS.OWNER, bind.value(SUBSCRIPTIONS.OWNER, Claim::owner))
                .set(
                        SUBSCRIPTIONS.LEASE_UNTIL,
                        Routines.nventStatementMillis().plus(bind.value(SQLDataType.BIGINT, Claim::leaseMillis)))
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
                .and(SUBSCRIPTIONS
                        .WANTED_BY
                        .isNull()
                        .or(SUBSCRIPTIONS.WANTED_UNTIL.lt(Routines.nventStatementMillis())))
                .forNoKeyUpdate()
                .skipLocked();
        return update(SUBSCRIPTIONS)
                .set(SUBSCRIPTIONS.WANTED_BY, bind.value(SUBSCRIPTIONS.WANTED_BY, Claim::owner))
                .set(
                        SUBSCRIPTIONS.WANTED_UNTIL,
                        Routines.nventStatementMillis().plus(bind.value(SQLDataType.BIGINT, Claim::leaseMillis)))
                .where(row(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION).in(unwanted))
                .returningResult(inline(1));
    }

    private static Condition isPartition(Binder<Claim> bind) {
        return SUBSCRIPTIONS
                .NAME
                .eq(bind.value(SUBSCRIPTIONS.NAME, Claim::name))
                .and(SUBSCRIPTIONS.PARTITION.eq(bind.value(SUBSCRIPTIONS.PARTITION, Claim::partition)));
    }
}

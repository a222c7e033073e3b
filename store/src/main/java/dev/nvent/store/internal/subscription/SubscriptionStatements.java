package dev.nvent.store.internal.subscription;

import static dev.nvent.store.jooq.Tables.SUBSCRIPTIONS;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.generateSeries;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.subscription.EventSource;
import java.util.List;
import org.jooq.Query;
import org.jooq.impl.SQLDataType;

/** The statements that create, reset, delete and list subscriptions. */
final class SubscriptionStatements {

    private static final Statement<?, List<String>> NAMES = Template.withoutValues(
            () -> selectDistinct(SUBSCRIPTIONS.NAME).from(SUBSCRIPTIONS).orderBy(SUBSCRIPTIONS.NAME),
            Answer.rows(row -> row.getString(1)));

    private static final Template<String, List<PartitionRow>> PARTITIONS = Template.of(
            bind -> select(PartitionRow.columns(falseCondition()))
                    .from(SUBSCRIPTIONS)
                    .where(SUBSCRIPTIONS.NAME.eq(bind.value(SUBSCRIPTIONS.NAME, name -> name)))
                    .orderBy(SUBSCRIPTIONS.PARTITION),
            Answer.rows(PartitionRow::of));

    private static final Template<NewSubscription, Integer> CREATE = Template.<NewSubscription, Integer>of(
                    SubscriptionStatements::create, Answer.changedRows())
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

    private SubscriptionStatements() {}

    /** A new subscription. */
    record NewSubscription(String name, int partitions, String stream, EventSource source, long position) {}

    private record NewPosition(String name, long position) {}

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

    /** Moves a subscription, and takes it from its owners. */
    static Statement<?, Integer> reset(String name, long position) {
        return RESET.with(new NewPosition(name, position));
    }

    static Statement<?, Integer> delete(String name) {
        return DELETE.with(name);
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
                                Routines.nventStatementMillis())
                        .from(numbers)
                        .where(notExists(selectOne()
                                .from(SUBSCRIPTIONS)
                                .where(SUBSCRIPTIONS.NAME.eq(bind.value(SUBSCRIPTIONS.NAME, NewSubscription::name))))))
                .onConflict(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION)
                .doNothing();
    }
}

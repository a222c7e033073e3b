package dev.nvent.store.internal.subscription;

import static dev.nvent.store.jooq.Tables.SUBSCRIPTIONS;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.generateSeries;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.with;

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.subscription.EventSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
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

    /** The caller that inserts the first partition inserts all. Others wait for its commit, and insert nothing. */
    private static Query create(Binder<NewSubscription> bind) {
        var first = name("first_partition")
                .as(insertInto(SUBSCRIPTIONS)
                        .set(partition(bind, inline(0)))
                        .onConflict(SUBSCRIPTIONS.NAME, SUBSCRIPTIONS.PARTITION)
                        .doNothing()
                        .returningResult(SUBSCRIPTIONS.PARTITION));
        var numbers = generateSeries(inline(1), bind.value(SQLDataType.INTEGER, created -> created.partitions() - 1))
                .as("numbers", "number");
        Map<Field<?>, Field<?>> others = partition(bind, numbers.field("number", Integer.class));
        return with(first)
                .insertInto(SUBSCRIPTIONS, others.keySet())
                .select(select(others.values())
                        .from(numbers)
                        .where(exists(selectOne().from(first))));
    }

    private static Map<Field<?>, Field<?>> partition(Binder<NewSubscription> bind, Field<Integer> number) {
        var row = new LinkedHashMap<Field<?>, Field<?>>();
        row.put(SUBSCRIPTIONS.NAME, bind.value(SUBSCRIPTIONS.NAME, NewSubscription::name));
        row.put(SUBSCRIPTIONS.PARTITION, number);
        row.put(SUBSCRIPTIONS.PARTITIONS, bind.value(SUBSCRIPTIONS.PARTITIONS, NewSubscription::partitions));
        row.put(SUBSCRIPTIONS.STREAM, bind.value(SUBSCRIPTIONS.STREAM, NewSubscription::stream));
        row.put(SUBSCRIPTIONS.SOURCE, bind.value(SUBSCRIPTIONS.SOURCE, created -> Source.json(created.source())));
        row.put(SUBSCRIPTIONS.POSITION, bind.value(SUBSCRIPTIONS.POSITION, NewSubscription::position));
        // Greater than the tokens of an earlier subscription of this name.
        row.put(SUBSCRIPTIONS.FENCE, Routines.nventStatementMillis());
        return row;
    }
}

package dev.nvent.store.internal.retention;

import static dev.nvent.store.jooq.Tables.PARKED_EVENTS;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.with;

import dev.nvent.store.internal.retention.Batch.Deleted;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.sql.Templates;
import dev.nvent.store.retention.RetentionRule.ParkedEvents;
import java.time.Duration;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;

/** The statements that give up parked events of subscriptions. */
final class ParkedRetentionStatements {

    private static final Templates<Integer, Batch<ParkedEvents>, Deleted> DELETE =
            new Templates<>(limit -> Template.<Batch<ParkedEvents>, Deleted>of(
                            bind -> delete(bind, limit), Answer.changedRows().map(Deleted::entries))
                    .asBatch());

    private static final Template<Batch<ParkedEvents>, Deleted> COUNT = Template.of(
            bind -> selectCount().from(PARKED_EVENTS).where(isOld(bind)),
            Answer.row(row -> Deleted.entries(row.getLong(1))));

    private ParkedRetentionStatements() {}

    /** Deletes the oldest rows, as many as the batch allows. */
    static Statement<?, Deleted> delete(Batch<ParkedEvents> batch) {
        return DELETE.of(batch.limit()).with(batch);
    }

    /** Counts all that the rule covers. */
    static Statement<?, Deleted> countAll(Batch<ParkedEvents> batch) {
        return COUNT.with(batch);
    }

    /** The locking query runs once, since the server does not inline one that locks. */
    private static Query delete(Binder<Batch<ParkedEvents>> bind, int limit) {
        var old = name("old_parked")
                .as(select(PARKED_EVENTS.SUBSCRIPTION, PARKED_EVENTS.EVENT_ID)
                        .from(PARKED_EVENTS)
                        .where(isOld(bind))
                        .orderBy(PARKED_EVENTS.PARKED_AT)
                        .limit(inline(limit))
                        .forUpdate()
                        .skipLocked());
        return with(old)
                .delete(PARKED_EVENTS)
                .using(old)
                .where(PARKED_EVENTS.SUBSCRIPTION.eq(column(old, PARKED_EVENTS.SUBSCRIPTION)))
                .and(PARKED_EVENTS.EVENT_ID.eq(column(old, PARKED_EVENTS.EVENT_ID)));
    }

    private static Condition isOld(Binder<Batch<ParkedEvents>> bind) {
        Field<DayToSecond> age = bind.value(
                SQLDataType.INTERVALDAYTOSECOND, batch -> DayToSecond.valueOf(Duration.ofMillis(batch.ageMillis())));
        return PARKED_EVENTS
                .PARKED_AT
                .lt(currentOffsetDateTime().minus(age))
                .and(PARKED_EVENTS.RETRY_REQUESTED.isFalse());
    }

    private static <T> Field<T> column(Table<?> of, TableField<?, T> column) {
        return field(of.getQualifiedName().append(column.getUnqualifiedName()), column.getDataType());
    }
}

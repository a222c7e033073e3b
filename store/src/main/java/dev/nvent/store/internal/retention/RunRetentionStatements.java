package dev.nvent.store.internal.retention;

import static dev.nvent.store.jooq.Tables.FLOW_EVENTS;
import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static org.jooq.impl.DSL.all;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.with;

import dev.nvent.store.internal.retention.Batch.Deleted;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.sql.Templates;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.retention.RetentionRule.Runs;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.TableField;

/** The statements on runs and their events. */
final class RunRetentionStatements {

    private static final Condition HAS_ENDED =
            FLOW_RUNS.COMPLETED_AT.isNotNull().and(FLOW_RUNS.STATUS.notIn(inline("running"), inline("awaiting")));

    private static final Condition IS_EVENT_OF_RUN =
            FLOW_EVENTS.RUN_ID.eq(FLOW_RUNS.RUN_ID).and(FLOW_EVENTS.FLOW_NAME.eq(FLOW_RUNS.FLOW_NAME));

    private static final Templates<Shape, Batch<Runs>, Deleted> DELETE = new Templates<>(
            shape -> Template.<Batch<Runs>, Deleted>of(bind -> delete(bind, shape), RunRetentionStatements::answer)
                    .asBatch());

    private static final Templates<Shape, Batch<Runs>, Deleted> COUNT = new Templates<>(shape -> Template.of(
            bind -> select(countDistinct(row(FLOW_RUNS.FLOW_NAME, FLOW_RUNS.RUN_ID)), count(FLOW_EVENTS.ID))
                    .from(FLOW_RUNS)
                    .leftJoin(FLOW_EVENTS)
                    .on(IS_EVENT_OF_RUN)
                    .where(covered(bind, shape)),
            Answer.row(row -> new Deleted(row.getLong(1), row.getLong(2), 0))));

    private RunRetentionStatements() {}

    /** Deletes a limited number of events, and the runs that have none left. */
    static Statement<?, Deleted> delete(Batch<Runs> batch) {
        return DELETE.of(Shape.of(batch)).with(batch);
    }

    /** Counts all runs and their events. */
    static Statement<?, Deleted> countAll(Batch<Runs> batch) {
        return COUNT.of(Shape.of(batch)).with(batch);
    }

    private record Shape(boolean flow, boolean leavesOut, boolean statuses, boolean isSeen, int limit) {

        static Shape of(Batch<Runs> batch) {
            return new Shape(
                    batch.rule().flowName().isPresent(),
                    !batch.leftOut().isEmpty(),
                    !batch.rule().statuses().isEmpty(),
                    batch.isSeen(),
                    batch.limit());
        }
    }

    /**
     * Locks the oldest runs, takes the first events of them, and deletes the runs too if these are all their events. The lateral
     * join makes the server go through the runs one by one, whatever it expects of the number of their events.
     */
    private static Query delete(Binder<Batch<Runs>> bind, Shape shape) {
        var run = name("run")
                .as(select(FLOW_RUNS.FLOW_NAME, FLOW_RUNS.RUN_ID, FLOW_RUNS.COMPLETED_AT)
                        .from(FLOW_RUNS)
                        .where(covered(bind, shape))
                        .orderBy(FLOW_RUNS.COMPLETED_AT.asc().nullsFirst())
                        .limit(inline(shape.limit()))
                        .forUpdate()
                        .skipLocked());
        Field<String> flowName = column(run, FLOW_RUNS.FLOW_NAME);
        Field<String> runId = column(run, FLOW_RUNS.RUN_ID);
        Table<?> ofRun = lateral(select(FLOW_EVENTS.ID)
                        .from(FLOW_EVENTS)
                        .where(FLOW_EVENTS.RUN_ID.eq(runId))
                        .and(FLOW_EVENTS.FLOW_NAME.eq(flowName))
                        .limit(inline(shape.limit())))
                .as("of_run");
        var event = name("event")
                .as(select(column(ofRun, FLOW_EVENTS.ID))
                        .from(run)
                        .crossJoin(ofRun)
                        .limit(inline(shape.limit())));
        var goneEvent = name("gone_event")
                .as(deleteFrom(FLOW_EVENTS)
                        .where(FLOW_EVENTS.ID.eq(
                                any(array(select(column(event, FLOW_EVENTS.ID)).from(event)))))
                        .returningResult(FLOW_EVENTS.ID));
        var goneRun = name("gone_run")
                .as(deleteFrom(FLOW_RUNS)
                        .using(run)
                        .where(FLOW_RUNS.FLOW_NAME.eq(flowName))
                        .and(FLOW_RUNS.RUN_ID.eq(runId))
                        .and(field(selectCount().from(event)).lt(inline(shape.limit())))
                        .returningResult(FLOW_RUNS.COMPLETED_AT));
        return with(run)
                .with(event)
                .with(goneEvent)
                .with(goneRun)
                .select(
                        field(selectCount().from(goneRun)),
                        field(selectCount().from(goneEvent)),
                        field(select(max(column(goneRun, FLOW_RUNS.COMPLETED_AT)))
                                .from(goneRun)));
    }

    private static Answer<Deleted> answer(Batch<Runs> batch) {
        return Answer.row(row -> {
            long end = row.getLong(3);
            return new Deleted(row.getLong(1), row.getLong(2), row.wasNull() ? batch.from() : end);
        });
    }

    private static Condition covered(Binder<Batch<Runs>> bind, Shape shape) {
        Field<Long> longAgo =
                field(select(Routines.nventClockMillis().minus(bind.value(FLOW_RUNS.COMPLETED_AT, Batch::ageMillis))));
        Condition covered = HAS_ENDED
                .and(FLOW_RUNS.COMPLETED_AT.lt(longAgo))
                .and(FLOW_RUNS.COMPLETED_AT.ge(bind.value(FLOW_RUNS.COMPLETED_AT, Batch::from)));
        if (shape.flow()) {
            covered = covered.and(FLOW_RUNS.FLOW_NAME.eq(bind.value(
                    FLOW_RUNS.FLOW_NAME, batch -> batch.rule().flowName().orElseThrow())));
        }
        if (shape.leavesOut()) {
            covered = covered.and(FLOW_RUNS.FLOW_NAME.ne(
                    all(bind.array(FLOW_RUNS.FLOW_NAME, batch -> batch.leftOut().toArray(String[]::new)))));
        }
        if (shape.statuses()) {
            covered = covered.and(FLOW_RUNS.STATUS.eq(any(bind.array(
                    FLOW_RUNS.STATUS, batch -> batch.rule().statuses().toArray(String[]::new)))));
        }
        if (!shape.isSeen()) {
            covered = covered.and(notExists(selectOne()
                    .from(FLOW_EVENTS)
                    .where(IS_EVENT_OF_RUN)
                    .and(FLOW_EVENTS.ID.gt(bind.value(FLOW_EVENTS.ID, Batch::seenUpTo)))));
        }
        return covered;
    }

    private static <T> Field<T> column(Table<?> of, TableField<?, T> column) {
        return field(of.getQualifiedName().append(column.getUnqualifiedName()), column.getDataType());
    }
}

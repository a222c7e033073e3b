package dev.nvent.store.internal.work;

import static dev.nvent.store.jooq.Tables.SCHEDULER_JOBS;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.select;

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import java.time.Instant;
import org.jooq.impl.SQLDataType;

/** The statements of the scheduler that are none of its index. */
final class SchedulerStatements {

    /** The status of a job that has a next run. */
    static final String PENDING = "pending";

    private static final Statement<?, Instant> NOW = Template.withoutValues(
            () -> select(Routines.nventClockMillis()), Answer.row(row -> Instant.ofEpochMilli(row.getLong(1))));

    private static final Template<String, Integer> CANCEL_RUN = cancelAll("runId");
    private static final Template<String, Integer> CANCEL_FLOW = cancelAll("flowName");

    private SchedulerStatements() {}

    /** Reads the clock of the database. */
    static Statement<?, Instant> now() {
        return NOW;
    }

    /** Deletes the pending jobs of a run. */
    static Statement<?, Integer> cancelRun(String runId) {
        return CANCEL_RUN.with(runId);
    }

    /** Deletes the pending jobs of a flow. */
    static Statement<?, Integer> cancelFlow(String flowName) {
        return CANCEL_FLOW.with(flowName);
    }

    private static Template<String, Integer> cancelAll(String field) {
        return Template.<String, Integer>of(
                        bind -> deleteFrom(SCHEDULER_JOBS)
                                .where(SCHEDULER_JOBS.STATUS.eq(inline(PENDING)))
                                .and(jsonbGetAttributeAsText(SCHEDULER_JOBS.METADATA, inline(field))
                                        .eq(bind.value(SQLDataType.CLOB, name -> name))),
                        Answer.changedRows())
                .asBatch();
    }
}

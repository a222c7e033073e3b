package dev.nvent.store.internal.index;

import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.resultQuery;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;

import dev.nvent.store.index.RunCursor;
import dev.nvent.store.index.RunQuery;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.EntryRow;
import dev.nvent.store.internal.index.IndexReads.Page;
import dev.nvent.store.internal.index.IndexReads.RangeShape;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.RowReader;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.sql.Templates;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SelectLimitStep;
import org.jooq.SortField;
import org.jooq.impl.SQLDataType;

/** The statements that list the runs of all flows. */
final class RunStatements {

    private static final JSONB NOTHING = JSONB.valueOf("{}");

    private final IndexTable<FlowRunsRecord> table;
    private final IndexReads<FlowRunsRecord> reads;
    private final Templates<PageShape, Listing, List<RunRow>> pages;
    private final Templates<ConditionShape, Listing, Long> counts;
    private final Templates<ConditionShape, Listing, Long> estimates;

    /** @param flowRuns the table, each of whose indexes is the runs of one flow */
    RunStatements(IndexTable<FlowRunsRecord> flowRuns) {
        this.table = flowRuns.asOneIndex();
        this.reads = new IndexReads<>(table);
        this.pages = new Templates<>(shape -> Template.of(bind -> page(bind, shape), Answer.rows(rows())));
        this.counts = new Templates<>(shape -> Template.of(
                bind -> selectCount().from(FLOW_RUNS).where(condition(bind, shape)),
                Answer.row(row -> row.getLong(1))));
        this.estimates = new Templates<>(shape -> Template.of(
                bind -> resultQuery(
                        "explain (format json) {0}", selectOne().from(FLOW_RUNS).where(condition(bind, shape))),
                Answer.row(row -> plannedRows(row.getString(1)))));
    }

    /** Reads a page, and one run more where there is one. */
    Statement<?, List<RunRow>> read(RunQuery query) {
        Listing listing = listing(query);
        return pages.of(PageShape.of(listing)).with(listing);
    }

    /** Counts the runs. */
    Statement<?, Long> count(RunQuery query) {
        Listing listing = listing(query);
        return counts.of(ConditionShape.of(listing)).with(listing);
    }

    /** Asks the planner for the number of runs. */
    Statement<?, Long> estimate(RunQuery query) {
        Listing listing = listing(query);
        return estimates.of(ConditionShape.of(listing)).with(listing);
    }

    private Listing listing(RunQuery query) {
        return new Listing(
                query,
                reads.page("", query.conditions(), query.conditions().limit() + 1L),
                query.flowNames().toArray(String[]::new));
    }

    /** A run, and its flow. */
    record RunRow(String flowName, EntryRow<FlowRunsRecord> row) {}

    private record Listing(RunQuery query, Page<FlowRunsRecord> page, String[] flowNames) {

        RunCursor after() {
            return query.after().orElseThrow();
        }
    }

    private record ConditionShape(RangeShape<FlowRunsRecord> range, boolean ofFlows, boolean isWaiting) {

        static ConditionShape of(Listing listing) {
            return new ConditionShape(
                    RangeShape.of(listing.page()),
                    listing.flowNames().length > 0,
                    listing.query().isWaiting());
        }
    }

    /** @param limit in the text where there are no filters, as {@link IndexReads} has it */
    private record PageShape(ConditionShape condition, boolean after, OptionalInt limit) {

        static PageShape of(Listing listing) {
            boolean isPlain = listing.page().filter().shapes().isEmpty();
            return new PageShape(
                    ConditionShape.of(listing),
                    listing.query().after().isPresent(),
                    isPlain ? OptionalInt.of((int) listing.page().limit()) : OptionalInt.empty());
        }
    }

    private RowReader<RunRow> rows() {
        var entries = new EntryRowReader<FlowRunsRecord>(table.entryColumns());
        int flowName = table.entryColumns().size() + 1;
        return row -> new RunRow(row.getString(flowName), entries.read(row));
    }

    private Query page(Binder<Listing> bind, PageShape shape) {
        if (!shape.after()) {
            return ordered(condition(bind, shape.condition())).limit(limit(bind, shape));
        }
        // Two ranges of the index, as pages of one index have them.
        Field<Long> startedAt =
                bind.value(FLOW_RUNS.STARTED_AT, listing -> listing.after().startedAt());
        var ties = ordered(condition(bind, shape.condition())
                .and(FLOW_RUNS.STARTED_AT.eq(startedAt))
                .and(row(FLOW_RUNS.RUN_ID, FLOW_RUNS.FLOW_NAME)
                        .gt(
                                bind.value(
                                        FLOW_RUNS.RUN_ID,
                                        listing -> listing.after().runId()),
                                bind.value(
                                        FLOW_RUNS.FLOW_NAME,
                                        listing -> listing.after().flowName()))));
        var older = ordered(condition(bind, shape.condition())
                .and(FLOW_RUNS.STARTED_AT.lt(bind.value(
                        FLOW_RUNS.STARTED_AT, listing -> listing.after().startedAt()))));
        return ties.limit(limit(bind, shape))
                .unionAll(older.limit(limit(bind, shape)))
                .orderBy(order())
                .limit(limit(bind, shape));
    }

    private SelectLimitStep<Record> ordered(Condition condition) {
        var columns = new ArrayList<Field<?>>(table.entryColumns());
        columns.add(FLOW_RUNS.FLOW_NAME);
        return select(columns).from(FLOW_RUNS).where(condition).orderBy(order());
    }

    private static List<SortField<?>> order() {
        return List.of(FLOW_RUNS.STARTED_AT.desc(), FLOW_RUNS.RUN_ID.asc(), FLOW_RUNS.FLOW_NAME.asc());
    }

    private static Field<Long> limit(Binder<Listing> bind, PageShape shape) {
        return shape.limit().isPresent()
                ? inline((long) shape.limit().getAsInt())
                : bind.value(SQLDataType.BIGINT, listing -> listing.page().limit());
    }

    /** A document with an entry is greater than one without; JSON null, which the Node adapter writes, is less. */
    private Condition condition(Binder<Listing> bind, ConditionShape shape) {
        Condition condition = reads.range(bind.of(Listing::page), shape.range());
        if (shape.ofFlows()) {
            condition = condition.and(FLOW_RUNS.FLOW_NAME.eq(any(bind.array(FLOW_RUNS.FLOW_NAME, Listing::flowNames))));
        }
        return shape.isWaiting() ? condition.and(FLOW_RUNS.AWAITING_STEPS.gt(inline(NOTHING))) : condition;
    }

    private static long plannedRows(String explained) {
        return Json.parse(explained).path(0).path("Plan").path("Plan Rows").asLong();
    }
}

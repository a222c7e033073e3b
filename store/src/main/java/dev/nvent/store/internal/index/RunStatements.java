package dev.nvent.store.internal.index;

import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.resultQuery;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;

import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.RunCursor;
import dev.nvent.store.index.RunQuery;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.EntryRow;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.RowReader;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.sql.Templates;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.impl.SQLDataType;

/** The statements that list the runs of all flows. */
final class RunStatements {

    private static final JSONB NOTHING = JSONB.valueOf("{}");

    /**
     * Ascends as the start descends. The database indexes hold this expression, so that they serve these statements alone: for
     * the runs of one flow they would read those of all others.
     */
    private static final Field<Long> NEWEST_FIRST = FLOW_RUNS.STARTED_AT.bitNot();

    private final IndexTable<FlowRunsRecord> table;
    private final Templates<PageShape, Listing, List<RunRow>> pages;
    private final Templates<ConditionShape, Listing, Long> counts;
    private final Templates<ConditionShape, Listing, Long> estimates;

    /** @param flowRuns the table, each of whose indexes is the runs of one flow */
    RunStatements(IndexTable<FlowRunsRecord> flowRuns) {
        this.table = flowRuns;
        this.pages = new Templates<>(shape -> Template.of(bind -> page(bind, shape), Answer.rows(rows())));
        this.counts = new Templates<>(shape -> Template.of(
                bind -> selectCount().from(FLOW_RUNS).where(condition(bind, shape)),
                Answer.row(row -> row.getLong(1))));
        this.estimates = new Templates<>(shape -> Template.of(
                bind -> resultQuery(
                        "explain (format json) {0}", selectOne().from(FLOW_RUNS).where(condition(bind, shape))),
                Answer.row(row -> PlannedRows.in(row.getString(1)))));
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
                IndexFilter.of(table, query.conditions()),
                query.flowNames().toArray(String[]::new));
    }

    /** A run, and its flow. */
    record RunRow(String flowName, EntryRow<FlowRunsRecord> row) {}

    private record Listing(RunQuery query, IndexFilter<FlowRunsRecord> filter, String[] flowNames) {

        RunCursor after() {
            return query.after().orElseThrow();
        }

        long limit() {
            return query.conditions().limit() + 1L;
        }
    }

    private record ConditionShape(
            List<IndexFilter.Shape<FlowRunsRecord>> filters,
            boolean hasStart,
            boolean hasEnd,
            boolean ofFlows,
            boolean isWaiting) {

        static ConditionShape of(Listing listing) {
            IndexQuery<?> conditions = listing.query().conditions();
            return new ConditionShape(
                    listing.filter().shapes(),
                    conditions.minScore() > Long.MIN_VALUE,
                    conditions.maxScore() < Long.MAX_VALUE,
                    listing.flowNames().length > 0,
                    listing.query().isWaiting());
        }
    }

    /** @param limit in the text where there are no filters, as {@link QueryStatements} has it */
    private record PageShape(ConditionShape condition, boolean after, OptionalLong limit) {

        static PageShape of(Listing listing) {
            boolean isPlain = listing.filter().shapes().isEmpty();
            return new PageShape(
                    ConditionShape.of(listing),
                    listing.query().after().isPresent(),
                    isPlain ? OptionalLong.of(listing.limit()) : OptionalLong.empty());
        }
    }

    private RowReader<RunRow> rows() {
        var entries = new EntryRowReader<FlowRunsRecord>(table.entryColumns());
        int flowName = table.entryColumns().size() + 1;
        return row -> new RunRow(row.getString(flowName), entries.read(row));
    }

    private Query page(Binder<Listing> bind, PageShape shape) {
        var columns = new ArrayList<Field<?>>(table.entryColumns());
        columns.add(FLOW_RUNS.FLOW_NAME);
        Condition condition = condition(bind, shape.condition());
        return select(columns)
                .from(FLOW_RUNS)
                .where(shape.after() ? condition.and(isBehind(bind)) : condition)
                .orderBy(NEWEST_FIRST.asc(), FLOW_RUNS.RUN_ID.asc(), FLOW_RUNS.FLOW_NAME.asc())
                .limit(
                        shape.limit().isPresent()
                                ? inline(shape.limit().getAsLong())
                                : bind.value(SQLDataType.BIGINT, Listing::limit));
    }

    private static Condition isBehind(Binder<Listing> bind) {
        return row(NEWEST_FIRST, FLOW_RUNS.RUN_ID, FLOW_RUNS.FLOW_NAME)
                .gt(row(
                        bind.value(NEWEST_FIRST, listing -> ~listing.after().startedAt()),
                        bind.value(FLOW_RUNS.RUN_ID, listing -> listing.after().runId()),
                        bind.value(
                                FLOW_RUNS.FLOW_NAME, listing -> listing.after().flowName())));
    }

    /** A document with an entry is greater than one without; JSON null, which the Node adapter writes, is less. */
    private Condition condition(Binder<Listing> bind, ConditionShape shape) {
        Condition condition =
                IndexFilter.condition(table.fields(), shape.filters(), bind, Listing::filter, noCondition());
        if (shape.hasStart()) {
            condition = condition.and(NEWEST_FIRST.le(bind.value(
                    NEWEST_FIRST, listing -> ~listing.query().conditions().minScore())));
        }
        if (shape.hasEnd()) {
            condition = condition.and(NEWEST_FIRST.ge(bind.value(
                    NEWEST_FIRST, listing -> ~listing.query().conditions().maxScore())));
        }
        if (shape.ofFlows()) {
            condition = condition.and(FLOW_RUNS.FLOW_NAME.eq(any(bind.array(FLOW_RUNS.FLOW_NAME, Listing::flowNames))));
        }
        return shape.isWaiting() ? condition.and(FLOW_RUNS.AWAITING_STEPS.gt(inline(NOTHING))) : condition;
    }
}

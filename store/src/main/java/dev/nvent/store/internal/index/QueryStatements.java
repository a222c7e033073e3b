package dev.nvent.store.internal.index;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;

import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.EntryRow;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.sql.Templates;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SelectLimitStep;
import org.jooq.SortField;
import org.jooq.impl.SQLDataType;

/** The statements that read pages of the indexes of one table, or count them. */
final class QueryStatements<R extends Record> {

    private final IndexTable<R> table;
    private final Templates<PageShape<R>, Page<R>, List<EntryRow<R>>> pages;
    private final Templates<RangeShape<R>, Page<R>, Long> counts;

    QueryStatements(IndexTable<R> table) {
        this.table = table;
        var rows = new EntryRowReader<R>(table.entryColumns());
        this.pages = new Templates<>(shape -> Template.of(bind -> page(bind, shape), Answer.rows(rows)));
        this.counts = new Templates<>(shape -> Template.of(
                bind -> selectCount().from(table.table()).where(range(bind, shape)),
                Answer.row(row -> row.getLong(1))));
    }

    /** Reads what a query asks for, in the order of the index. */
    Statement<?, List<EntryRow<R>>> read(String indexKey, IndexQuery<? super R> query, long limit) {
        Page<R> page = page(indexKey, query, limit);
        return pages.of(PageShape.of(page)).with(page);
    }

    /** Counts what a query asks for, without its limit, offset and cursor. */
    Statement<?, Long> count(String indexKey, IndexQuery<? super R> query) {
        Page<R> page = page(indexKey, query, 0);
        return counts.of(RangeShape.of(page)).with(page);
    }

    /** The arguments of a statement with a query. */
    Page<R> page(String indexKey, IndexQuery<? super R> query, long limit) {
        return new Page<>(indexKey, query, IndexFilter.of(table, query), limit);
    }

    /** A query on one index. */
    record Page<R extends Record>(String indexKey, IndexQuery<? super R> query, IndexFilter<R> filter, long limit) {

        IndexCursor after() {
            return query.after().orElseThrow();
        }

        /** How many rows of each range a page behind a cursor can need. */
        long rows() {
            return Math.min(query.offset(), Long.MAX_VALUE - limit) + limit;
        }
    }

    /** The shape of the conditions of a query, which determines their text. */
    record RangeShape<R extends Record>(boolean minScore, boolean maxScore, List<IndexFilter.Shape<R>> filters) {

        static <R extends Record> RangeShape<R> of(Page<R> page) {
            return new RangeShape<>(
                    page.query().minScore() > Long.MIN_VALUE,
                    page.query().maxScore() < Long.MAX_VALUE,
                    page.filter().shapes());
        }
    }

    /**
     * The shape of a page, which determines its text.
     *
     * @param offset whether there is one
     * @param limit in the text where there are no filters and no offset: with a LIMIT or OFFSET that it does not know, the
     *     server plans each call again. With filters that is an advantage, since their values decide which index serves.
     */
    private record PageShape<R extends Record>(RangeShape<R> range, boolean after, boolean offset, OptionalLong limit) {

        static <R extends Record> PageShape<R> of(Page<R> page) {
            boolean hasOffset = page.query().offset() > 0;
            boolean isPlain = page.filter().shapes().isEmpty() && !hasOffset;
            return new PageShape<>(
                    RangeShape.of(page),
                    page.query().after().isPresent(),
                    hasOffset,
                    isPlain ? OptionalLong.of(page.limit()) : OptionalLong.empty());
        }

        Field<Long> offset(Binder<Page<R>> bind) {
            return offset ? bind.value(SQLDataType.BIGINT, page -> page.query().offset()) : inline(0L);
        }

        Field<Long> limit(Binder<Page<R>> bind, Function<Page<R>, Long> value) {
            return limit.isPresent() ? inline(limit.getAsLong()) : bind.value(SQLDataType.BIGINT, value);
        }
    }

    private Query page(Binder<Page<R>> bind, PageShape<R> shape) {
        if (!shape.after()) {
            return ordered(range(bind, shape.range()))
                    .limit(shape.limit(bind, Page::limit))
                    .offset(shape.offset(bind));
        }
        // Two ranges of the index, each read no further than the page: ties of the cursor's score, and lower scores.
        var ties = ordered(range(bind, shape.range())
                .and(table.score()
                        .eq(bind.value(table.score(), page -> page.after().score())))
                .and(table.id().gt(bind.value(table.id(), page -> page.after().id()))));
        var lower = ordered(range(bind, shape.range())
                .and(table.score()
                        .lt(bind.value(table.score(), page -> page.after().score()))));
        return ties.limit(shape.limit(bind, Page::rows))
                .unionAll(lower.limit(shape.limit(bind, Page::rows)))
                .orderBy(order())
                .limit(shape.limit(bind, Page::limit))
                .offset(shape.offset(bind));
    }

    private SelectLimitStep<Record> ordered(Condition condition) {
        return select(table.entryColumns()).from(table.table()).where(condition).orderBy(order());
    }

    private List<SortField<?>> order() {
        return List.of(table.score().desc(), table.id().asc());
    }

    /** The entries that a query asks for, wherever its cursor stands. */
    Condition range(Binder<Page<R>> bind, RangeShape<R> shape) {
        Condition condition = table.indexKey()
                .map(column -> column.eq(bind.value(column, Page::indexKey)))
                .orElse(noCondition());
        condition = IndexFilter.condition(table.fields(), shape.filters(), bind, Page::filter, condition);
        if (shape.minScore()) {
            condition = condition.and(table.score()
                    .ge(bind.value(table.score(), page -> page.query().minScore())));
        }
        if (shape.maxScore()) {
            condition = condition.and(table.score()
                    .le(bind.value(table.score(), page -> page.query().maxScore())));
        }
        return condition;
    }
}

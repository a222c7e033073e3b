package dev.nvent.store.index;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;

import dev.nvent.store.catalog.IndexTable;
import dev.nvent.store.sql.RecordReader;
import dev.nvent.store.sql.SqlStatement;
import dev.nvent.store.subject.IndexSubject;
import java.util.Collection;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectLimitStep;
import org.jooq.SortField;

/** The SQL that reads one index. */
final class IndexReads<R extends Record> {

    private final IndexTable<R> table;
    private final IndexKey<R> key;
    private final IndexFilter<R> filter;

    IndexReads(IndexSubject<R> subject) {
        this.table = subject.table();
        this.key = IndexKey.of(subject);
        this.filter = new IndexFilter<>(table);
    }

    SqlStatement<R> get(String id) {
        return new SqlStatement<>(
                List.of("get", table.table().getName()),
                dsl -> dsl.selectFrom(table.table()).where(key.ofEntry(id)),
                key.values(List.of(), id),
                new RecordReader<>(table.newRecord()));
    }

    List<R> get(DSLContext dsl, Collection<String> ids) {
        return dsl.selectFrom(table.table()).where(key.ofEntries(ids)).fetch();
    }

    long count(DSLContext dsl, IndexQuery<? super R> query) {
        return dsl.selectCount()
                .from(table.table())
                .where(matching(query))
                .fetchSingle()
                .value1();
    }

    List<R> read(DSLContext dsl, IndexQuery<? super R> query, long limit) {
        Condition matching = matching(query);
        IndexCursor after = query.after();
        if (after == null) {
            return ordered(dsl, matching)
                    .limit(rows(query, limit))
                    .offset(query.offset())
                    .fetch();
        }
        // Two ranges of the index, each read no further than the page: ties of the cursor's score, and lower scores.
        long rows = Math.min(query.offset(), Long.MAX_VALUE - limit) + limit;
        var ties = ordered(
                dsl,
                matching.and(table.score().eq(after.score())).and(table.id().gt(after.id())));
        var lower = ordered(dsl, matching.and(table.score().lt(after.score())));
        return ties.limit(rows(query, rows))
                .unionAll(lower.limit(rows(query, rows)))
                .orderBy(order())
                .limit(rows(query, limit))
                .offset(query.offset())
                .fetch();
    }

    /**
     * In the text, where there are no filters and no offset: of a limit that it does not know, the server plans each call
     * anew. With filters that is just as well, since their values say which index serves.
     */
    private static Field<Long> rows(IndexQuery<?> query, long limit) {
        return query.filters().isEmpty() && query.offset() == 0 ? inline(limit) : val(limit);
    }

    private SelectLimitStep<R> ordered(DSLContext dsl, Condition condition) {
        return dsl.selectFrom(table.table()).where(condition).orderBy(order());
    }

    private List<SortField<?>> order() {
        return List.of(table.score().desc(), table.id().asc());
    }

    private Condition matching(IndexQuery<? super R> query) {
        Condition condition = key.ofIndex().and(filter.of(query.filters()));
        if (query.minScore() > Long.MIN_VALUE) {
            condition = condition.and(table.score().ge(query.minScore()));
        }
        if (query.maxScore() < Long.MAX_VALUE) {
            condition = condition.and(table.score().le(query.maxScore()));
        }
        return condition;
    }
}

package dev.nvent.store.internal.index;

import static dev.nvent.store.internal.index.EntryColumns.column;
import static dev.nvent.store.internal.index.EntryColumns.unnest;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.with;

import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.internal.catalog.Due;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.EntryRow;
import dev.nvent.store.internal.index.QueryStatements.Page;
import dev.nvent.store.internal.index.QueryStatements.RangeShape;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.RowReader;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.sql.Templates;
import dev.nvent.store.jooq.Routines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The statements that claim due entries of the indexes of one table, and give them back or complete them. */
final class ClaimStatements<R extends Record> {

    private static final String ROW = "due_row";
    private static final String ID = "entry_id";
    private static final String AT = "due_at";
    private static final String LEASE_END = "lease_end";

    private final IndexTable<R> table;
    private final Due<R> due;
    private final EntryColumns<R> columns;
    private final QueryStatements<R> queries;
    private final Templates<ClaimShape<R>, Claiming<R>, List<ClaimedRow<R>>> claim;
    private final Template<Held, Optional<Integer>> extend;
    private final Template<Held, Optional<Integer>> release;
    private final Template<Held, Boolean> delete;
    private final Template<HeldEntries, List<String>> deleteAll;

    ClaimStatements(IndexTable<R> table, QueryStatements<R> queries) {
        this.table = table;
        this.due = table.due();
        this.columns = new EntryColumns<>(table);
        this.queries = queries;
        Answer<List<ClaimedRow<R>>> claimedRows = Answer.rows(claimedRows());
        this.claim = new Templates<>(
                shape -> Template.<Claiming<R>, List<ClaimedRow<R>>>of(bind -> claim(bind, shape), claimedRows)
                        .asBatch());
        Answer<Optional<Integer>> version = Answer.optionalRow(row -> row.getInt(1));
        this.extend = Template.of(this::extend, version);
        this.release = Template.of(this::release, version);
        this.delete = Template.of(
                bind -> deleteFrom(table.table()).where(isHeld(bind)).returningResult(table.id()), Answer.exists());
        this.deleteAll = Template.<HeldEntries, List<String>>of(this::deleteAll, Answer.rows(row -> row.getString(1)))
                .asBatch();
    }

    /** Claims the entries that are due, the earliest first, until the end of a lease. Answers them in any order. */
    Statement<?, List<ClaimedRow<R>>> claim(String indexKey, IndexQuery<? super R> query, Duration lease) {
        var claiming = new Claiming<>(queries.page(indexKey, query, query.limit()), lease.toMillis());
        return claim.of(ClaimShape.of(claiming.page())).with(claiming);
    }

    /** Moves the end of a lease; answers the new version, or nothing where the entry is not held any more. */
    Statement<?, Optional<Integer>> extend(EntryKey key, int version, Duration lease) {
        return extend.with(new Held(key, version, lease.toMillis()));
    }

    /** Makes an entry due again; answers the new version, or nothing where the entry is not held any more. */
    Statement<?, Optional<Integer>> release(EntryKey key, int version) {
        return release.with(new Held(key, version, 0));
    }

    /** Deletes an entry; answers whether it was held. */
    Statement<?, Boolean> delete(EntryKey key, int version) {
        return delete.with(new Held(key, version, 0));
    }

    /** Deletes entries; answers the ids of those that were held. */
    Statement<?, List<String>> deleteAll(String indexKey, SortedMap<String, Integer> versions) {
        return deleteAll.with(new HeldEntries(
                new EntryKeys(indexKey, versions.keySet().toArray(String[]::new)),
                versions.values().toArray(Integer[]::new)));
    }

    /** A claimed row, and when it was due. */
    record ClaimedRow<R extends Record>(EntryRow<R> row, long dueAt) {}

    private record Claiming<R extends Record>(Page<R> page, long leaseMillis) {}

    private record Held(EntryKey key, int version, long leaseMillis) {}

    private record HeldEntries(EntryKeys keys, Integer[] versions) {}

    /**
     * The shape of a claim, which determines its text.
     *
     * @param limit in the text where there are no filters, so that the server keeps the plan; see {@link QueryStatements}
     */
    private record ClaimShape<R extends Record>(RangeShape<R> range, OptionalLong limit) {

        static <R extends Record> ClaimShape<R> of(Page<R> page) {
            return new ClaimShape<>(
                    RangeShape.of(page),
                    page.filter().shapes().isEmpty() ? OptionalLong.of(page.limit()) : OptionalLong.empty());
        }
    }

    /**
     * The order is the reverse of a read's, so that the same index serves it. The clock is that of the statement: a volatile
     * function is no bound of an index scan. A common table expression with row locks is evaluated once.
     *
     * <p>Statistics can be wrong about a new index. So rows are found again by their place too, since for their key alone
     * the planner might read the whole index.
     */
    private Query claim(Binder<Claiming<R>> bind, ClaimShape<R> shape) {
        CommonTableExpression<?> claimed = name("due").as(due(bind, shape));
        Field<Long> dueAt = column(claimed, AT, SQLDataType.BIGINT);
        Field<Long> leaseEnd = column(claimed, LEASE_END, SQLDataType.BIGINT);
        Map<Field<?>, Object> set = change();
        set.put(due.column(), leaseEnd);
        due.origin().ifPresent(origin -> {
            set.put(origin.claimedFor(), dueAt);
            set.put(origin.claimedUntil(), leaseEnd);
        });
        var returned = new ArrayList<Field<?>>(table.entryColumns());
        returned.add(dueAt);
        return with(claimed)
                .update(table.table())
                .set(set)
                .from(claimed)
                .where(ofIndex(bind.of(claiming -> claiming.page().indexKey())))
                .and(table.id().eq(column(claimed, ID, SQLDataType.CLOB)))
                .and(table.table().rowid().eq(column(claimed, ROW, SQLDataType.ROWID)))
                .returningResult(returned);
    }

    /**
     * The rows that are due, locked. Without filters there are two limits. One in a subquery is unknown to the planner,
     * which assumes a tenth of the rows and scans the index in its order even if it believes that few are due; the other
     * shows it how few rows there are to update. With filters, their values decide which index serves.
     */
    private Select<?> due(Binder<Claiming<R>> bind, ClaimShape<R> shape) {
        Field<Long> now = Routines.nventStatementMillis();
        var ordered = select(
                        table.id().as(ID),
                        table.table().rowid().as(ROW),
                        due.originalTime().as(AT),
                        now.plus(bind.value(SQLDataType.BIGINT, Claiming::leaseMillis))
                                .as(LEASE_END))
                .from(table.table())
                .where(queries.range(bind.of(Claiming::page), shape.range()))
                .and(due.condition())
                .and(due.time().le(now))
                .orderBy(due.time().asc(), table.id().desc());
        if (shape.limit().isEmpty()) {
            return ordered.limit(bind.value(
                            SQLDataType.BIGINT, claiming -> claiming.page().limit()))
                    .forNoKeyUpdate()
                    .skipLocked();
        }
        Field<Long> limit = inline(shape.limit().getAsLong());
        return select().from(ordered.limit(field(select(limit.cast(SQLDataType.BIGINT))))
                        .forNoKeyUpdate()
                        .skipLocked()
                        .asTable("locked"))
                .limit(limit);
    }

    private RowReader<ClaimedRow<R>> claimedRows() {
        var rows = new EntryRowReader<R>(table.entryColumns());
        int dueAt = table.entryColumns().size() + 1;
        return row -> new ClaimedRow<>(rows.read(row), row.getLong(dueAt));
    }

    private Query extend(Binder<Held> bind) {
        Table<?> clock = select(Routines.nventClockMillis()
                        .plus(bind.value(SQLDataType.BIGINT, Held::leaseMillis))
                        .as(LEASE_END))
                .asTable("clock");
        Field<Long> leaseEnd = column(clock, LEASE_END, SQLDataType.BIGINT);
        Map<Field<?>, Object> set = change();
        set.put(due.column(), leaseEnd);
        due.origin().ifPresent(origin -> {
            set.put(origin.claimedFor(), due.originalTime());
            set.put(origin.claimedUntil(), leaseEnd);
        });
        return update(table.table()).set(set).from(clock).where(isHeld(bind)).returningResult(table.version());
    }

    private Query release(Binder<Held> bind) {
        Map<Field<?>, Object> set = change();
        set.put(due.column(), due.origin().isPresent() ? due.originalTime() : Routines.nventStatementMillis());
        return update(table.table()).set(set).where(isHeld(bind)).returningResult(table.version());
    }

    private Query deleteAll(Binder<HeldEntries> bind) {
        Table<?> held = columns.keys(
                bind.of(HeldEntries::keys),
                unnest(SQLDataType.INTEGER, bind.array(table.version(), HeldEntries::versions))
                        .as(IndexTable.VERSION));
        return deleteFrom(table.table())
                .using(held)
                .where(columns.isOneOf(held))
                .and(columns.version().eq(column(held, IndexTable.VERSION, SQLDataType.INTEGER)))
                .returningResult(table.id());
    }

    private Map<Field<?>, Object> change() {
        return new LinkedHashMap<>(columns.touched(inline(1)));
    }

    private Condition isHeld(Binder<Held> bind) {
        return columns.ofEntry(bind.of(Held::key))
                .and(columns.version().eq(bind.value(table.version(), Held::version)));
    }

    private Condition ofIndex(Binder<String> bind) {
        return table.indexKey()
                .map(column -> column.eq(bind.value(column, key -> key)))
                .orElse(noCondition());
    }
}

package dev.nvent.store.internal.index;

import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;

import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.EntryRow;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.sql.Templates;
import dev.nvent.store.jooq.Routines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The statements that read, insert, delete and guard entries of the indexes of one table. */
final class EntryStatements<R extends Record> {

    private final IndexTable<R> table;
    private final EntryColumns<R> columns;
    private final Template<EntryKey, Optional<EntryRow<R>>> get;
    private final Template<EntryKeys, List<EntryRow<R>>> getAll;
    private final Template<EntryKey, Optional<Integer>> version;
    private final Template<EntryKey, Boolean> delete;
    private final Template<EntryKeys, Integer> deleteAll;
    private final Templates<List<WriteShape<R>>, NewEntry<R>, Integer> add;
    private final Templates<List<WriteShape<R>>, NewEntry<R>, Boolean> addIfAbsent;
    private final Templates<GuardShape<R>, Guard<R>, Integer> guard;

    EntryStatements(IndexTable<R> table) {
        this.table = table;
        this.columns = new EntryColumns<>(table);
        var rows = new EntryRowReader<R>(table.entryColumns());
        this.get = Template.of(
                bind -> select(table.entryColumns()).from(table.table()).where(columns.ofEntry(bind)),
                Answer.optionalRow(rows));
        this.getAll = Template.of(this::getAll, Answer.rows(rows));
        this.version = Template.of(
                bind -> select(columns.version()).from(table.table()).where(columns.ofEntry(bind)),
                Answer.optionalRow(row -> row.getInt(1)));
        this.delete = Template.of(
                bind -> deleteFrom(table.table()).where(columns.ofEntry(bind)).returningResult(table.id()),
                Answer.exists());
        this.deleteAll = Template.<EntryKeys, Integer>of(this::deleteAll, Answer.changedRows())
                .asBatch();
        this.add = new Templates<>(shape -> Template.of(bind -> add(bind, shape), Answer.row(row -> row.getInt(1))));
        this.addIfAbsent = new Templates<>(shape -> Template.of(
                bind -> insertInto(table.table())
                        .set(row(bind, shape))
                        .onConflict(keyColumns())
                        .doNothing()
                        .returningResult(table.id()),
                Answer.exists()));
        this.guard =
                new Templates<>(shape -> Template.of(bind -> guard(bind, shape), Answer.row(row -> row.getInt(1))));
    }

    /** Reads an entry. */
    Statement<?, Optional<EntryRow<R>>> get(EntryKey key) {
        return get.with(key);
    }

    /** Reads the entries that exist, in any order. */
    Statement<?, List<EntryRow<R>>> getAll(EntryKeys keys) {
        return getAll.with(keys);
    }

    /** Reads the version of an entry. */
    Statement<?, Optional<Integer>> version(EntryKey key) {
        return version.with(key);
    }

    /** Deletes an entry; answers whether it existed. */
    Statement<?, Boolean> delete(EntryKey key) {
        return delete.with(key);
    }

    /** Deletes entries; answers how many existed. */
    Statement<?, Integer> deleteAll(EntryKeys keys) {
        return deleteAll.with(keys);
    }

    /** Inserts or replaces an entry; answers its version. */
    Statement<?, Integer> add(NewEntry<R> entry) {
        return add.of(WriteShape.of(entry.writes())).with(entry);
    }

    /** Inserts an entry unless it exists; answers whether it did. */
    Statement<?, Boolean> addIfAbsent(NewEntry<R> entry) {
        return addIfAbsent.of(WriteShape.of(entry.writes())).with(entry);
    }

    /** Locks an entry; fails the transaction unless it exists and is as expected. Answers its version. */
    Statement<?, Integer> guard(Guard<R> guard) {
        return this.guard
                .of(new GuardShape<>(
                        List.copyOf(guard.expected().keySet()), guard.version().isPresent()))
                .with(guard);
    }

    /**
     * A guard of a transition.
     *
     * @param place identifies the entry in the error
     * @param expected what columns must hold; null for NULL
     */
    record Guard<R extends Record>(
            EntryKey key, int place, Optional<Integer> version, Map<TableField<R, ?>, @Nullable Object> expected) {

        /** Without the expected values. */
        @Override
        public String toString() {
            return "Guard[key=" + key + ", version=" + version + ", expected=" + expected.keySet() + "]";
        }
    }

    private record GuardShape<R extends Record>(List<TableField<R, ?>> expected, boolean version) {}

    private Query getAll(Binder<EntryKeys> bind) {
        Table<?> keys = columns.keys(bind);
        return select(table.entryColumns()).from(table.table()).join(keys).on(columns.isOneOf(keys));
    }

    private Query deleteAll(Binder<EntryKeys> bind) {
        Table<?> keys = columns.keys(bind);
        return deleteFrom(table.table()).using(keys).where(columns.isOneOf(keys));
    }

    private Query add(Binder<NewEntry<R>> bind, List<WriteShape<R>> shape) {
        return insertInto(table.table())
                .set(row(bind, shape))
                .onConflict(keyColumns())
                .doUpdate()
                .set(replacement())
                .returningResult(table.version());
    }

    /** A complete new row: columns without a value in the patch get their defaults. */
    private Map<Field<?>, Object> row(Binder<NewEntry<R>> bind, List<WriteShape<R>> shape) {
        var row = new LinkedHashMap<Field<?>, Object>();
        table.indexKey()
                .ifPresent(column ->
                        row.put(column, bind.value(column, entry -> entry.key().indexKey())));
        row.put(table.id(), bind.value(table.id(), entry -> entry.key().id()));
        row.put(table.score(), bind.value(table.score(), NewEntry::score));
        for (int i = 0; i < shape.size(); i++) {
            int place = i;
            TableField<R, ?> column = shape.get(i).field();
            if (!column.equals(table.score())) {
                row.put(column, bind.value(column, entry -> entry.value(place)));
            }
        }
        return row;
    }

    /** Every column of metadata, the score and the time, as the new row has them. The version rises. */
    private Map<Field<?>, Field<?>> replacement() {
        var replacement = new LinkedHashMap<Field<?>, Field<?>>();
        replacement.put(table.score(), excluded(table.score()));
        table.fields().routes().forEach(route -> replacement.put(route.field(), excluded(route.field())));
        replacement.put(table.version(), columns.version().plus(inline(1)));
        // The default of a new row: distributed engines refuse a clock in ON CONFLICT.
        table.updatedAt().ifPresent(column -> replacement.put(column, excluded(column)));
        return replacement;
    }

    /** Calls the check for a missing entry too, for which the version is NULL. */
    private Query guard(Binder<Guard<R>> bind, GuardShape<R> shape) {
        Condition condition = trueCondition();
        for (TableField<R, ?> column : shape.expected()) {
            condition = condition.and(isExpected(bind, column));
        }
        if (shape.version()) {
            condition = condition.and(columns.version()
                    .eq(bind.value(table.version(), guard -> guard.version().orElseThrow())));
        }
        Table<?> locked = select(
                        field(condition).as("as_expected"), columns.version().as(table.version()))
                .from(table.table())
                .where(columns.ofEntry(bind.of(Guard::key)))
                .forNoKeyUpdate()
                .asTable("locked");
        return select(Routines.nventTransitionCheck(
                        locked.field("as_expected", Boolean.class),
                        locked.field(table.version()),
                        bind.value(SQLDataType.INTEGER, Guard::place)))
                .from(selectOne().asTable("one_row").leftJoin(locked).on(trueCondition()));
    }

    private <T> Condition isExpected(Binder<Guard<R>> bind, TableField<R, T> column) {
        Param<T> value = bind.value(column, guard -> guard.expected().get(column));
        return table.fields()
                .own(column)
                .map(own -> own.isInOverflow()
                        .not()
                        .and(column.isNotDistinctFrom(value))
                        .or(own.isExpected(column, value)))
                .orElseGet(() -> column.isNotDistinctFrom(value));
    }

    private List<TableField<R, String>> keyColumns() {
        return table.indexKey().map(column -> List.of(column, table.id())).orElse(List.of(table.id()));
    }
}

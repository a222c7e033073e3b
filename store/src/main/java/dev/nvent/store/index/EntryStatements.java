package dev.nvent.store.index;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.jsonbGetAttribute;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;

import dev.nvent.store.catalog.Catalog;
import dev.nvent.store.catalog.IndexTable;
import dev.nvent.store.field.Patch;
import dev.nvent.store.field.Write;
import dev.nvent.store.field.Write.Kind;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.json.Json;
import dev.nvent.store.sql.Answer;
import dev.nvent.store.sql.Binder;
import dev.nvent.store.sql.Coalescing;
import dev.nvent.store.sql.RecordReader;
import dev.nvent.store.sql.Statement;
import dev.nvent.store.sql.Template;
import dev.nvent.store.sql.Templates;
import dev.nvent.store.subject.IndexSubject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;

/** The statements on single entries of the indexes of one table. */
final class EntryStatements<R extends Record> {

    private static final Map<IndexTable<?>, EntryStatements<?>> BY_TABLE = Catalog.indexTables().stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), table -> new EntryStatements<>(table)));

    private final IndexTable<R> table;
    private final Template<EntryKey, Optional<R>> get;
    private final Template<EntryKeys, List<R>> getAll;
    private final Template<EntryKey, Optional<Integer>> version;
    private final Template<EntryKey, Boolean> delete;
    private final Template<EntryKeys, Integer> deleteAll;
    private final Templates<List<WriteShape<R>>, NewEntry<R>, Integer> add;
    private final Templates<List<WriteShape<R>>, NewEntry<R>, Boolean> addIfAbsent;
    private final Templates<UpdateShape<R>, EntryChange<R>, Optional<EntryState>> update;
    private final Templates<UpdateShape<R>, Additions<R>, List<Optional<EntryState>>> additions;
    private final Templates<PathShape<R>, DocumentIncrement, Optional<BigDecimal>> incrementDocument;
    private final Templates<GuardShape<R>, Guard<R>, Integer> guard;

    private EntryStatements(IndexTable<R> table) {
        this.table = table;
        var records = new RecordReader<>(table.newRecord());
        this.get = Template.of(bind -> selectFrom(table.table()).where(ofEntry(bind)), Answer.optionalRow(records));
        this.getAll = Template.of(bind -> selectFrom(table.table()).where(ofEntries(bind)), Answer.rows(records));
        this.version = Template.of(
                bind -> select(version()).from(table.table()).where(ofEntry(bind)),
                Answer.optionalRow(row -> row.getInt(1)));
        this.delete = Template.of(
                bind -> deleteFrom(table.table()).where(ofEntry(bind)).returningResult(table.id()), Answer.exists());
        this.deleteAll = Template.<EntryKeys, Integer>of(
                        bind -> deleteFrom(table.table()).where(ofEntries(bind)), Answer.changedRows())
                .asBatch();
        this.add = new Templates<>(shape -> Template.of(bind -> add(bind, shape), Answer.row(row -> row.getInt(1))));
        this.addIfAbsent = new Templates<>(shape -> Template.of(
                bind -> insertInto(table.table())
                        .set(row(bind, shape))
                        .onConflict(keyColumns())
                        .doNothing()
                        .returningResult(table.id()),
                Answer.exists()));
        this.update = new Templates<>(this::updateTemplate);
        this.additions = new Templates<>(shape -> Template.of(
                bind -> update(bind.of(Additions::change), shape, bind.value(table.version(), Additions::count)),
                sums -> Answer.<EntryState>optionalRow(row -> state(row, shape)).map(sums::states)));
        this.incrementDocument = new Templates<>(shape -> Template.of(
                bind -> incrementDocument(bind, shape),
                Answer.optionalRow(
                        row -> Json.parse(JSONB.jsonb(row.getString(1))).decimalValue())));
        this.guard =
                new Templates<>(shape -> Template.of(bind -> guard(bind, shape), Answer.row(row -> row.getInt(1))));
    }

    /** Those of the table that holds an index. */
    @SuppressWarnings("unchecked") // The statements under a table have its record.
    static <R extends Record> EntryStatements<R> of(IndexSubject<R> subject) {
        return (EntryStatements<R>) BY_TABLE.get(subject.table());
    }

    /** Reads an entry. */
    Statement<?, Optional<R>> get(EntryKey key) {
        return get.with(key);
    }

    /** Reads the entries that exist, in any order. */
    Statement<?, List<R>> getAll(EntryKeys keys) {
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
        return add.of(WriteShape.of(entry.fields())).with(entry);
    }

    /** Inserts an entry unless it exists; answers whether it did. */
    Statement<?, Boolean> addIfAbsent(NewEntry<R> entry) {
        return addIfAbsent.of(WriteShape.of(entry.fields())).with(entry);
    }

    /** Assigns, merges and adds; answers nothing where the entry is missing or has another version than expected. */
    Statement<?, Optional<EntryState>> update(EntryChange<R> change) {
        return update.of(UpdateShape.of(change)).with(change);
    }

    /** Adds to a number within a document; answers its value, or nothing where the entry is missing. */
    Statement<?, Optional<BigDecimal>> increment(
            EntryKey key, TableField<R, JSONB> document, List<String> path, BigDecimal delta) {
        return incrementDocument
                .of(new PathShape<>(document, path.size()))
                .with(new DocumentIncrement(key, path.toArray(String[]::new), delta));
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
            EntryKey key, int place, Optional<Integer> version, Map<TableField<R, ?>, Object> expected) {}

    private record GuardShape<R extends Record>(List<TableField<R, ?>> expected, boolean version) {}

    private record PathShape<R extends Record>(TableField<R, JSONB> document, int depth) {}

    private record DocumentIncrement(EntryKey key, String[] path, BigDecimal delta) {}

    /** What decides the text for one column of a patch. */
    private record WriteShape<R extends Record>(TableField<R, ?> field, Kind kind) {

        static <R extends Record> List<WriteShape<R>> of(Patch<R> patch) {
            return of(List.copyOf(patch.writes()));
        }

        static <R extends Record> List<WriteShape<R>> of(List<Write<R>> writes) {
            return writes.stream()
                    .map(write -> new WriteShape<R>(write.field(), write.kind()))
                    .toList();
        }
    }

    private record UpdateShape<R extends Record>(List<WriteShape<R>> writes, boolean expectsVersion) {

        static <R extends Record> UpdateShape<R> of(EntryChange<R> change) {
            return new UpdateShape<>(
                    WriteShape.of(change.writes()), change.expectedVersion().isPresent());
        }

        /** Whether several changes add up to one. */
        boolean isSingleAddition() {
            return writes.size() == 1 && writes.getFirst().kind() == Kind.ADD && !expectsVersion;
        }
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
        table.scopeColumn()
                .ifPresent(column ->
                        row.put(column, bind.value(column, entry -> entry.key().scope())));
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
        replacement.put(table.version(), version().plus(inline(1)));
        // The default of a new row: distributed engines refuse a clock in ON CONFLICT.
        replacement.put(table.updatedAt(), excluded(table.updatedAt()));
        return replacement;
    }

    private Template<EntryChange<R>, Optional<EntryState>> updateTemplate(UpdateShape<R> shape) {
        Template<EntryChange<R>, Optional<EntryState>> template = Template.of(
                bind -> update(bind, shape, inline(1)), change -> Answer.optionalRow(row -> state(row, shape)));
        return shape.isSingleAddition()
                ? template.coalescing(new Coalescing<>(EntryStatements::additionTarget, this::addUp))
                : template;
    }

    /** @param changes how many changes it is, by which the version rises */
    private Query update(Binder<EntryChange<R>> bind, UpdateShape<R> shape, Field<Integer> changes) {
        var set = new LinkedHashMap<Field<?>, Object>();
        var returned = new ArrayList<Field<?>>(List.of(table.version()));
        for (int i = 0; i < shape.writes().size(); i++) {
            WriteShape<R> write = shape.writes().get(i);
            set.put(write.field(), newValue(bind, write, i));
            if (write.kind() == Kind.ADD) {
                returned.add(write.field());
            }
        }
        set.put(table.version(), version().plus(changes));
        set.put(table.updatedAt(), currentOffsetDateTime());
        Condition condition = ofEntry(bind.of(EntryChange::key));
        if (shape.expectsVersion()) {
            condition = condition.and(version()
                    .eq(bind.value(
                            table.version(), change -> change.expectedVersion().orElseThrow())));
        }
        return org.jooq.impl.DSL.update(table.table()).set(set).where(condition).returningResult(returned);
    }

    @SuppressWarnings("unchecked") // Only documents are merged, and only numbers are added to.
    private Field<?> newValue(Binder<EntryChange<R>> bind, WriteShape<R> write, int place) {
        Field<?> value = bind.value(write.field(), change -> change.value(place));
        return switch (write.kind()) {
            case ASSIGN -> value;
            case MERGE -> Routines.nventJsonbDeepMerge((Field<JSONB>) write.field(), (Field<JSONB>) value);
            case ADD -> coalesce((Field<Number>) write.field(), inline(0)).plus((Field<Number>) value);
        };
    }

    private static <R extends Record> EntryState state(ResultSet row, UpdateShape<R> shape) throws SQLException {
        var sums = new LinkedHashMap<String, Long>();
        for (WriteShape<R> write : shape.writes()) {
            if (write.kind() == Kind.ADD) {
                sums.put(write.field().getName(), row.getLong(sums.size() + 2));
            }
        }
        return new EntryState(row.getInt(1), sums);
    }

    /** Additions of one sign to one number: each fits the column if the last one does. */
    private static <R extends Record> Object additionTarget(EntryChange<R> change) {
        return List.of(change.key(), addend(change) < 0);
    }

    /** Adds the sum, and answers what each change by itself, in order, would have answered. */
    private Statement<?, List<Optional<EntryState>>> addUp(List<EntryChange<R>> changes) {
        long[] sums = changes.stream().mapToLong(EntryStatements::addend).toArray();
        Arrays.parallelPrefix(sums, Math::addExact);
        EntryChange<R> first = changes.getFirst();
        TableField<R, ?> column = first.writes().getFirst().field();
        Write<R> total = addition(column, sums[sums.length - 1]);
        var sum = new EntryChange<>(first.key(), List.of(total));
        return additions.of(UpdateShape.of(sum)).with(new Additions<>(sum, sums));
    }

    /**
     * Several additions to one number.
     *
     * @param change adds their total
     * @param sums what has been added with each of them
     */
    private record Additions<R extends Record>(EntryChange<R> change, long[] sums) {

        int count() {
            return sums.length;
        }

        /** The states after each addition. */
        List<Optional<EntryState>> states(Optional<EntryState> last) {
            String column = change.writes().getFirst().field().getName();
            long total = sums[sums.length - 1];
            return IntStream.range(0, sums.length)
                    .mapToObj(i -> last.map(state -> state.before(column, total - sums[i], sums.length - 1 - i)))
                    .toList();
        }
    }

    private static <R extends Record, T> Write<R> addition(TableField<R, T> column, long value) {
        Class<T> type = column.getType();
        return new Write.Add<>(column, type == Long.class ? type.cast(value) : type.cast(Math.toIntExact(value)));
    }

    private static <R extends Record> long addend(EntryChange<R> change) {
        return ((Number) change.value(0)).longValue();
    }

    private Query incrementDocument(Binder<DocumentIncrement> bind, PathShape<R> shape) {
        TableField<R, JSONB> document = shape.document();
        Field<String[]> path = bind.value(SQLDataType.CLOB.getArrayDataType(), DocumentIncrement::path);
        Field<BigDecimal> delta = bind.value(SQLDataType.NUMERIC, DocumentIncrement::delta);
        Field<JSONB> value = document;
        for (int i = 0; i < shape.depth(); i++) {
            int place = i;
            value = jsonbGetAttribute(
                    value, bind.value(SQLDataType.CLOB, increment -> increment.path()[place]));
        }
        return org.jooq
                .impl
                .DSL
                .update(table.table())
                .set(document, Routines.nventJsonbIncrement(document, path, delta))
                .set(table.version(), version().plus(inline(1)))
                .set(table.updatedAt(), currentOffsetDateTime())
                .where(ofEntry(bind.of(DocumentIncrement::key)))
                .returningResult(value);
    }

    /** Calls the check for a missing entry too, for which the version is NULL. */
    private Query guard(Binder<Guard<R>> bind, GuardShape<R> shape) {
        Condition condition = trueCondition();
        for (TableField<R, ?> column : shape.expected()) {
            condition = condition.and(isExpected(bind, column));
        }
        if (shape.version()) {
            condition = condition.and(version()
                    .eq(bind.value(table.version(), guard -> guard.version().orElseThrow())));
        }
        Table<?> locked = select(field(condition).as("as_expected"), version().as(table.version()))
                .from(table.table())
                .where(ofEntry(bind.of(Guard::key)))
                .forNoKeyUpdate()
                .asTable("locked");
        return select(Routines.nventTransitionCheck(
                        locked.field("as_expected", Boolean.class),
                        locked.field(table.version()),
                        bind.value(SQLDataType.INTEGER, Guard::place)))
                .from(selectOne().asTable("one_row").leftJoin(locked).on(trueCondition()));
    }

    private <T> Condition isExpected(Binder<Guard<R>> bind, TableField<R, T> column) {
        return column.isNotDistinctFrom(
                bind.value(column, guard -> guard.expected().get(column)));
    }

    private Condition ofEntry(Binder<EntryKey> bind) {
        Condition condition = table.scopeColumn()
                .map(column -> column.eq(bind.value(column, EntryKey::scope)))
                .orElse(noCondition());
        return condition.and(table.id().eq(bind.value(table.id(), EntryKey::id)));
    }

    private Condition ofEntries(Binder<EntryKeys> bind) {
        Condition condition = table.scopeColumn()
                .map(column -> column.eq(bind.value(column, EntryKeys::scope)))
                .orElse(noCondition());
        return condition.and(table.id().eq(any(bind.array(table.id(), EntryKeys::ids))));
    }

    private List<TableField<R, String>> keyColumns() {
        return table.scopeColumn().map(column -> List.of(column, table.id())).orElse(List.of(table.id()));
    }

    /** The version column of an adopted table accepts NULL. */
    private Field<Integer> version() {
        return coalesce(table.version(), inline(0));
    }
}

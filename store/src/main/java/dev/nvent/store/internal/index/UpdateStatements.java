package dev.nvent.store.internal.index;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttribute;
import static org.jooq.impl.DSL.when;

import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.OwnColumn;
import dev.nvent.store.internal.field.Write;
import dev.nvent.store.internal.field.Write.Kind;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.sql.Templates;
import dev.nvent.store.jooq.Routines;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The statements that change existing entries of the indexes of one table. */
final class UpdateStatements<R extends Record> {

    private final IndexTable<R> table;
    private final EntryColumns<R> columns;
    private final Templates<UpdateShape<R>, EntryChange<R>, Optional<UpdatedEntry>> update;
    private final Templates<UpdateShape<R>, Additions<R>, List<Optional<UpdatedEntry>>> additions;
    private final Templates<PathShape<R>, DocumentIncrement, Optional<BigDecimal>> incrementDocument;

    UpdateStatements(IndexTable<R> table) {
        this.table = table;
        this.columns = new EntryColumns<>(table);
        this.update = new Templates<>(this::updateTemplate);
        this.additions = new Templates<>(shape -> Template.of(
                bind -> update(bind.of(Additions::change), shape, bind.value(table.version(), Additions::count)),
                sums -> Answer.<UpdatedEntry>optionalRow(row -> state(row, shape))
                        .map(sums::states)));
        this.incrementDocument = new Templates<>(shape -> Template.of(
                bind -> incrementDocument(bind, shape),
                Answer.optionalRow(row -> Json.parse(row.getString(1)).decimalValue())));
    }

    /** Assigns, merges and adds; answers nothing where the entry is missing or has another version than expected. */
    Statement<?, Optional<UpdatedEntry>> update(EntryChange<R> change) {
        return update.of(UpdateShape.of(change)).with(change);
    }

    /** Adds to a number within a document; answers its value, or nothing where the entry is missing. */
    Statement<?, Optional<BigDecimal>> increment(
            EntryKey key, TableField<R, JSONB> document, List<String> path, BigDecimal delta) {
        return incrementDocument
                .of(new PathShape<>(document, path.size()))
                .with(new DocumentIncrement(key, path.toArray(String[]::new), delta));
    }

    private record PathShape<R extends Record>(TableField<R, JSONB> document, int depth) {}

    private record DocumentIncrement(EntryKey key, String[] path, BigDecimal delta) {}

    private record UpdateShape<R extends Record>(List<WriteShape<R>> writes, boolean expectsVersion) {

        static <R extends Record> UpdateShape<R> of(EntryChange<R> change) {
            return new UpdateShape<>(
                    WriteShape.of(change.writes()), change.expectedVersion().isPresent());
        }

        /** Whether several changes add up to one: additions of whole numbers do. */
        boolean isSingleAddition() {
            return writes.size() == 1
                    && writes.getFirst().kind() == Kind.ADD
                    && writes.getFirst().field().getType() != BigDecimal.class
                    && !expectsVersion;
        }
    }

    private Template<EntryChange<R>, Optional<UpdatedEntry>> updateTemplate(UpdateShape<R> shape) {
        Template<EntryChange<R>, Optional<UpdatedEntry>> template = Template.of(
                bind -> update(bind, shape, inline(1)), change -> Answer.optionalRow(row -> state(row, shape)));
        return shape.isSingleAddition() ? template.coalescing(UpdateStatements::additionTarget, this::addUp) : template;
    }

    /** @param changes how many changes it is, by which the version rises */
    private Query update(Binder<EntryChange<R>> bind, UpdateShape<R> shape, Field<Integer> changes) {
        var set = new LinkedHashMap<Field<?>, Object>();
        var moved = new ArrayList<OwnColumn<R>>();
        var returned = new ArrayList<Field<?>>(List.of(table.version()));
        for (int i = 0; i < shape.writes().size(); i++) {
            WriteShape<R> write = shape.writes().get(i);
            set.put(write.field(), newValue(bind, write, i));
            table.fields().own(write.field()).ifPresent(moved::add);
            if (write.kind() == Kind.ADD) {
                returned.add(write.field());
            }
        }
        if (!moved.isEmpty()) {
            removeFromOverflow(set, moved);
        }
        set.putAll(columns.touched(changes));
        Condition condition = columns.ofEntry(bind.of(EntryChange::key));
        if (shape.expectsVersion()) {
            condition = condition.and(columns.version()
                    .eq(bind.value(
                            table.version(), change -> change.expectedVersion().orElseThrow())));
        }
        return DSL.update(table.table()).set(set).where(condition).returningResult(returned);
    }

    /** Removes the fields that are written to columns of the user from the overflow column. */
    @SuppressWarnings("unchecked") // The overflow column is a document.
    private void removeFromOverflow(Map<Field<?>, Object> set, List<OwnColumn<R>> moved) {
        TableField<R, JSONB> overflow = moved.getFirst().overflow();
        var merged = (Field<JSONB>) set.getOrDefault(overflow, overflow);
        Condition inTheWay = falseCondition();
        Field<JSONB> without = merged;
        for (OwnColumn<R> column : moved) {
            inTheWay = inTheWay.or(column.isInTheWay());
            without = column.without(without);
        }
        set.put(overflow, when(inTheWay, without).otherwise(merged));
    }

    private Field<JSONB> document(TableField<R, JSONB> column) {
        return table.fields().own(column).map(own -> own.document(column)).orElse(column);
    }

    @SuppressWarnings("unchecked") // NULL counts as 0 of any type.
    private <T extends Number> Field<T> sum(TableField<R, T> column, Field<T> delta) {
        return table.fields().own(column).map(own -> own.sum(column, delta)).orElseGet(() ->
                (Field<T>) coalesce((Field<Number>) column, inline(0)).plus(delta));
    }

    @SuppressWarnings("unchecked") // Only documents are merged, and only numbers are added to.
    private Field<?> newValue(Binder<EntryChange<R>> bind, WriteShape<R> write, int place) {
        Field<?> value = bind.value(write.field(), change -> change.value(place));
        return switch (write.kind()) {
            case ASSIGN -> value;
            case MERGE ->
                Routines.nventJsonbDeepMerge(document((TableField<R, JSONB>) write.field()), (Field<JSONB>) value);
            case ADD -> sum((TableField<R, Number>) write.field(), (Field<Number>) value);
            case ADD_TO_NOW -> Routines.nventStatementMillis().plus(value);
        };
    }

    private static <R extends Record> UpdatedEntry state(ResultSet row, UpdateShape<R> shape) throws SQLException {
        var sums = new LinkedHashMap<String, BigDecimal>();
        for (WriteShape<R> write : shape.writes()) {
            if (write.kind() == Kind.ADD) {
                sums.put(write.field().getName(), row.getBigDecimal(sums.size() + 2));
            }
        }
        return new UpdatedEntry(row.getInt(1), sums);
    }

    /** Additions of one sign to one number: each fits the column if the last one does. */
    private static <R extends Record> Object additionTarget(EntryChange<R> change) {
        return List.of(change.key(), addend(change) < 0);
    }

    /** Adds the sum, and answers what each change by itself, in order, would have answered. */
    private Statement<?, List<Optional<UpdatedEntry>>> addUp(List<EntryChange<R>> changes) {
        long[] sums = changes.stream().mapToLong(UpdateStatements::addend).toArray();
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
        List<Optional<UpdatedEntry>> states(Optional<UpdatedEntry> last) {
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
        return ((Number) Objects.requireNonNull(change.value(0))).longValue();
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
        var set = new LinkedHashMap<Field<?>, Object>();
        set.put(document, Routines.nventJsonbIncrement(document(document), path, delta));
        table.fields().own(document).ifPresent(own -> removeFromOverflow(set, List.of(own)));
        set.putAll(columns.touched(inline(1)));
        return DSL.update(table.table())
                .set(set)
                .where(columns.ofEntry(bind.of(DocumentIncrement::key)))
                .returningResult(value);
    }
}

package dev.nvent.store.internal.field;

import static dev.nvent.store.jooq.Tables.FLOWS;
import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static dev.nvent.store.jooq.Tables.INDEX_ENTRIES;
import static dev.nvent.store.jooq.Tables.SCHEDULER_JOBS;
import static dev.nvent.store.jooq.Tables.TRIGGERS;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.subject.IndexSubject;
import java.util.Map;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.TableImpl;

/**
 * A table of the store with a column that a user's migration has added. The generated class of the store's table does not
 * know the column, and the user's class of the same table has another record.
 */
@SuppressWarnings("serial") // It is never serialised.
final class OwnTable<R extends Record> extends TableImpl<R> {

    private static final Map<Class<?>, Table<?>> TABLES = Map.of(
            IndexSubject.FlowRuns.class, FLOW_RUNS,
            IndexSubject.Flows.class, FLOWS,
            IndexSubject.Triggers.class, TRIGGERS,
            IndexSubject.SchedulerJobs.class, SCHEDULER_JOBS,
            IndexSubject.GenericIndex.class, INDEX_ENTRIES);

    private final Class<? extends R> recordType;

    private OwnTable(Table<R> table) {
        super(table.getUnqualifiedName(), table.getSchema());
        this.recordType = table.getRecordType();
    }

    /**
     * The column of a generated class of the user, as a column of the table that holds the indexes of a kind.
     *
     * @throws InvalidInputException if it is a column of another table
     */
    @SuppressWarnings("unchecked") // The record of a kind of index is the record of its table.
    static <R extends Record, T> TableField<R, T> column(
            Class<? extends IndexSubject<R>> kind, TableField<?, T> given, String path) {
        if (kind == null || given == null) {
            throw new InvalidInputException(path, "a kind of index and a column", "null");
        }
        var table = (Table<R>) TABLES.get(kind);
        if (table == null) {
            throw new InvalidInputException(
                    path, "one of the kinds of indexes, such as FlowRuns.class", kind.getSimpleName());
        }
        String of = given.getTable() == null ? "no table" : given.getTable().getName();
        if (!of.equals(table.getName()) && !of.equals(Namespace.DEFAULT.nameOf(table))) {
            throw InvalidInputException.of(
                    path,
                    "a column of " + table.getName(),
                    "one of " + of,
                    "the column " + given.getName() + " of the field " + path + " belongs to " + of + ", not to "
                            + table.getName() + ", which holds " + kind.getSimpleName());
        }
        return new OwnTable<>(table).column(given);
    }

    private <T> TableField<R, T> column(TableField<?, T> given) {
        return createField(given.getUnqualifiedName(), given.getDataType(), this, given.getComment());
    }

    @Override
    public Class<? extends R> getRecordType() {
        return recordType;
    }
}

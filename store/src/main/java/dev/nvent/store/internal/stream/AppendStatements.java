package dev.nvent.store.internal.stream;

import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.stream.EventColumns.EventColumn;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.stream.Event;
import dev.nvent.store.subject.StreamSubject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The statements that append events without keys to the streams of one table, and those that an import by COPY needs. They
 * fail with SQLSTATE NV005 if a stream is versioned.
 */
final class AppendStatements<R extends Record> {

    private static final Statement<?, Long> NOW =
            Template.withoutValues(() -> select(Routines.nventClockMillis()), Answer.row(row -> row.getLong(1)));

    private final StreamTable<R> table;
    private final AppendColumns<R> columns;
    private final Template<AddressedEvent, Event> append;
    private final Template<AddressedEvent, Event> appendChecked;
    private final Template<List<AddressedEvent>, List<Event>> appendAll;
    private final Template<List<AddressedEvent>, List<Event>> appendAllChecked;
    private final Template<Collection<StreamSubject<?>>, Boolean> check;
    private final Statement<?, Boolean> hasRowSecurity;

    AppendStatements(StreamTable<R> table, AppendColumns<R> columns) {
        this.table = table;
        this.columns = columns;
        this.appendAll = batch(this::appendAll);
        this.appendAllChecked = batch(this::appendAllChecked);
        this.append = single(this::append, appendAll);
        this.appendChecked = single(this::appendChecked, appendAllChecked);
        this.check = Template.of(bind -> select(columns.noVersionIn(bind)), Answer.exists());
        this.hasRowSecurity = Template.withoutValues(
                () -> select(DSL.function(name("row_security_active"), SQLDataType.BOOLEAN, columns.tableName())),
                Answer.row(row -> row.getBoolean(1)));
    }

    /** The columns that are given for each event, in the order of every statement. */
    List<EventColumn<R, ?>> columns() {
        return columns.given();
    }

    /** Appends an event to a stream that is known not to be versioned. */
    Statement<?, Event> append(AddressedEvent event) {
        return append.with(event);
    }

    /** Appends an event. */
    Statement<?, Event> appendChecked(AddressedEvent event) {
        return appendChecked.with(event);
    }

    /** Appends events of one subject type to streams that are known not to be versioned; ids ascend in their order. */
    Statement<?, List<Event>> appendAll(List<AddressedEvent> events) {
        return appendAll.with(events);
    }

    /** Appends events of one subject type; ids ascend in their order. */
    Statement<?, List<Event>> appendAllChecked(List<AddressedEvent> events) {
        return appendAllChecked.with(events);
    }

    /** Fails if one of the streams, which are of one subject type, is versioned. */
    Statement<?, ?> check(Collection<StreamSubject<?>> streams) {
        return check.with(streams);
    }

    /** Reads the clock of the database, in milliseconds. */
    static Statement<?, Long> now() {
        return NOW;
    }

    /** Whether row level security applies to the table in this session. Then PostgreSQL refuses COPY. */
    Statement<?, Boolean> hasRowSecurity() {
        return hasRowSecurity;
    }

    private static Template<AddressedEvent, Event> single(
            Function<Binder<AddressedEvent>, Query> query, Template<List<AddressedEvent>, List<Event>> combined) {
        return Template.<AddressedEvent, Event>of(
                        query, event -> Answer.row(row -> event.appended(AppendedRow.of(row), null)))
                .withoutRowLocks()
                .coalescing(event -> Optional.ofNullable(event.subjectType()), combined::with);
    }

    private static Template<List<AddressedEvent>, List<Event>> batch(
            Function<Binder<List<AddressedEvent>>, Query> query) {
        return Template.<List<AddressedEvent>, List<Event>>of(
                        query, events -> Answer.allRows(rows -> appended(rows, events)))
                .withoutRowLocks()
                .asBatch();
    }

    private Query append(Binder<AddressedEvent> bind) {
        return insertInto(table.table()).set(row(bind)).returningResult(table.id(), table.ts());
    }

    private Query appendChecked(Binder<AddressedEvent> bind) {
        Map<Field<?>, Field<?>> row = row(bind);
        row.put(table.streamVersion(), columns.noVersionOf(bind));
        return insertInto(table.table()).set(row).returningResult(table.id(), table.ts());
    }

    private Map<Field<?>, Field<?>> row(Binder<AddressedEvent> bind) {
        var row = new LinkedHashMap<Field<?>, Field<?>>();
        columns.given().forEach(column -> row.put(column.field(), bind.value(column.field(), column.value())));
        row.put(table.ts(), Routines.nventClockMillis());
        return row;
    }

    private Query appendAll(Binder<List<AddressedEvent>> bind) {
        return insert(rows(bind));
    }

    private Query appendAllChecked(Binder<List<AddressedEvent>> bind) {
        Map<Field<?>, Field<?>> rows = rows(bind);
        rows.put(table.streamVersion(), columns.noVersion(bind));
        return insert(rows);
    }

    private Map<Field<?>, Field<?>> rows(Binder<List<AddressedEvent>> bind) {
        Map<Field<?>, Field<?>> rows = columns.unnested(bind);
        rows.put(table.ts(), Routines.nventClockMillis());
        return rows;
    }

    private Query insert(Map<Field<?>, Field<?>> rows) {
        return insertInto(table.table(), rows.keySet())
                .select(select(rows.values()))
                .returningResult(table.id(), table.ts());
    }

    private static List<Event> appended(ResultSet rows, List<AddressedEvent> events) throws SQLException {
        Iterator<AppendedRow> inOrder = AppendedRow.inOrder(AppendedRow.all(rows), events.size());
        return events.stream()
                .map(event -> event.appended(inOrder.next(), null))
                .toList();
    }
}

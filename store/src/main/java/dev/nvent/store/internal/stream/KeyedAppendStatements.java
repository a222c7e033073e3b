package dev.nvent.store.internal.stream;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.stream.Event;
import dev.nvent.store.subject.StreamSubject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/**
 * The statements that append events, some of which have keys, to the streams of one table. They fail with SQLSTATE NV005 if
 * a stream is versioned.
 */
final class KeyedAppendStatements<R extends Record> {

    private static final DataType<String> REGCLASS =
            new DefaultDataType<>(SQLDialect.POSTGRES, String.class, "regclass");

    private final StreamTable<R> table;
    private final AppendColumns<R> columns;
    private final Template<KeyedEvents, List<Optional<Event>>> append;
    private final Template<List<KeyedEvents>, List<List<Optional<Event>>>> appendOfAll;
    private final Template<KeysOfStream, List<Event>> stored;

    KeyedAppendStatements(StreamTable<R> table, AppendColumns<R> columns) {
        this.table = table;
        this.columns = columns;
        this.append = Template.<KeyedEvents, List<Optional<Event>>>of(
                        this::append, keyed -> Answer.allRows(rows -> appended(rows, keyed.events())))
                .coalescing(KeyedEvents::subjectType, this::appendOfAll);
        this.appendOfAll = Template.of(
                bind -> append(bind.of(KeyedEvents::flattened)),
                all -> Answer.allRows(
                        rows -> split(appended(rows, KeyedEvents.flattened(all).events()), all)));
        this.stored = Template.<KeysOfStream, List<Event>>of(this::stored, Answer.rows(EventColumns::event))
                .asBatch();
    }

    /**
     * Appends the events of one subject type whose keys are not stored; ids ascend in their order.
     *
     * @return for each event the appended one; empty if its key is stored, or occurred before
     */
    Statement<?, List<Optional<Event>>> append(List<AddressedEvent> events) {
        return append.with(new KeyedEvents(events, Optional.empty()));
    }

    /** As {@link #append(List)}, with a time that the database gave before. */
    Statement<?, List<Optional<Event>>> append(List<AddressedEvent> events, long ts) {
        return append.with(new KeyedEvents(events, Optional.of(ts)));
    }

    /** Reads the events that have one of the keys. Sent as a write, since a replica may not have them yet. */
    Statement<?, List<Event>> stored(StreamSubject<?> stream, Collection<String> keys) {
        return stored.with(new KeysOfStream(stream, keys));
    }

    private Statement<?, List<List<Optional<Event>>>> appendOfAll(List<KeyedEvents> all) {
        return appendOfAll.with(all);
    }

    private record KeyedEvents(List<AddressedEvent> events, Optional<Long> ts) {

        Optional<String> subjectType() {
            return Optional.ofNullable(events.getFirst().subjectType());
        }

        static KeyedEvents flattened(List<KeyedEvents> all) {
            return new KeyedEvents(
                    all.stream().flatMap(each -> each.events().stream()).toList(),
                    all.getFirst().ts());
        }
    }

    private record KeysOfStream(StreamSubject<?> stream, Collection<String> keys) {}

    /** Ids are drawn in the order of the events. Rows are inserted in the order of keys, so that batches do not deadlock. */
    private Query append(Binder<KeyedEvents> bind) {
        Binder<List<AddressedEvent>> events = bind.of(KeyedEvents::events);
        Map<Field<?>, Field<?>> given = new LinkedHashMap<>();
        given.put(table.id(), nextId());
        given.putAll(columns.unnestedWithKeys(events));
        Table<?> numbered = select(given.entrySet().stream()
                        .map(column -> column.getValue().as(column.getKey()))
                        .toList())
                .asTable(name("given"));
        Map<Field<?>, Field<?>> rows = new LinkedHashMap<>();
        given.keySet().forEach(column -> rows.put(column, numbered.field(column.getUnqualifiedName())));
        rows.put(
                table.ts(),
                coalesce(bind.value(table.ts(), keyed -> keyed.ts().orElse(null)), Routines.nventClockMillis()));
        rows.put(table.streamVersion(), columns.noVersion(events));
        return columns.unlessStored(
                        insertInto(table.table(), rows.keySet())
                                .select(select(rows.values())
                                        .from(numbered)
                                        .orderBy(
                                                rows.get(table.key()),
                                                rows.get(table.idempotencyKey()),
                                                rows.get(table.id()))),
                        table.idempotencyKey())
                .returningResult(table.id(), table.ts(), table.key(), table.idempotencyKey());
    }

    /** The default of the id. */
    private Field<Long> nextId() {
        Field<String> sequence = field(select(DSL.function(
                name("pg_get_serial_sequence"),
                SQLDataType.CLOB,
                columns.tableName(),
                inline(table.id().getName()))));
        return DSL.function(name("nextval"), SQLDataType.BIGINT, sequence.cast(REGCLASS));
    }

    private Query stored(Binder<KeysOfStream> bind) {
        return select(EventColumns.read(table))
                .from(table.table())
                .where(EventColumns.ofStream(table, bind, KeysOfStream::stream))
                .and(table.idempotencyKey()
                        .eq(any(bind.array(
                                table.idempotencyKey(), search -> search.keys().toArray(String[]::new)))));
    }

    /** Events with keys are matched by their keys, the others by the order of ids. */
    private static List<Optional<Event>> appended(ResultSet rows, List<AddressedEvent> events) throws SQLException {
        Map<List<String>, AppendedRow> byKey = new HashMap<>();
        List<AppendedRow> others = new ArrayList<>();
        while (rows.next()) {
            AppendedRow row = AppendedRow.of(rows);
            String key = rows.getString(4);
            if (key == null) {
                others.add(row);
            } else {
                byKey.put(List.of(rows.getString(3), key), row);
            }
        }
        int withoutKey = (int)
                events.stream().filter(event -> event.idempotencyKey() == null).count();
        Iterator<AppendedRow> inOrder = AppendedRow.inOrder(others, withoutKey);
        return events.stream()
                .map(event -> Optional.ofNullable(
                                event.idempotencyKey() == null
                                        ? inOrder.next()
                                        : byKey.remove(List.of(event.key(), event.idempotencyKey())))
                        .map(row -> event.appended(row, null)))
                .toList();
    }

    private static List<List<Optional<Event>>> split(List<Optional<Event>> appended, List<KeyedEvents> all) {
        Iterator<Optional<Event>> next = appended.iterator();
        return all.stream()
                .map(keyed -> keyed.events().stream().map(event -> next.next()).toList())
                .toList();
    }
}

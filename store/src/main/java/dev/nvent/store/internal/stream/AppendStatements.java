package dev.nvent.store.internal.stream;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.with;

import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Coalescing;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.sql.Templates;
import dev.nvent.store.internal.stream.EventColumns.EventColumn;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.stream.Event;
import dev.nvent.store.subject.StreamSubject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/**
 * The statements that append events to the streams of one table. An append without an expected version fails with SQLSTATE
 * NV005 if its stream is versioned.
 */
final class AppendStatements<R extends Record> {

    private static final DataType<String> REGCLASS =
            new DefaultDataType<>(SQLDialect.POSTGRES, String.class, "regclass");

    private final StreamTable<R> table;
    private final List<EventColumn<R, ?>> columns;
    private final EventColumn<R, String> keyColumn;
    private final Template<AddressedEvent, Event> append;
    private final Template<AddressedEvent, Event> appendChecked;
    private final Template<List<AddressedEvent>, List<Event>> appendAll;
    private final Template<KeyedEvents, List<Optional<Event>>> appendKeyed;
    private final Template<List<KeyedEvents>, List<List<Optional<Event>>>> appendKeyedOfAll;
    private final Templates<Boolean, VersionedEvents, Optional<List<Event>>> appendVersioned;
    private final Template<KeysOfStream, List<Event>> stored;
    private final Template<Collection<StreamSubject<?>>, Boolean> check;
    private final Statement<?, Boolean> hasRowSecurity;

    AppendStatements(StreamTable<R> table) {
        this.table = table;
        this.columns = EventColumns.written(table);
        this.keyColumn = new EventColumn<>(table.idempotencyKey(), AddressedEvent::idempotencyKey);
        this.append = single(bind -> append(bind, false));
        this.appendChecked = single(bind -> append(bind, true));
        this.appendAll = Template.<List<AddressedEvent>, List<Event>>of(
                        this::appendAll, events -> Answer.allRows(rows -> appended(rows, events)))
                .withoutRowLocks()
                .asBatch();
        this.appendKeyed = Template.<KeyedEvents, List<Optional<Event>>>of(
                        this::appendKeyed, keyed -> Answer.allRows(rows -> appendedKeyed(rows, keyed.events())))
                .coalescing(new Coalescing<>(KeyedEvents::subjectType, this::appendKeyedOfAll));
        this.appendKeyedOfAll = Template.of(
                bind -> appendKeyed(bind.of(KeyedEvents::flattened)),
                all -> Answer.allRows(rows ->
                        split(appendedKeyed(rows, KeyedEvents.flattened(all).events()), all)));
        this.appendVersioned = new Templates<>(isFirst -> Template.<VersionedEvents, Optional<List<Event>>>of(
                        bind -> appendVersioned(bind, isFirst),
                        append -> Answer.allRows(rows -> appendedVersioned(rows, append)))
                .asBatch());
        this.stored = Template.<KeysOfStream, List<Event>>of(this::stored, Answer.rows(EventColumns::event))
                .asBatch();
        this.check = Template.of(bind -> select(rejection(bind)), Answer.exists());
        this.hasRowSecurity = Template.withoutValues(
                () -> select(DSL.function(name("row_security_active"), SQLDataType.BOOLEAN, tableName())),
                Answer.row(row -> row.getBoolean(1)));
    }

    /** The columns that are given for each event, in the order of every statement. */
    List<EventColumn<R, ?>> columns() {
        return columns;
    }

    /** Appends an event without a key to a stream that is known not to be versioned. */
    Statement<?, Event> append(AddressedEvent event) {
        return append.with(event);
    }

    /** Appends an event without a key. */
    Statement<?, Event> appendChecked(AddressedEvent event) {
        return appendChecked.with(event);
    }

    /** Appends events without keys, of one subject type; ids ascend in their order. */
    Statement<?, List<Event>> appendAll(List<AddressedEvent> events) {
        return appendAll.with(events);
    }

    /**
     * Appends the events of one subject type whose keys are not stored; ids ascend in their order.
     *
     * @return for each event the appended one; empty if its key is stored, or occurred before
     */
    Statement<?, List<Optional<Event>>> appendKeyed(List<AddressedEvent> events) {
        return appendKeyed.with(new KeyedEvents(events, Optional.empty()));
    }

    /** As {@link #appendKeyed(List)}, with a time that the database gave before. */
    Statement<?, List<Optional<Event>>> appendKeyed(List<AddressedEvent> events, long ts) {
        return appendKeyed.with(new KeyedEvents(events, Optional.of(ts)));
    }

    /** Appends events of one stream if it has the expected version and none of the keys; empty if not. */
    Statement<?, Optional<List<Event>>> appendVersioned(List<AddressedEvent> events, long expectedVersion) {
        return appendVersioned.of(expectedVersion == 0).with(new VersionedEvents(events, expectedVersion));
    }

    /** Reads the events that have one of the keys. Sent as a write, since a replica may not have them yet. */
    Statement<?, List<Event>> stored(StreamSubject<?> stream, Collection<String> keys) {
        return stored.with(new KeysOfStream(stream, keys));
    }

    /** Fails if one of the streams, which are of one subject type, is versioned. */
    Statement<?, ?> check(Collection<StreamSubject<?>> streams) {
        return check.with(streams);
    }

    /** Whether row level security applies to the table in this session. Then PostgreSQL refuses COPY. */
    Statement<?, Boolean> hasRowSecurity() {
        return hasRowSecurity;
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

    private record VersionedEvents(List<AddressedEvent> events, long expectedVersion) {

        StreamSubject<?> stream() {
            return events.getFirst().subject();
        }

        List<AddressedEvent> first() {
            return events.subList(0, 1);
        }

        List<AddressedEvent> others() {
            return events.subList(1, events.size());
        }

        /** The versions of the events from a place on. */
        Long[] versions(int from, int to) {
            return LongStream.range(from, to)
                    .mapToObj(place -> expectedVersion + place + 1)
                    .toArray(Long[]::new);
        }

        String[] keys() {
            return events.stream()
                    .map(AddressedEvent::idempotencyKey)
                    .filter(key -> key != null)
                    .toArray(String[]::new);
        }
    }

    private record KeysOfStream(StreamSubject<?> stream, Collection<String> keys) {}

    /** The place of a row in its stream: what the store assigns. */
    private record Position(long id, long ts) {}

    private Template<AddressedEvent, Event> single(Function<Binder<AddressedEvent>, Query> query) {
        return Template.<AddressedEvent, Event>of(
                        query, event -> Answer.row(row -> event.appended(row.getLong(1), row.getLong(2), null)))
                .withoutRowLocks()
                .coalescing(new Coalescing<>(
                        event -> Optional.ofNullable(event.subjectType()), events -> appendAll(events)));
    }

    private Query append(Binder<AddressedEvent> bind, boolean isChecked) {
        var row = new LinkedHashMap<Field<?>, Object>();
        columns.forEach(column -> row.put(column.field(), bind.value(column.field(), column.value())));
        row.put(table.ts(), Routines.nventClockMillis());
        if (isChecked) {
            row.put(table.streamVersion(), rejection(EventColumns.ofStream(table, bind, AddressedEvent::subject)));
        }
        return insertInto(table.table()).set(row).returningResult(table.id(), table.ts());
    }

    private Query appendAll(Binder<List<AddressedEvent>> bind) {
        Map<Field<?>, Field<?>> rows = unnested(bind, columns);
        rows.put(table.ts(), Routines.nventClockMillis());
        rows.put(table.streamVersion(), rejection(bind.of(AppendStatements::streams)));
        return insertInto(table.table(), rows.keySet())
                .select(select(rows.values()))
                .returningResult(table.id(), table.ts());
    }

    /** Ids are drawn in the order of the events. Rows are inserted in the order of keys, so that batches do not deadlock. */
    private Query appendKeyed(Binder<KeyedEvents> bind) {
        Binder<List<AddressedEvent>> events = bind.of(KeyedEvents::events);
        Map<Field<?>, Field<?>> given = new LinkedHashMap<>();
        given.put(table.id(), nextId());
        given.putAll(unnested(events, columns));
        given.putAll(unnested(events, List.of(keyColumn)));
        Table<?> numbered = select(given.entrySet().stream()
                        .map(column -> column.getValue().as(column.getKey()))
                        .toList())
                .asTable(name("given"));
        Map<Field<?>, Field<?>> rows = new LinkedHashMap<>();
        given.keySet().forEach(column -> rows.put(column, numbered.field(column.getUnqualifiedName())));
        rows.put(
                table.ts(),
                coalesce(bind.value(table.ts(), keyed -> keyed.ts().orElse(null)), Routines.nventClockMillis()));
        rows.put(table.streamVersion(), rejection(events.of(AppendStatements::streams)));
        return insertInto(table.table(), rows.keySet())
                .select(select(rows.values())
                        .from(numbered)
                        .orderBy(rows.get(table.key()), rows.get(table.idempotencyKey()), rows.get(table.id())))
                .onConflict(uniqueInStream(table.idempotencyKey()))
                .where(table.idempotencyKey().isNotNull())
                .doNothing()
                .returningResult(table.id(), table.ts(), table.key(), table.idempotencyKey());
    }

    /** The default of the id. */
    private Field<Long> nextId() {
        Field<String> sequence = field(select(DSL.function(
                name("pg_get_serial_sequence"),
                SQLDataType.CLOB,
                tableName(),
                inline(table.id().getName()))));
        return DSL.function(name("nextval"), SQLDataType.BIGINT, sequence.cast(REGCLASS));
    }

    /** The name of the table with its schema, as text. */
    private Field<String> tableName() {
        return CustomField.of(
                "table",
                SQLDataType.CLOB,
                context -> context.visit(inline(context.dsl().render(table.table()))));
    }

    /**
     * The first event decides: of concurrent appends one gets its version, the others wait for the commit and then insert
     * nothing. The other events follow the first.
     */
    private Query appendVersioned(Binder<VersionedEvents> bind, boolean isFirst) {
        Binder<List<AddressedEvent>> head = bind.of(VersionedEvents::first);
        Map<Field<?>, Field<?>> row = unnested(head, columns);
        row.putAll(unnested(head, List.of(keyColumn)));
        row.put(table.ts(), Routines.nventClockMillis());
        row.put(table.streamVersion(), versions(bind, append -> append.versions(0, 1)));
        CommonTableExpression<Record2<Long, Long>> first = name("first_event")
                .as(insertInto(table.table(), row.keySet())
                        .select(select(row.values())
                                .where(hasVersion(bind, isFirst))
                                .and(notExists(selectOne()
                                        .from(table.table())
                                        .where(ofStream(bind, VersionedEvents::stream))
                                        .and(table.idempotencyKey()
                                                .eq(any(bind.array(table.idempotencyKey(), VersionedEvents::keys)))))))
                        .onConflict(uniqueInStream(table.streamVersion()))
                        .where(table.streamVersion().isNotNull())
                        .doNothing()
                        .returningResult(table.id(), table.ts()));
        Binder<List<AddressedEvent>> tail = bind.of(VersionedEvents::others);
        Map<Field<?>, Field<?>> rows = unnested(tail, columns);
        rows.putAll(unnested(tail, List.of(keyColumn)));
        rows.put(table.ts(), Routines.nventClockMillis());
        rows.put(
                table.streamVersion(),
                versions(bind, append -> append.versions(1, append.events().size())));
        CommonTableExpression<Record2<Long, Long>> others = name("other_events")
                .as(insertInto(table.table(), rows.keySet())
                        .select(select(rows.values()).where(exists(selectOne().from(table(name("first_event"))))))
                        .returningResult(table.id(), table.ts()));
        return with(first, others)
                .select(first.fields())
                .from(first)
                .unionAll(select(others.fields()).from(others));
    }

    private Condition hasVersion(Binder<VersionedEvents> bind, boolean isFirst) {
        if (isFirst) {
            return notExists(selectOne().from(table.table()).where(ofStream(bind, VersionedEvents::stream)));
        }
        return field(select(table.streamVersion())
                        .from(table.table())
                        .where(ofStream(bind, VersionedEvents::stream))
                        .orderBy(table.id().desc())
                        .limit(inline(1)))
                .eq(bind.value(table.streamVersion(), VersionedEvents::expectedVersion));
    }

    private Field<Long> versions(Binder<VersionedEvents> bind, Function<VersionedEvents, Long[]> versions) {
        return unnest(SQLDataType.BIGINT, bind.array(table.streamVersion(), versions));
    }

    private Query stored(Binder<KeysOfStream> bind) {
        return select(EventColumns.read(table))
                .from(table.table())
                .where(ofStream(bind, KeysOfStream::stream))
                .and(table.idempotencyKey()
                        .eq(any(bind.array(
                                table.idempotencyKey(), search -> search.keys().toArray(String[]::new)))));
    }

    private <A> Condition ofStream(Binder<A> bind, Function<A, StreamSubject<?>> stream) {
        return EventColumns.ofStream(table, bind, stream);
    }

    /** The columns that are unique together, if the last one is not NULL. */
    private List<Field<?>> uniqueInStream(Field<?> column) {
        var unique = new ArrayList<Field<?>>(table.subjectType().stream().toList());
        unique.add(table.key());
        unique.add(column);
        return unique;
    }

    private Field<Long> rejection(Binder<Collection<StreamSubject<?>>> streams) {
        return rejection(EventColumns.ofType(
                        table, streams, all -> all.iterator().next())
                .and(table.key()
                        .eq(any(streams.array(
                                table.key(),
                                all -> all.stream().map(StreamSubject::key).toArray(String[]::new))))));
    }

    /** NULL, the version of an event that has none; fails if there are events with a version. */
    private Field<Long> rejection(Condition ofStreams) {
        return field(select(Routines.nventRejectUnversionedAppend())
                .from(table.table())
                .where(ofStreams)
                .and(table.streamVersion().isNotNull())
                .limit(inline(1)));
    }

    private static Collection<StreamSubject<?>> streams(List<AddressedEvent> events) {
        return events.stream()
                .<StreamSubject<?>>map(AddressedEvent::subject)
                .distinct()
                .toList();
    }

    /** Set-returning functions in a SELECT advance together, row by row, in the order of the arrays. */
    private static <R extends Record> Map<Field<?>, Field<?>> unnested(
            Binder<List<AddressedEvent>> bind, List<? extends EventColumn<R, ?>> columns) {
        var rows = new LinkedHashMap<Field<?>, Field<?>>();
        columns.forEach(column -> rows.put(column.field(), unnested(bind, column)));
        return rows;
    }

    /** Payloads are bound as text: an array of JSONB would be escaped and parsed as one long text. */
    private static <V> Field<V> unnested(Binder<List<AddressedEvent>> bind, EventColumn<?, V> column) {
        Field<V> field = column.field();
        if (field.getType() == Integer.class) {
            return unnest(field.getDataType(), bind.array(field, events -> array(events, Integer[]::new, column)));
        }
        Field<String> text = unnest(
                SQLDataType.CLOB,
                bind.value(SQLDataType.CLOB.getArrayDataType(), events -> array(events, String[]::new, column)));
        return text.cast(field.getDataType());
    }

    private static <V> Field<V> unnest(DataType<V> type, Field<?> array) {
        return DSL.function(name("unnest"), type, array);
    }

    private static <V> V[] array(List<AddressedEvent> events, IntFunction<V[]> make, EventColumn<?, ?> column) {
        return events.stream().map(column.value()).toArray(make);
    }

    private static List<Event> appended(ResultSet rows, List<AddressedEvent> events) throws SQLException {
        Iterator<Position> positions = inOrder(positions(rows), events.size());
        return events.stream()
                .map(event -> {
                    Position position = positions.next();
                    return event.appended(position.id(), position.ts(), null);
                })
                .toList();
    }

    private static Optional<List<Event>> appendedVersioned(ResultSet rows, VersionedEvents append) throws SQLException {
        List<Position> found = positions(rows);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Iterator<Position> positions = inOrder(found, append.events().size());
        var events = new ArrayList<Event>();
        for (AddressedEvent event : append.events()) {
            Position position = positions.next();
            events.add(event.appended(position.id(), position.ts(), append.expectedVersion() + events.size() + 1));
        }
        return Optional.of(events);
    }

    private static List<Position> positions(ResultSet rows) throws SQLException {
        var positions = new ArrayList<Position>();
        while (rows.next()) {
            positions.add(new Position(rows.getLong(1), rows.getLong(2)));
        }
        return positions;
    }

    /** Ids ascend in the order of the events; the order in which rows are returned is not guaranteed. */
    private static Iterator<Position> inOrder(List<Position> positions, int expected) throws SQLException {
        if (positions.size() != expected) {
            throw new SQLException("the server returned another number of events than were appended", "02000");
        }
        positions.sort(Comparator.comparingLong(Position::id));
        return positions.iterator();
    }

    /** Events with keys are matched by their keys, the others by the order of ids. */
    private static List<Optional<Event>> appendedKeyed(ResultSet rows, List<AddressedEvent> events)
            throws SQLException {
        Map<List<String>, Position> byKey = new HashMap<>();
        List<Position> others = new ArrayList<>();
        while (rows.next()) {
            var position = new Position(rows.getLong(1), rows.getLong(2));
            String key = rows.getString(4);
            if (key == null) {
                others.add(position);
            } else {
                byKey.put(List.of(rows.getString(3), key), position);
            }
        }
        int withoutKey = (int)
                events.stream().filter(event -> event.idempotencyKey() == null).count();
        Iterator<Position> inOrder = inOrder(others, withoutKey);
        return events.stream()
                .map(event -> Optional.ofNullable(
                                event.idempotencyKey() == null
                                        ? inOrder.next()
                                        : byKey.remove(List.of(event.key(), event.idempotencyKey())))
                        .map(position -> event.appended(position.id(), position.ts(), null)))
                .toList();
    }

    private Statement<?, List<List<Optional<Event>>>> appendKeyedOfAll(List<KeyedEvents> all) {
        return appendKeyedOfAll.with(all);
    }

    private static List<List<Optional<Event>>> split(List<Optional<Event>> appended, List<KeyedEvents> all) {
        Iterator<Optional<Event>> next = appended.iterator();
        return all.stream()
                .map(keyed -> keyed.events().stream().map(event -> next.next()).toList())
                .toList();
    }
}

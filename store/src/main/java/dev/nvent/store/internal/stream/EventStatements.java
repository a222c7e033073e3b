package dev.nvent.store.internal.stream;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

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
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The statements on the streams of one table. */
final class EventStatements<R extends Record> {

    private final StreamTable<R> table;
    private final List<EventColumn<R, ?>> columns;
    private final Template<AddressedEvent, Event> append;
    private final Template<List<AddressedEvent>, List<Event>> appendAll;
    private final Template<StreamSubject<?>, Integer> delete;
    private final Templates<ReadShape, ReadArguments, List<Event>> reads;

    EventStatements(StreamTable<R> table) {
        this.table = table;
        this.columns = EventColumns.written(table);
        this.append = Template.<AddressedEvent, Event>of(
                        this::append, event -> Answer.row(row -> event.appended(row.getLong(1), row.getLong(2))))
                .withoutRowLocks()
                .coalescing(new Coalescing<>(
                        event -> Optional.ofNullable(event.subjectType()), events -> appendAll(events)));
        this.appendAll = Template.<List<AddressedEvent>, List<Event>>of(
                        this::appendAll, events -> Answer.allRows(rows -> appended(rows, events)))
                .withoutRowLocks()
                .asBatch();
        this.delete = Template.<StreamSubject<?>, Integer>of(
                        bind -> DSL.deleteFrom(table.table()).where(ofStream(bind, subject -> subject)),
                        Answer.changedRows())
                .asBatch();
        this.reads = new Templates<>(shape -> Template.of(bind -> read(bind, shape), Answer.rows(EventColumns::event)));
    }

    /** The table. */
    StreamTable<R> table() {
        return table;
    }

    /** What the writer of an event fills, in the order of every statement. */
    List<EventColumn<R, ?>> columns() {
        return columns;
    }

    /** Appends one event. */
    Statement<AddressedEvent, Event> append(AddressedEvent event) {
        return append.with(event);
    }

    /** Appends many events of one subject type, which get ids in their order. */
    Statement<List<AddressedEvent>, List<Event>> appendAll(List<AddressedEvent> events) {
        return appendAll.with(events);
    }

    /** Reads the events that a query asks for. */
    Statement<?, List<Event>> read(StreamSubject<?> subject, EventQuery query, long limit) {
        return reads.of(ReadShape.of(query, limit)).with(new ReadArguments(subject, query, limit));
    }

    /** Deletes all events of a stream. */
    Statement<StreamSubject<?>, Integer> delete(StreamSubject<?> subject) {
        return delete.with(subject);
    }

    private Query append(Binder<AddressedEvent> bind) {
        var row = new LinkedHashMap<Field<?>, Object>();
        columns.forEach(column -> row.put(column.field(), bind.value(column.field(), column.value())));
        row.put(table.ts(), Routines.nventClockMillis());
        return insertInto(table.table()).set(row).returningResult(table.id(), table.ts());
    }

    /** Set-returning functions in a SELECT advance together, row by row, in the order of the arrays. */
    private Query appendAll(Binder<List<AddressedEvent>> bind) {
        var row = new LinkedHashMap<Field<?>, Field<?>>();
        columns.forEach(column -> row.put(column.field(), unnested(bind, column)));
        row.put(table.ts(), Routines.nventClockMillis());
        return insertInto(table.table(), row.keySet())
                .select(select(row.values()))
                .returningResult(table.id(), table.ts());
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

    /** Ids ascend in the order of the events; the order in which rows are returned is not guaranteed. */
    private static List<Event> appended(ResultSet rows, List<AddressedEvent> events) throws SQLException {
        long[][] positions = new long[events.size()][];
        for (int i = 0; i < positions.length; i++) {
            if (!rows.next()) {
                throw new SQLException("the server returned fewer events than were appended", "02000");
            }
            positions[i] = new long[] {rows.getLong(1), rows.getLong(2)};
        }
        Arrays.sort(positions, Comparator.comparingLong(position -> position[0]));
        return IntStream.range(0, positions.length)
                .mapToObj(i -> events.get(i).appended(positions[i][0], positions[i][1]))
                .toList();
    }

    /**
     * What decides the text of a read.
     *
     * @param limit in the text where only ids are asked for: with a LIMIT that it does not know, the server plans each call
     *     anew. Otherwise that is an advantage, since the values decide which index serves.
     */
    private record ReadShape(
            boolean types,
            boolean from,
            boolean to,
            boolean after,
            boolean before,
            EventQuery.Order order,
            OptionalLong limit) {

        static ReadShape of(EventQuery query, long limit) {
            boolean idsOnly = query.types().isEmpty() && query.from() == null && query.to() == null;
            return new ReadShape(
                    !query.types().isEmpty(),
                    query.from() != null,
                    query.to() != null,
                    query.after() != null,
                    query.before() != null,
                    query.order(),
                    idsOnly ? OptionalLong.of(limit) : OptionalLong.empty());
        }
    }

    private record ReadArguments(StreamSubject<?> subject, EventQuery query, long limit) {}

    private Query read(Binder<ReadArguments> bind, ReadShape shape) {
        Condition condition = ofStream(bind, ReadArguments::subject);
        if (shape.types()) {
            condition = condition.and(table.type()
                    .eq(any(bind.array(
                            table.type(), read -> read.query().types().toArray(String[]::new)))));
        }
        if (shape.from()) {
            condition = condition.and(table.ts()
                    .ge(bind.value(table.ts(), read -> roundedUp(read.query().from()))));
        }
        if (shape.to()) {
            condition = condition.and(table.ts()
                    .le(bind.value(table.ts(), read -> read.query().to().toEpochMilli())));
        }
        if (shape.after()) {
            condition = condition.and(
                    table.id().gt(bind.value(table.id(), read -> read.query().after())));
        }
        if (shape.before()) {
            condition = condition.and(
                    table.id().lt(bind.value(table.id(), read -> read.query().before())));
        }
        return select(EventColumns.read(table))
                .from(table.table())
                .where(condition)
                .orderBy(
                        shape.order() == EventQuery.Order.NEWEST_FIRST
                                ? table.id().desc()
                                : table.id().asc())
                .limit(
                        shape.limit().isPresent()
                                ? inline(shape.limit().getAsLong())
                                : bind.value(SQLDataType.BIGINT, ReadArguments::limit));
    }

    private <A> Condition ofStream(Binder<A> bind, Function<A, StreamSubject<?>> subject) {
        Condition ofType = table.subjectType()
                .map(type -> type.eq(bind.value(type, argument -> ((GenericStream) subject.apply(argument)).type())))
                .orElse(noCondition());
        return ofType.and(table.key()
                .eq(bind.value(table.key(), argument -> subject.apply(argument).key())));
    }

    private static long roundedUp(Instant time) {
        long millis = time.toEpochMilli();
        return millis < Long.MAX_VALUE && time.isAfter(Instant.ofEpochMilli(millis)) ? millis + 1 : millis;
    }
}

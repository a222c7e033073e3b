package dev.nvent.store.internal.stream;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.stream.EventColumns.EventColumn;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateStep;
import org.jooq.InsertReturningStep;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The columns of one table as all kinds of append write them. */
final class AppendColumns<R extends Record> {

    private final StreamTable<R> table;
    private final List<EventColumn<R, ?>> given;
    private final List<EventColumn<R, ?>> givenWithKey;

    AppendColumns(StreamTable<R> table) {
        this.table = table;
        this.given = EventColumns.written(table);
        this.givenWithKey = new ArrayList<>(given);
        givenWithKey.add(new EventColumn<>(table.idempotencyKey(), AddressedEvent::idempotencyKey));
    }

    /** The columns that are given for each event, in the order of every statement. */
    List<EventColumn<R, ?>> given() {
        return given;
    }

    /** The given columns of many events, one row for each. */
    Map<Field<?>, Field<?>> unnested(Binder<List<AddressedEvent>> bind) {
        return unnested(bind, given);
    }

    /** As {@link #unnested(Binder)}, with the keys of the events. */
    Map<Field<?>, Field<?>> unnestedWithKeys(Binder<List<AddressedEvent>> bind) {
        return unnested(bind, givenWithKey);
    }

    /** Set-returning functions in a SELECT advance together, row by row, in the order of the arrays. */
    private Map<Field<?>, Field<?>> unnested(Binder<List<AddressedEvent>> bind, List<EventColumn<R, ?>> columns) {
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

    static <V> Field<V> unnest(DataType<V> type, Field<?> array) {
        return DSL.function(name("unnest"), type, array);
    }

    private static <V> V[] array(List<AddressedEvent> events, IntFunction<V[]> make, EventColumn<?, ?> column) {
        return events.stream().map(column.value()).toArray(make);
    }

    /** As {@link #noVersionIn}, for the stream of one event. */
    Field<Long> noVersionOf(Binder<AddressedEvent> bind) {
        return noVersion(
                bind.of(AddressedEvent::subject), bind.array(table.key(), event -> new String[] {event.key()}));
    }

    /** As {@link #noVersionIn}, for all streams of events of one subject type. */
    Field<Long> noVersion(Binder<List<AddressedEvent>> bind) {
        return noVersionIn(bind.of(events -> events.stream()
                .<StreamSubject<?>>map(AddressedEvent::subject)
                .distinct()
                .toList()));
    }

    /**
     * NULL, the version of an event that has none; fails if the streams, which are of one subject type, have events with a
     * version. Evaluated once, not for each row.
     */
    Field<Long> noVersionIn(Binder<Collection<StreamSubject<?>>> streams) {
        return field(select(noVersion(
                streams.of(all -> all.iterator().next()),
                streams.array(
                        table.key(), all -> all.stream().map(StreamSubject::key).toArray(String[]::new)))));
    }

    private Field<Long> noVersion(Binder<StreamSubject<?>> ofType, Field<String[]> keys) {
        return Routines.nventRequireUnversioned(tableName(), keyColumn(), subjectType(ofType), keys);
    }

    /** Whether a stream has a version, and none of the keys. */
    Field<Boolean> hasVersion(Binder<StreamSubject<?>> stream, Field<Long> version, Field<String[]> idempotencyKeys) {
        return Routines.nventHasVersion(
                tableName(),
                keyColumn(),
                subjectType(stream),
                stream.value(table.key(), StreamSubject::key),
                version,
                idempotencyKeys);
    }

    private Field<String> keyColumn() {
        return inline(table.key().getName());
    }

    private Field<String> subjectType(Binder<StreamSubject<?>> stream) {
        return table.subjectType()
                .<Field<String>>map(type -> stream.value(type, subject -> ((GenericStream) subject).type()))
                .orElseGet(() -> inline(null, SQLDataType.CLOB));
    }

    /** Lets an insert leave out events whose value of a column is stored in their stream already. */
    InsertReturningStep<R> unlessStored(InsertOnDuplicateStep<R> insert, TableField<R, ?> column) {
        return table.subjectType().isPresent()
                // A table with split types has no unique index of its own that could be named; its partitions have.
                ? insert.onConflictDoNothing()
                : insert.onConflict(table.key(), column)
                        .where(column.isNotNull())
                        .doNothing();
    }

    /** The name of the table with its schema, as text. */
    Field<String> tableName() {
        return CustomField.of(
                "table",
                SQLDataType.CLOB,
                context -> context.visit(inline(context.dsl().render(table.table()))));
    }
}

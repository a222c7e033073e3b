package dev.nvent.store.internal.stream;

import static org.jooq.impl.DSL.noCondition;

import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.stream.Event;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.TableField;

/**
 * The columns of an event, in the one order in which every statement on a table names them: the append of one event and of
 * many, the import and the read.
 */
public final class EventColumns {

    private EventColumns() {}

    /**
     * A column that the writer of an event fills.
     *
     * @param field the column
     * @param value its value, in the form in which it is bound: text for JSON
     */
    record EventColumn<R extends Record, V>(TableField<R, V> field, Function<AddressedEvent, ?> value) {}

    /** The columns that the writer of an event fills; the store adds the id and the time. */
    static <R extends Record> List<EventColumn<R, ?>> written(StreamTable<R> table) {
        var columns = new ArrayList<EventColumn<R, ?>>();
        table.subjectType().ifPresent(type -> columns.add(new EventColumn<>(type, AddressedEvent::subjectType)));
        columns.add(new EventColumn<>(table.key(), AddressedEvent::key));
        columns.add(new EventColumn<>(table.type(), event -> event.event().type()));
        if (!table.keyedByRun()) {
            columns.add(new EventColumn<>(table.runId(), AddressedEvent::runId));
        }
        columns.add(new EventColumn<>(table.flowName(), event -> event.event().flowName()));
        columns.add(new EventColumn<>(table.stepName(), event -> event.event().stepName()));
        columns.add(new EventColumn<>(table.stepId(), event -> event.event().stepId()));
        columns.add(new EventColumn<>(table.attempt(), event -> event.event().attempt()));
        columns.add(new EventColumn<>(table.data(), AddressedEvent::payload));
        return columns;
    }

    /** The columns that a read selects, in the order in which {@link #event} reads them. */
    public static List<Field<?>> read(StreamTable<?> table) {
        return List.of(
                table.id(),
                table.ts(),
                table.type(),
                table.runId(),
                table.flowName(),
                table.stepName(),
                table.stepId(),
                table.attempt(),
                table.data(),
                table.idempotencyKey(),
                table.streamVersion());
    }

    /** The event of a row. */
    public static Event event(ResultSet row) throws SQLException {
        int attempt = row.getInt(8);
        boolean hasAttempt = !row.wasNull();
        long version = row.getLong(11);
        boolean hasVersion = !row.wasNull();
        return new Event(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                hasAttempt ? attempt : null,
                AddressedEvent.payload(row.getString(9)),
                row.getString(10),
                hasVersion ? version : null,
                false);
    }

    /** Selects the events of one stream. */
    static <A> Condition ofStream(StreamTable<?> table, Binder<A> bind, Function<A, StreamSubject<?>> subject) {
        return ofType(table, bind, subject)
                .and(table.key()
                        .eq(bind.value(
                                table.key(), argument -> subject.apply(argument).key())));
    }

    /** Selects the events of the partition of a stream; all events where there are no partitions. */
    static <A> Condition ofType(StreamTable<?> table, Binder<A> bind, Function<A, StreamSubject<?>> subject) {
        return table.subjectType()
                .map(type -> type.eq(bind.value(type, argument -> ((GenericStream) subject.apply(argument)).type())))
                .orElse(noCondition());
    }
}

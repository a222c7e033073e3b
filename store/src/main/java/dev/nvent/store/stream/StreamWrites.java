package dev.nvent.store.stream;

import static dev.nvent.store.jooq.Tables.NVENT_UNNEST_EVENTS;
import static org.jooq.impl.DSL.val;

import dev.nvent.store.catalog.StreamTable;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.sql.Folding;
import dev.nvent.store.sql.Gate;
import dev.nvent.store.sql.GatedInsert;
import dev.nvent.store.sql.SqlStatement;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;

/**
 * The SQL that appends to the streams of one table, and of one partition where it has partitions.
 *
 * @param subjectType the type of generic streams, which has a partition
 */
record StreamWrites<R extends Record>(StreamTable<R> table, Optional<String> subjectType) {

    static <R extends Record> StreamWrites<R> of(StreamSubject<R> subject) {
        return new StreamWrites<>(
                subject.table(),
                subject instanceof GenericStream generic ? Optional.of(generic.type()) : Optional.empty());
    }

    /** Appends one event. */
    SqlStatement<Event> insert(AddressedEvent event, Gate gate) {
        var insert = new SqlStatement<>(
                List.of("append", table.table().getName(), gate.shape()),
                dsl -> insert(dsl, event, gate),
                values(event),
                columns -> event.appended(columns.getLong(1), columns.getLong(2)));
        return insert.withFolding(new Folding<>(
                false,
                List.of("append", table.table().getName(), subjectType),
                event,
                events -> insertAll(events, Gate.OPEN)));
    }

    private Query insert(DSLContext dsl, AddressedEvent addressed, Gate gate) {
        NewEvent event = addressed.event();
        var row = new LinkedHashMap<Field<?>, Object>();
        subjectType.ifPresent(type -> row.put(table.subjectType(), type));
        row.put(table.key(), addressed.key());
        row.put(table.type(), event.type());
        row.put(table.flowName(), event.flowName());
        row.put(table.stepName(), event.stepName());
        row.put(table.stepId(), event.stepId());
        row.put(table.attempt(), event.attempt());
        row.put(table.data(), JSONB.jsonbOrNull(addressed.payload()));
        if (!table.keyedByRun()) {
            row.put(table.runId(), event.runId());
        }
        row.put(table.ts(), Routines.nventClockMillis());
        return GatedInsert.of(dsl, table.table(), row, gate).returningResult(table.id(), table.ts());
    }

    /** The values of {@link #insert(DSLContext, AddressedEvent, Gate)} in order. */
    private List<Object> values(AddressedEvent addressed) {
        NewEvent event = addressed.event();
        var values = new ArrayList<Object>(9);
        subjectType.ifPresent(values::add);
        values.add(addressed.key());
        values.add(event.type());
        values.add(event.flowName());
        values.add(event.stepName());
        values.add(event.stepId());
        values.add(event.attempt());
        values.add(JSONB.jsonbOrNull(addressed.payload()));
        if (!table.keyedByRun()) {
            values.add(event.runId());
        }
        return values;
    }

    /** Appends many events, which get ids in their order. */
    SqlStatement<List<Event>> insertAll(List<AddressedEvent> events, Gate gate) {
        List<Object> columns = columns(events);
        var values = new ArrayList<Object>(columns.size() + 1);
        subjectType.ifPresent(values::add);
        values.addAll(columns);
        return new SqlStatement<>(
                List.of("appendAll", table.table().getName(), gate.shape()),
                dsl -> insertAll(dsl, columns, gate),
                values,
                rows -> events(rows, events));
    }

    private static List<Object> columns(List<AddressedEvent> events) {
        return List.of(
                column(events, String[]::new, AddressedEvent::key),
                column(events, String[]::new, each -> each.event().type()),
                column(events, String[]::new, AddressedEvent::runId),
                column(events, String[]::new, each -> each.event().flowName()),
                column(events, String[]::new, each -> each.event().stepName()),
                column(events, String[]::new, each -> each.event().stepId()),
                column(events, Integer[]::new, each -> each.event().attempt()),
                column(events, String[]::new, AddressedEvent::payload));
    }

    private static <T> T[] column(
            List<AddressedEvent> events, Function<Integer, T[]> array, Function<AddressedEvent, T> value) {
        T[] column = array.apply(events.size());
        Arrays.setAll(column, i -> value.apply(events.get(i)));
        return column;
    }

    private Query insertAll(DSLContext dsl, List<Object> columns, Gate gate) {
        var rows = NVENT_UNNEST_EVENTS.call(
                (String[]) columns.get(0),
                (String[]) columns.get(1),
                (String[]) columns.get(2),
                (String[]) columns.get(3),
                (String[]) columns.get(4),
                (String[]) columns.get(5),
                (Integer[]) columns.get(6),
                (String[]) columns.get(7));
        var fields = new LinkedHashMap<Field<?>, Field<?>>();
        subjectType.ifPresent(type -> fields.put(table.subjectType(), val(type)));
        fields.put(table.ts(), Routines.nventClockMillis());
        fields.put(table.key(), rows.KEY);
        fields.put(table.type(), rows.TYPE);
        fields.put(table.runId(), rows.RUN_ID);
        fields.put(table.flowName(), rows.FLOW_NAME);
        fields.put(table.stepName(), rows.STEP_NAME);
        fields.put(table.stepId(), rows.STEP_ID);
        fields.put(table.attempt(), rows.ATTEMPT);
        fields.put(table.data(), rows.DATA);
        return dsl.insertInto(table.table(), fields.keySet())
                .select(dsl.select(fields.values())
                        .from(rows)
                        .where(gate.condition())
                        .orderBy(rows.ORDINAL))
                .returningResult(table.id(), table.ts());
    }

    /** In ascending order of ids, which is theirs; in which order the rows come is not promised. */
    private static List<Event> events(ResultSet row, List<AddressedEvent> events) throws SQLException {
        long[][] rows = new long[events.size()][];
        for (int i = 0; i < rows.length; i++) {
            if (i > 0) {
                row.next();
            }
            rows[i] = new long[] {row.getLong(1), row.getLong(2)};
        }
        Arrays.sort(rows, (one, other) -> Long.compare(one[0], other[0]));
        return IntStream.range(0, rows.length)
                .mapToObj(i -> events.get(i).appended(rows[i][0], rows[i][1]))
                .toList();
    }
}

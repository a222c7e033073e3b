package dev.nvent.store.stream;

import static dev.nvent.store.jooq.Tables.UNNEST_EVENTS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.arrayAgg;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import dev.nvent.store.catalog.StreamTable;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.json.Json;
import dev.nvent.store.json.StoredText;
import dev.nvent.store.sql.SqlStatement;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertResultStep;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import tools.jackson.databind.JsonNode;

/** The SQL of one stream. */
final class StreamStatements<R extends Record> {

    private final StreamSubject<R> subject;
    private final StreamTable<R> table;

    StreamStatements(StreamSubject<R> subject) {
        this.subject = subject;
        this.table = subject.table();
    }

    /** The type of a generic subject, which has a partition. */
    Optional<String> subjectType() {
        return subject instanceof GenericStream generic ? Optional.of(generic.type()) : Optional.empty();
    }

    /** Refuses an event that is none, contradicts the subject, or lacks what the table requires. */
    NewEvent checked(NewEvent event, String where) {
        if (event == null) {
            throw new InvalidInputException(where, "an event", "null");
        }
        if (subject instanceof FlowRunEvents) {
            if (event.runId() != null && !event.runId().equals(subject.key())) {
                throw new InvalidInputException(where + ".runId", "the run of the subject, or none", "another");
            }
            StoredText.checkKey(event.flowName(), where + ".flowName");
        }
        if (event.flowName() != null) {
            StoredText.checkIndexable(event.flowName() + event.type(), where + ".flowName with its type");
        }
        if (event.runId() != null) {
            StoredText.checkIndexable(event.runId(), where + ".runId");
        }
        return event;
    }

    SqlStatement<Event> insert(NewEvent event) {
        var given = keys();
        given.put(table.type(), event.type());
        given.put(table.runId(), runId(event));
        given.put(table.flowName(), event.flowName());
        given.put(table.stepName(), event.stepName());
        given.put(table.stepId(), event.stepId());
        given.put(table.attempt(), event.attempt());
        given.put(table.data(), jsonb(event.data()));
        return new SqlStatement<>(
                List.of("append", table.table().getName()),
                dsl -> dsl.insertInto(table.table())
                        .set(given)
                        .set(table.ts(), Routines.clockMillis())
                        .returningResult(table.id(), table.ts()),
                new ArrayList<>(given.values()),
                row -> Event.of(row.getLong(1), row.getLong(2), runId(event), event));
    }

    /** In the order given; the order in which it returns the rows is not promised. */
    InsertResultStep<Record2<Long, Long>> insertAll(DSLContext dsl, List<NewEvent> events, Condition condition) {
        var rows = UNNEST_EVENTS.call(
                column(events, String[]::new, NewEvent::type),
                column(events, String[]::new, this::runId),
                column(events, String[]::new, NewEvent::flowName),
                column(events, String[]::new, NewEvent::stepName),
                column(events, String[]::new, NewEvent::stepId),
                column(events, Integer[]::new, NewEvent::attempt),
                column(events, JSONB[]::new, event -> jsonb(event.data())));
        var columns = new LinkedHashMap<Field<?>, Field<?>>();
        keys().forEach((field, value) -> columns.put(field, val(value)));
        columns.put(table.ts(), Routines.clockMillis());
        columns.put(table.type(), rows.TYPE);
        columns.put(table.runId(), rows.RUN_ID);
        columns.put(table.flowName(), rows.FLOW_NAME);
        columns.put(table.stepName(), rows.STEP_NAME);
        columns.put(table.stepId(), rows.STEP_ID);
        columns.put(table.attempt(), rows.ATTEMPT);
        columns.put(table.data(), rows.DATA);
        return dsl.insertInto(table.table(), columns.keySet())
                .select(dsl.select(columns.values()).from(rows).where(condition).orderBy(rows.ORDINAL))
                .returningResult(table.id(), table.ts());
    }

    /** The values of {@link #insertAll} in order. */
    List<Object> values(List<NewEvent> events) {
        var values = new ArrayList<Object>();
        if (!table.keyedByRun()) {
            values.addAll(keys().values());
        }
        values.add(column(events, String[]::new, NewEvent::type));
        values.add(column(events, String[]::new, this::runId));
        values.add(column(events, String[]::new, NewEvent::flowName));
        values.add(column(events, String[]::new, NewEvent::stepName));
        values.add(column(events, String[]::new, NewEvent::stepId));
        values.add(column(events, Integer[]::new, NewEvent::attempt));
        values.add(column(events, JSONB[]::new, event -> jsonb(event.data())));
        return values;
    }

    /** What was appended, with the ids and times that it got, in ascending order of ids. */
    List<Event> events(List<NewEvent> events, List<Long> ids, List<Long> times) {
        return IntStream.range(0, ids.size())
                .mapToObj(i -> Event.of(ids.get(i), times.get(i), runId(events.get(i)), events.get(i)))
                .toList();
    }

    /** The ids and times of inserted rows as one row of two arrays. */
    Table<?> aggregated(Table<?> inserted) {
        Field<Long> id = inserted.field(table.id());
        return DSL.select(
                        arrayAgg(id).orderBy(id).as(table.id()),
                        arrayAgg(inserted.field(table.ts())).orderBy(id).as(table.ts()))
                .from(inserted)
                .asTable();
    }

    String tableName() {
        return table.table().getName();
    }

    List<Event> select(DSLContext dsl, EventQuery query, long limit) {
        SortField<Long> order =
                query.descending() ? table.id().desc() : table.id().asc();
        return dsl.selectFrom(table.table())
                .where(ofSubject())
                .and(matching(query))
                .orderBy(order)
                .limit(limit)
                .fetch(this::event);
    }

    int delete(DSLContext dsl) {
        return dsl.deleteFrom(table.table()).where(ofSubject()).execute();
    }

    /** The columns that say which stream an event belongs to. */
    private Map<Field<?>, Object> keys() {
        var keys = new LinkedHashMap<Field<?>, Object>();
        subjectType().ifPresent(type -> keys.put(table.subjectType(), type));
        keys.put(table.key(), subject.key());
        return keys;
    }

    private Condition ofSubject() {
        Condition key = table.key().eq(subject.key());
        return subjectType().map(type -> table.subjectType().eq(type).and(key)).orElse(key);
    }

    private Condition matching(EventQuery query) {
        Condition condition = noCondition();
        if (!query.types().isEmpty()) {
            condition = condition.and(table.type().eq(any(query.types().toArray(String[]::new))));
        }
        if (query.from() != null) {
            condition = condition.and(table.ts().ge(roundedUp(query.from())));
        }
        if (query.to() != null) {
            condition = condition.and(table.ts().le(query.to().toEpochMilli()));
        }
        if (query.after() != null) {
            condition = condition.and(table.id().gt(query.after()));
        }
        if (query.before() != null) {
            condition = condition.and(table.id().lt(query.before()));
        }
        return condition;
    }

    private static long roundedUp(Instant time) {
        long millis = time.toEpochMilli();
        return millis < Long.MAX_VALUE && time.isAfter(Instant.ofEpochMilli(millis)) ? millis + 1 : millis;
    }

    private Event event(R row) {
        JsonNode data = Json.parse(row.get(table.data()));
        return new Event(
                row.get(table.id()),
                Instant.ofEpochMilli(row.get(table.ts())),
                row.get(table.type()),
                row.get(table.runId()),
                row.get(table.flowName()),
                row.get(table.stepName()),
                row.get(table.stepId()),
                row.get(table.attempt()),
                Objects.requireNonNullElseGet(data, () -> Json.of(null, "data")));
    }

    private String runId(NewEvent event) {
        return table.keyedByRun() ? subject.key() : event.runId();
    }

    private static JSONB jsonb(JsonNode data) {
        return data.isNull() ? null : Json.jsonb(data);
    }

    private static <T> T[] column(List<NewEvent> events, Function<Integer, T[]> array, Function<NewEvent, T> value) {
        return events.stream().map(value).toArray(array::apply);
    }
}

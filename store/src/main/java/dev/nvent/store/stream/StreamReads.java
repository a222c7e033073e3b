package dev.nvent.store.stream;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import dev.nvent.store.catalog.StreamTable;
import dev.nvent.store.json.Json;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import tools.jackson.databind.JsonNode;

/** The SQL that reads one stream, or deletes it. */
final class StreamReads<R extends Record> {

    private final StreamSubject<R> subject;
    private final StreamTable<R> table;

    StreamReads(StreamSubject<R> subject) {
        this.subject = subject;
        this.table = subject.table();
    }

    List<Event> select(DSLContext dsl, EventQuery query, long limit) {
        SortField<Long> order =
                query.descending() ? table.id().desc() : table.id().asc();
        return dsl.selectFrom(table.table())
                .where(ofSubject())
                .and(matching(query))
                .orderBy(order)
                .limit(rows(query, limit))
                .fetch(this::event);
    }

    /**
     * In the text, where ids are all that is asked for: of a limit that it does not know, the server plans each call anew.
     * Otherwise that is just as well, since the values say which index serves.
     */
    private static Field<Long> rows(EventQuery query, long limit) {
        boolean idsOnly = query.types().isEmpty() && query.from() == null && query.to() == null;
        return idsOnly ? inline(limit) : val(limit);
    }

    int delete(DSLContext dsl) {
        return dsl.deleteFrom(table.table()).where(ofSubject()).execute();
    }

    private Condition ofSubject() {
        Condition key = table.key().eq(subject.key());
        return subject instanceof GenericStream generic
                ? table.subjectType().eq(generic.type()).and(key)
                : key;
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
}

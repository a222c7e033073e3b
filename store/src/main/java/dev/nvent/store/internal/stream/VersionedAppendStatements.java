package dev.nvent.store.internal.stream;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.with;

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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.impl.SQLDataType;

/** The statement that appends events to a stream of an expected version. */
final class VersionedAppendStatements<R extends Record> {

    private final StreamTable<R> table;
    private final AppendColumns<R> columns;
    private final Template<VersionedEvents, Optional<List<Event>>> append;

    VersionedAppendStatements(StreamTable<R> table, AppendColumns<R> columns) {
        this.table = table;
        this.columns = columns;
        this.append = Template.<VersionedEvents, Optional<List<Event>>>of(
                        this::append, append -> Answer.allRows(rows -> appended(rows, append)))
                .asBatch();
    }

    /** Appends events of one stream if it has the expected version and none of the keys; empty if not. */
    Statement<?, Optional<List<Event>>> append(List<AddressedEvent> events, long expectedVersion) {
        return append.with(new VersionedEvents(events, expectedVersion));
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

    /**
     * The first event decides: of concurrent appends one gets its version, the others wait for the commit and then insert
     * nothing. The other events follow the first.
     */
    private Query append(Binder<VersionedEvents> bind) {
        Map<Field<?>, Field<?>> row = rows(bind, VersionedEvents::first, append -> append.versions(0, 1));
        CommonTableExpression<Record2<Long, Long>> first = name("first_event")
                .as(columns.unlessStored(
                                insertInto(table.table(), row.keySet())
                                        .select(select(row.values())
                                                .where(condition(columns.hasVersion(
                                                        bind.of(VersionedEvents::stream),
                                                        bind.value(
                                                                table.streamVersion(),
                                                                VersionedEvents::expectedVersion),
                                                        bind.array(table.idempotencyKey(), VersionedEvents::keys))))),
                                table.streamVersion())
                        .returningResult(table.id(), table.ts()));
        Map<Field<?>, Field<?>> rows = rows(
                bind,
                VersionedEvents::others,
                append -> append.versions(1, append.events().size()));
        CommonTableExpression<Record2<Long, Long>> others = name("other_events")
                .as(insertInto(table.table(), rows.keySet())
                        .select(select(rows.values()).where(exists(selectOne().from(table(name("first_event"))))))
                        .returningResult(table.id(), table.ts()));
        return with(first, others)
                .select(first.fields())
                .from(first)
                .unionAll(select(others.fields()).from(others));
    }

    private Map<Field<?>, Field<?>> rows(
            Binder<VersionedEvents> bind,
            Function<VersionedEvents, List<AddressedEvent>> events,
            Function<VersionedEvents, Long[]> versions) {
        Map<Field<?>, Field<?>> rows = columns.unnestedWithKeys(bind.of(events));
        rows.put(table.ts(), Routines.nventClockMillis());
        rows.put(
                table.streamVersion(),
                AppendColumns.unnest(SQLDataType.BIGINT, bind.array(table.streamVersion(), versions)));
        return rows;
    }

    private static Optional<List<Event>> appended(ResultSet rows, VersionedEvents append) throws SQLException {
        List<AppendedRow> found = AppendedRow.all(rows);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Iterator<AppendedRow> inOrder =
                AppendedRow.inOrder(found, append.events().size());
        var events = new ArrayList<Event>();
        for (AddressedEvent event : append.events()) {
            events.add(event.appended(inOrder.next(), append.expectedVersion() + events.size() + 1));
        }
        return Optional.of(events);
    }
}

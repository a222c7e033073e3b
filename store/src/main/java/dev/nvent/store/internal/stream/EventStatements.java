package dev.nvent.store.internal.stream;

import static java.util.Objects.requireNonNull;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.sql.Templates;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.subject.StreamSubject;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The statements on the streams of one table. */
final class EventStatements<R extends Record> {

    private static final EventQuery NEWEST = EventQuery.all().withOrder(EventQuery.Order.NEWEST_FIRST);

    private final StreamTable<R> table;
    private final AppendStatements<R> appends;
    private final KeyedAppendStatements<R> keyedAppends;
    private final VersionedAppendStatements<R> versionedAppends;
    private final Template<StreamSubject<?>, Integer> delete;
    private final Template<ReadArguments, List<Event>> newest;
    private final Templates<ReadShape, ReadArguments, List<Event>> reads;

    EventStatements(StreamTable<R> table) {
        this.table = table;
        var columns = new AppendColumns<>(table);
        this.appends = new AppendStatements<>(table, columns);
        this.keyedAppends = new KeyedAppendStatements<>(table, columns);
        this.versionedAppends = new VersionedAppendStatements<>(table, columns);
        this.delete = Template.<StreamSubject<?>, Integer>of(
                        bind -> DSL.deleteFrom(table.table())
                                .where(EventColumns.ofStream(table, bind, subject -> subject)),
                        Answer.changedRows())
                .asBatch();
        this.newest = Template.<ReadArguments, List<Event>>of(
                        bind -> read(bind, ReadShape.of(NEWEST, 1)), Answer.rows(EventColumns::event))
                .asBatch();
        this.reads = new Templates<>(shape -> Template.of(bind -> read(bind, shape), Answer.rows(EventColumns::event)));
    }

    /** The table. */
    StreamTable<R> table() {
        return table;
    }

    /** The statements that append events without keys. */
    AppendStatements<R> appends() {
        return appends;
    }

    /** The statements that append events, some of which have keys. */
    KeyedAppendStatements<R> keyedAppends() {
        return keyedAppends;
    }

    /** The statements that append to a stream of an expected version. */
    VersionedAppendStatements<R> versionedAppends() {
        return versionedAppends;
    }

    /** Reads the events that a query asks for. */
    Statement<?, List<Event>> read(StreamSubject<?> subject, EventQuery query, long limit) {
        return reads.of(ReadShape.of(query, limit)).with(new ReadArguments(subject, query, limit));
    }

    /** Reads the newest event of a stream, if there is one. Sent as a write, since a replica may not have it yet. */
    Statement<?, List<Event>> newest(StreamSubject<?> subject) {
        return newest.with(new ReadArguments(subject, NEWEST, 1));
    }

    /** Deletes all events of a stream. */
    Statement<StreamSubject<?>, Integer> delete(StreamSubject<?> subject) {
        return delete.with(subject);
    }

    /**
     * The parts of a query on which the text of the statement depends.
     *
     * @param limit part of the text where ids are the only condition: with an unknown LIMIT, the server plans each call
     *     again. With other conditions that is an advantage, since their values decide which index serves.
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
        Condition condition = EventColumns.ofStream(table, bind, ReadArguments::subject);
        if (shape.types()) {
            condition = condition.and(table.type()
                    .eq(any(bind.array(
                            table.type(), read -> read.query().types().toArray(String[]::new)))));
        }
        if (shape.from()) {
            condition = condition.and(table.ts()
                    .ge(bind.value(
                            table.ts(),
                            read -> roundedUp(requireNonNull(read.query().from())))));
        }
        if (shape.to()) {
            condition = condition.and(table.ts()
                    .le(bind.value(
                            table.ts(),
                            read -> requireNonNull(read.query().to()).toEpochMilli())));
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

    private static long roundedUp(Instant time) {
        long millis = time.toEpochMilli();
        return millis < Long.MAX_VALUE && time.isAfter(Instant.ofEpochMilli(millis)) ? millis + 1 : millis;
    }
}

package dev.nvent.store.internal.subscription;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.arrayGet;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.sql.Templates;
import dev.nvent.store.internal.stream.EventColumns;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import dev.nvent.store.subject.StreamSubject.TriggerEvents;
import dev.nvent.store.subscription.EventSource.Kind;
import dev.nvent.store.subscription.SubscribedEvent;
import dev.nvent.store.subscription.SubscriptionStatus.Lag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.SQLDataType;

/** The statements that read the events of subscriptions. */
final class SourceStatements {

    private static final Templates<Shape, Slice, List<SubscribedEvent>> READ = new Templates<>(shape -> {
        int key = EventColumns.read(shape.table()).size() + 1;
        return Template.of(
                bind -> read(bind, shape),
                Answer.rows(row ->
                        new SubscribedEvent(subject(shape.table(), row.getString(key)), EventColumns.event(row))));
    });

    private static final Templates<Shape, Slice, Optional<SubscribedEvent>> READ_ONE = new Templates<>(shape -> {
        int key = EventColumns.read(shape.table()).size() + 1;
        return Template.of(
                bind -> readOne(bind, shape.table()),
                Answer.optionalRow(row ->
                        new SubscribedEvent(subject(shape.table(), row.getString(key)), EventColumns.event(row))));
    });

    private static final Templates<Shape, Backlog, Lag> LAG = new Templates<>(shape -> Template.of(
            bind -> lag(bind, shape), Answer.row(row -> new Lag(row.getLong(1), Duration.ofMillis(row.getLong(2))))));

    private static final Templates<Shape, Since, Long> LAST_BEFORE =
            new Templates<>(shape -> Template.of(bind -> lastBefore(bind, shape), Answer.row(row -> row.getLong(1))));

    private SourceStatements() {}

    /** The shape of a statement, which determines its text. */
    private record Shape(
            StreamTable<?> table, Kind kind, boolean names, boolean types, boolean partitioned, int limit) {

        static Shape of(Source source, boolean isPartitioned, int limit) {
            return new Shape(
                    source.table(),
                    source.events().kind(),
                    !source.events().names().isEmpty(),
                    !source.events().types().isEmpty(),
                    isPartitioned,
                    limit);
        }
    }

    private record Slice(Source source, int partitions, int partition, long after, long to) {}

    private record Backlog(Source source, List<Long> positions) {}

    private record Since(Source source, Instant time, long settled) {}

    /** Reads the first events of a partition within a range of ids. */
    static Statement<?, List<SubscribedEvent>> read(
            Source source, int partitions, int partition, long after, long to, int limit) {
        return READ.of(Shape.of(source, partitions > 1, limit))
                .with(new Slice(source, partitions, partition, after, to));
    }

    /** Reads one event of the table of a source. */
    static Statement<?, Optional<SubscribedEvent>> readOne(Source source, long id) {
        return READ_ONE.of(Shape.of(source, false, 1)).with(new Slice(source, 1, 0, id, id));
    }

    /** Counts the events after the positions of all partitions, which are in the order of their numbers. */
    static Statement<?, Lag> lag(Source source, List<Long> positions) {
        return LAG.of(Shape.of(source, true, 0)).with(new Backlog(source, positions));
    }

    /** The position before the first settled event of a time or later. */
    static Statement<?, Long> lastBefore(Source source, Instant time, long settled) {
        return LAST_BEFORE.of(Shape.of(source, false, 0)).with(new Since(source, time, settled));
    }

    private static Query read(Binder<Slice> bind, Shape shape) {
        StreamTable<?> table = shape.table();
        Condition condition = ofSource(bind.of(Slice::source), shape)
                .and(table.id().gt(bind.value(table.id(), Slice::after)))
                .and(table.id().le(bind.value(table.id(), Slice::to)));
        if (shape.partitioned()) {
            condition = condition.and(Routines.nventKeyHash(table.key())
                    .mod(bind.value(SQLDataType.INTEGER, Slice::partitions))
                    .eq(bind.value(SQLDataType.INTEGER, Slice::partition)));
        }
        return select(columns(table))
                .from(table.table())
                .where(condition)
                .orderBy(table.id())
                .limit(inline(shape.limit()));
    }

    private static Query readOne(Binder<Slice> bind, StreamTable<?> table) {
        return select(columns(table)).from(table.table()).where(table.id().eq(bind.value(table.id(), Slice::to)));
    }

    private static Query lag(Binder<Backlog> bind, Shape shape) {
        StreamTable<?> table = shape.table();
        Field<Integer> partition = Routines.nventKeyHash(table.key())
                .mod(bind.value(
                        SQLDataType.INTEGER, backlog -> backlog.positions().size()));
        Field<Long> position = arrayGet(
                bind.array(table.id(), backlog -> backlog.positions().toArray(Long[]::new)), partition.plus(inline(1)));
        var unhandled = select(table.ts().as("ts"))
                .from(table.table())
                .where(ofSource(bind.of(Backlog::source), shape))
                .and(table.id().gt(bind.value(table.id(), backlog -> Collections.min(backlog.positions()))))
                .and(table.id().gt(position))
                .limit(inline(Lag.MAX_EVENTS))
                .asTable("unhandled");
        Field<Long> age = Routines.nventStatementMillis().minus(min(unhandled.field("ts", Long.class)));
        return select(count(), org.jooq.impl.DSL.greatest(org.jooq.impl.DSL.coalesce(age, inline(0L)), inline(0L)))
                .from(unhandled);
    }

    private static Query lastBefore(Binder<Since> bind, Shape shape) {
        StreamTable<?> table = shape.table();
        Field<Long> first = field(select(min(table.id()))
                .from(table.table())
                .where(table.ts()
                        .ge(bind.value(table.ts(), since -> since.time().toEpochMilli())))
                .and(table.id().le(bind.value(table.id(), Since::settled))));
        return select(org.jooq.impl.DSL.coalesce(first.minus(inline(1L)), bind.value(table.id(), Since::settled)));
    }

    private static List<Field<?>> columns(StreamTable<?> table) {
        var columns = new ArrayList<Field<?>>(EventColumns.read(table));
        columns.add(table.key());
        return columns;
    }

    private static Condition ofSource(Binder<Source> bind, Shape shape) {
        StreamTable<?> table = shape.table();
        Condition condition = switch (shape.kind()) {
            case SUBJECT -> ofType(bind, table).and(table.key().eq(bind.value(table.key(), source -> source.key())));
            case SUBJECT_TYPE -> ofType(bind, table);
            case RUNS ->
                shape.names()
                        ? table.flowName()
                                .eq(any(bind.array(
                                        table.flowName(),
                                        source -> source.events().names().toArray(String[]::new))))
                        : noCondition();
            case TRIGGERS -> noCondition();
        };
        return shape.types()
                ? condition.and(table.type()
                        .eq(any(bind.array(
                                table.type(), source -> source.events().types().toArray(String[]::new)))))
                : condition;
    }

    private static Condition ofType(Binder<Source> bind, StreamTable<?> table) {
        return table.subjectType()
                .map(column -> column.eq(bind.value(column, Source::subjectType)))
                .orElse(noCondition());
    }

    private static StreamSubject<?> subject(StreamTable<?> table, String key) {
        if (table.subjectType().isPresent()) {
            return new GenericStream(key);
        }
        return table.keyedByRun() ? new FlowRunEvents(key) : new TriggerEvents(key);
    }
}

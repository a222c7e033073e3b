package dev.nvent.store.stream;

import dev.nvent.store.sql.Change;
import dev.nvent.store.sql.Columns;
import dev.nvent.store.subject.StreamSubject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.Table;

/** Events that are appended to one stream together, in their order. Built up by one thread. */
public final class StreamAppend implements Change<List<Event>> {

    private final StreamStatements<?> statements;
    private final List<NewEvent> events = new ArrayList<>();

    /** No events yet. */
    public StreamAppend(StreamSubject<?> subject) {
        this(new StreamStatements<>(subject));
    }

    StreamAppend(StreamStatements<?> statements) {
        this.statements = statements;
    }

    /**
     * One more event.
     *
     * @param where the argument that it is
     * @throws dev.nvent.store.error.InvalidInputException if it contradicts the subject
     */
    public void add(NewEvent event, String where) {
        events.add(statements.checked(event, where));
    }

    @Override
    public List<String> shape() {
        return List.of("append", statements.tableName());
    }

    @Override
    public Optional<Select<?>> lock(DSLContext dsl) {
        return Optional.empty();
    }

    @Override
    public List<Object> lockValues() {
        return List.of();
    }

    @Override
    public ResultQuery<?> make(DSLContext dsl, Condition ready) {
        return statements.insertAll(dsl, events, ready);
    }

    @Override
    public List<Object> makeValues() {
        return statements.values(events);
    }

    @Override
    public Table<?> result(Table<?> made) {
        return statements.aggregated(made);
    }

    @Override
    public List<Event> read(Columns columns) throws SQLException {
        Long[] ids = columns.nextArray(Long[]::new);
        Long[] times = columns.nextArray(Long[]::new);
        return statements.events(events, List.of(ids), List.of(times));
    }
}

package dev.nvent.store.sql;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.ResultQuery;
import org.jooq.Select;

/** The texts of statements, each written by the DSL once. One for each store. Thread-safe. */
final class StatementTexts {

    /** More shapes than any program has that does not make them up; from there on texts are written anew. */
    private static final int MAX_TEXTS = 1_000;

    private final Map<List<String>, StatementText> texts = new ConcurrentHashMap<>();

    /** @param dsl asked for only where there is no text yet */
    StatementText of(SqlStatement<?> statement, Supplier<DSLContext> dsl) {
        StatementText text = texts.get(statement.shape());
        return text != null ? text : write(statement, dsl.get());
    }

    private StatementText write(SqlStatement<?> statement, DSLContext dsl) {
        Query query = statement.text().apply(dsl);
        if (!Objects.deepEquals(
                query.getBindValues().toArray(), statement.values().toArray())) {
            throw new IllegalStateException("the values of " + statement.shape() + " are not in the order of its text");
        }
        var text = new StatementText(query.getSQL(), query instanceof ResultQuery, query instanceof Select);
        if (texts.size() < MAX_TEXTS) {
            texts.put(List.copyOf(statement.shape()), text);
        }
        return text;
    }
}

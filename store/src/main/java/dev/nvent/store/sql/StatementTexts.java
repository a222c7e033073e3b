package dev.nvent.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.ResultQuery;

/** The texts of statements, each written by the DSL once. One for each store. Thread-safe. */
final class StatementTexts {

    /** More shapes than any program has that does not make them up; from there on texts are written anew. */
    private static final int MAX_TEXTS = 1_000;

    /** Longer pipelines are rare, and rarely alike. */
    private static final int MAX_STATEMENTS = 32;

    private final Map<Object, StatementText> texts = new ConcurrentHashMap<>();

    private record PipelineShape(List<List<String>> statements, boolean isTransaction) {}

    /** @param dsl asked for only where there is no text yet */
    StatementText of(SqlStatement<?> statement, Supplier<DSLContext> dsl) {
        StatementText text = texts.get(statement.shape());
        return text != null ? text : write(statement, dsl.get());
    }

    /**
     * Several statements as one text.
     *
     * @param isTransaction whether it begins one, and commits it
     * @param dsl asked for only where there is no text yet
     */
    StatementText of(List<SqlStatement<?>> statements, boolean isTransaction, Supplier<DSLContext> dsl) {
        List<List<String>> shapes = new ArrayList<>(statements.size());
        statements.forEach(statement -> shapes.add(statement.shape()));
        var shape = new PipelineShape(shapes, isTransaction);
        StatementText text = texts.get(shape);
        return text != null ? text : write(shape, statements, dsl.get());
    }

    private StatementText write(SqlStatement<?> statement, DSLContext dsl) {
        Query query = checked(statement, dsl);
        return kept(List.copyOf(statement.shape()), new StatementText(query.getSQL(), query instanceof ResultQuery));
    }

    private StatementText write(PipelineShape shape, List<SqlStatement<?>> statements, DSLContext dsl) {
        List<Query> queries = new ArrayList<>();
        if (shape.isTransaction()) {
            queries.add(dsl.startTransaction());
        }
        statements.forEach(statement -> queries.add(checked(statement, dsl)));
        if (shape.isTransaction()) {
            queries.add(dsl.commit());
        }
        var text = new StatementText(dsl.render(dsl.queries(queries)), true);
        return queries.size() <= MAX_STATEMENTS ? kept(shape, text) : text;
    }

    private static Query checked(SqlStatement<?> statement, DSLContext dsl) {
        Query query = statement.text().apply(dsl);
        if (!Objects.deepEquals(
                query.getBindValues().toArray(), statement.values().toArray())) {
            throw new IllegalStateException("the values of " + statement.shape() + " are not in the order of its text");
        }
        return query;
    }

    private StatementText kept(Object shape, StatementText text) {
        if (texts.size() < MAX_TEXTS) {
            texts.put(shape, text);
        }
        return text;
    }
}

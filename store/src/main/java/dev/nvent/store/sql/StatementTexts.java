package dev.nvent.store.sql;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Query;

/** The texts of statements, each written by the DSL once. One for each store. Thread-safe. */
final class StatementTexts {

    /** More shapes than any program has that does not make them up; from there on texts are written anew. */
    private static final int MAX_TEXTS = 1_000;

    private final Map<List<String>, String> texts = new ConcurrentHashMap<>();

    /** @param dsl asked for only where there is no text yet */
    String of(SqlStatement<?> statement, Supplier<DSLContext> dsl) {
        String text = texts.get(statement.shape());
        return text != null ? text : write(statement, dsl.get());
    }

    private String write(SqlStatement<?> statement, DSLContext dsl) {
        Query query = statement.text().apply(dsl);
        if (!Objects.deepEquals(
                query.getBindValues().toArray(), statement.values().toArray())) {
            throw new IllegalStateException("the values of " + statement.shape() + " are not in the order of its text");
        }
        String text = query.getSQL();
        if (texts.size() < MAX_TEXTS) {
            texts.put(List.copyOf(statement.shape()), text);
        }
        return text;
    }
}

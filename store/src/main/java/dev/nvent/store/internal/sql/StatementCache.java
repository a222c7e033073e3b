package dev.nvent.store.internal.sql;

import dev.nvent.store.internal.sql.RenderedText.Parameter;
import dev.nvent.store.observation.StoreStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.impl.DSL;

/** The texts of statements, each rendered by the DSL once. One for each store. Thread-safe. */
final class StatementCache {

    /** Upper bound of the cache. Further statements are rendered on each call. */
    private static final int MAX_TEXTS = 1_000;

    /** Longer pipelines are rare and seldom alike, and are rendered on each call. */
    private static final int MAX_STATEMENTS = 32;

    static final String SAVEPOINT = "nvent_pipeline";

    private final Map<Object, RenderedText> texts = new ConcurrentHashMap<>();
    private final LongAdder rendered = new LongAdder();
    private final Supplier<DSLContext> dsl;

    /** @param dsl used only to render */
    StatementCache(Supplier<DSLContext> dsl) {
        this.dsl = dsl;
    }

    /** The statements that begin and end a pipeline. */
    enum Frame {
        /** A transaction of its own. */
        TRANSACTION,
        /** A savepoint in the caller's transaction. */
        SAVEPOINT
    }

    private record PipelineKey(List<Template<?, ?>> templates, Frame frame) {}

    RenderedText of(Statement<?, ?> statement) {
        RenderedText text = texts.get(statement.template());
        return text != null ? text : render(statement.template());
    }

    RenderedText of(List<Statement<?, ?>> statements, Frame frame) {
        List<Template<?, ?>> templates = new ArrayList<>(statements.size());
        statements.forEach(statement -> templates.add(statement.template()));
        var key = new PipelineKey(templates, frame);
        RenderedText text = texts.get(key);
        return text != null ? text : render(key);
    }

    /** Undoes a pipeline in the caller's transaction. */
    String rollbackToSavepoint() {
        return dsl.get().render(DSL.rollback().toSavepoint(SAVEPOINT));
    }

    private RenderedText render(Template<?, ?> template) {
        rendered.increment();
        List<Parameter> sources = new ArrayList<>();
        Query query = query(template, 0, sources);
        RenderedText text = RenderedText.of(dsl.get().renderNamedParams(query), sources);
        return template.isCached() ? keep(template, text) : text;
    }

    private RenderedText render(PipelineKey key) {
        rendered.increment();
        List<Parameter> sources = new ArrayList<>();
        List<Query> queries = new ArrayList<>();
        for (Template<?, ?> template : key.templates()) {
            queries.add(query(template, queries.size(), sources));
        }
        switch (key.frame()) {
            case TRANSACTION -> {
                queries.addFirst(DSL.startTransaction());
                queries.add(DSL.commit());
            }
            case SAVEPOINT -> {
                queries.addFirst(DSL.savepoint(SAVEPOINT));
                queries.add(DSL.releaseSavepoint(SAVEPOINT));
            }
        }
        String named = dsl.get().renderNamedParams(DSL.queries(queries));
        RenderedText text = RenderedText.of(named, sources);
        boolean isKept = key.templates().size() <= MAX_STATEMENTS
                && key.templates().stream().allMatch(Template::isCached);
        return isKept ? keep(key, text) : text;
    }

    private static <A> Query query(Template<A, ?> template, int statement, List<Parameter> sources) {
        return template.query(Binder.of(statement, sources));
    }

    StoreStatistics.StatementCache statistics() {
        return new StoreStatistics.StatementCache(texts.size(), rendered.sum());
    }

    private RenderedText keep(Object key, RenderedText text) {
        if (texts.size() < MAX_TEXTS) {
            texts.put(key, text);
        }
        return text;
    }
}

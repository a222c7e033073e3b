package dev.nvent.store.report;

import static dev.nvent.store.internal.Arguments.required;

import java.time.Instant;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;

/**
 * The caller's own queries in typed SQL, on the generated tables ({@code dev.nvent.store.jooq.Tables}) and on the tables that
 * {@code nvent-store-maven-plugin} generates from the caller's migrations. Thread-safe as the store or the transaction is that it
 * comes from.
 */
public interface Reports {

    /**
     * jOOQ's context, which renders generated tables under the prefix and in the schema of the store, within the
     * transaction where this is one. Errors are jOOQ's own. Plain SQL is not mapped: it must name tables as they are.
     */
    DSLContext dsl();

    /**
     * A context of the caller, such as that of Spring Boot, that in addition renders generated tables under the prefix and in the schema
     * of the store. It keeps its connections, transactions, listeners and settings; the given context does not change. May be
     * kept and shared as that may.
     */
    DSLContext dsl(DSLContext own);

    /**
     * A column of documents as values of a class, for any clause of a query. NULL is null. Converts with the mapper of
     * {@link dev.nvent.store.StoreOptions#withJsonMapper}; a document that does not fit the class is an error of the query,
     * which shows no content.
     *
     * @param document a column such as {@code FLOW_RUNS.EXTRA}, or a part of it, such as
     *     {@code DSL.jsonbGetAttribute(FLOW_RUNS.EXTRA, "customer")}
     */
    <T> Field<T> document(Field<JSONB> document, Class<T> type);

    /**
     * A column of milliseconds, such as {@code FLOW_RUNS.STARTED_AT}, as instants, for any clause of a query. NULL is null. An
     * instant in a condition is truncated to milliseconds.
     */
    static Field<Instant> instant(Field<Long> millis) {
        return required(millis, "millis")
                .convert(Converter.ofNullable(Long.class, Instant.class, Instant::ofEpochMilli, Instant::toEpochMilli));
    }
}

package dev.nvent.store.report;

import org.jooq.DSLContext;

/**
 * The caller's own queries in typed SQL, on the generated tables ({@code dev.nvent.store.jooq.Tables}). Thread-safe as
 * the store or the transaction is that it comes from.
 */
public interface Reports {

    /**
     * jOOQ's context, which renders generated tables under the prefix and in the schema of the store, within the
     * transaction where this is one. Errors are jOOQ's own. Plain SQL is not mapped: it must name tables as they are.
     */
    DSLContext dsl();
}

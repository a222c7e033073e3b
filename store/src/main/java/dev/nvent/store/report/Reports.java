package dev.nvent.store.report;

import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.Database;
import org.jooq.DSLContext;

/**
 * The caller's own queries in typed SQL, on the generated tables ({@code dev.nvent.store.jooq.Tables}). Thread-safe as
 * the store or the transaction is that it comes from.
 */
public final class Reports {

    private final Database database;

    /** On a database. */
    public Reports(Database database) {
        this.database = database;
    }

    /**
     * jOOQ's context, which renders generated tables under the prefix and in the schema of the store, within the
     * transaction where this is one. Errors are jOOQ's own. Plain SQL is not mapped: it must name tables as they are.
     */
    public DSLContext dsl() {
        return database.dsl(new Operation("reports.dsl", null, null));
    }
}

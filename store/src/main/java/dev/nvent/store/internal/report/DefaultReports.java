package dev.nvent.store.internal.report;

import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.report.Reports;
import org.jooq.DSLContext;

/** Reports on a database. */
public record DefaultReports(Database database) implements Reports {

    private static final Operation DSL = new Operation("reports.dsl", null, null);

    @Override
    public DSLContext dsl() {
        return database.dsl(DSL);
    }
}

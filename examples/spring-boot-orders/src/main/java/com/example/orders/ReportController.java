package com.example.orders;

import static dev.nvent.store.jooq.Tables.INDEX_ENTRIES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** One query over a table of the store and one of this application. */
@RestController
class ReportController {

    private static final Table<?> ORDERS = table(name("orders"));
    private static final Field<Long> ID = field(name("orders", "id"), Long.class);
    private static final Field<String> CUSTOMER = field(name("orders", "customer"), String.class);

    private final DSLContext dsl;

    ReportController(DSLContext dsl) {
        this.dsl = dsl;
    }

    @GetMapping(path = "/report", produces = MediaType.TEXT_HTML_VALUE)
    String report() {
        return dsl.select(
                        CUSTOMER, count().as("orders"), sum(INDEX_ENTRIES.SCORE).as("amount"))
                .from(ORDERS)
                .join(INDEX_ENTRIES)
                .on(INDEX_ENTRIES.ID.eq(ID.cast(String.class)))
                .where(INDEX_ENTRIES.SUBJECT.eq("shop:orders"))
                .groupBy(CUSTOMER)
                .orderBy(sum(INDEX_ENTRIES.SCORE).desc())
                .fetch()
                .formatHTML();
    }
}

package shop;

import static shop.db.Tables.CUSTOMERS;
import static shop.db.Tables.FLOW_RUNS;
import static shop.db.Tables.STOCK;
import static shop.db.warehouse.Tables.SHELVES;

import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import java.time.Instant;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import shop.db.Routines;
import shop.db.enums.Tier;

/** Compiles if the generated classes have the expected names and types. */
final class Main {

    static final Field<Instant> CREATED = CUSTOMERS.CREATED_AT;
    static final Field<String> CUSTOMER = FLOW_RUNS.CUSTOMER_ID;
    static final ColumnField<FlowRunsRecord, Tier, Tier> TIER =
            ColumnField.own(FlowRuns.class, "tier", FLOW_RUNS.TIER, Codec.ofEnum(Tier.class));
    static final ColumnField<FlowRunsRecord, String, String> EMAIL =
            ColumnField.own(FlowRuns.class, "email", FLOW_RUNS.EMAIL, Codec.TEXT);
    static final Field<Integer> SHELF = SHELVES.ID;
    static final Field<Integer> DISCOUNT = Routines.discount(DSL.val(Tier.gold));
    static final Select<?> QUERY = DSL.select(STOCK.ITEM, STOCK.customers().COUNTRY)
            .from(STOCK)
            .where(STOCK.customers().TIER.eq(Tier.gold));

    private Main() {}
}

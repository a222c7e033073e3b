package dev.nvent.store.it;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;

/** The class that the Maven plugin generates for a table of runs with own columns, reduced to these columns. */
@SuppressWarnings("serial")
public final class ShopRuns extends TableImpl<Record> {

    public static final ShopRuns SHOP_RUNS = new ShopRuns("nvent_flow_runs");

    public final TableField<Record, String> customerId =
            createField(DSL.name("customer_id"), SQLDataType.CLOB, this, "");
    public final TableField<Record, Long> dueAt = createField(DSL.name("due_at"), SQLDataType.BIGINT, this, "");
    public final TableField<Record, Boolean> urgent = createField(DSL.name("urgent"), SQLDataType.BOOLEAN, this, "");
    public final TableField<Record, Integer> retries =
            createField(DSL.name("retries"), SQLDataType.INTEGER.nullable(false).defaultValue(0), this, "");
    public final TableField<Record, JSONB> basket = createField(DSL.name("basket"), SQLDataType.JSONB, this, "");
    public final TableField<Record, Long> customerNumber =
            createField(DSL.name("customer_id"), SQLDataType.BIGINT, this, "");

    public final TableField<Record, UUID> token = createField(DSL.name("token"), SQLDataType.UUID, this, "");
    public final TableField<Record, LocalDate> born = createField(DSL.name("born"), SQLDataType.LOCALDATE, this, "");
    public final TableField<Record, BigDecimal> credit =
            createField(DSL.name("credit"), SQLDataType.NUMERIC(12, 2), this, "");
    public final TableField<Record, OffsetDateTime> seenAt =
            createField(DSL.name("seen_at"), SQLDataType.TIMESTAMPWITHTIMEZONE, this, "");

    public final TableField<Record, String> country =
            createField(DSL.name("country"), SQLDataType.VARCHAR(2), this, "");

    public final TableField<Record, Mood> mood =
            createField(DSL.name("mood"), SQLDataType.VARCHAR.asEnumDataType(Mood.class), this, "");
    public final TableField<Record, String> email =
            createField(DSL.name("email"), Domains.EMAIL.getDataType(), this, "");
    public final TableField<Record, BigDecimal> discount =
            createField(DSL.name("discount"), Domains.PERCENT.getDataType(), this, "");

    public final TableField<Record, OffsetDateTime> notedAt =
            createField(DSL.name("noted_at"), SQLDataType.TIMESTAMPWITHTIMEZONE(3), this, "");

    public ShopRuns(String name) {
        super(DSL.name(name));
    }

    /** A further column. */
    <T> TableField<Record, T> column(String name, DataType<T> type) {
        return createField(DSL.name(name), type, this, "");
    }
}

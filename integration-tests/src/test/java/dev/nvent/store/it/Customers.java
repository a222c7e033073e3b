package dev.nvent.store.it;

import dev.nvent.store.catalog.IndexDefinition;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.jooq.Nvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.JSONB;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;
import org.jooq.impl.TableRecordImpl;

/** A table of the user with indexes of customers by region, as the Maven plugin generates it. */
@SuppressWarnings("serial")
public final class Customers extends TableImpl<Customers.CustomersRecord> {

    public static final Customers CUSTOMERS = new Customers();

    public final TableField<CustomersRecord, String> region = column("region", SQLDataType.CLOB.nullable(false));
    public final TableField<CustomersRecord, String> id = column("id", SQLDataType.CLOB.nullable(false));
    public final TableField<CustomersRecord, Long> registeredAt =
            column("registered_at", SQLDataType.BIGINT.nullable(false));
    public final TableField<CustomersRecord, Integer> version = column("version", SQLDataType.INTEGER.nullable(false));
    public final TableField<CustomersRecord, OffsetDateTime> updatedAt =
            column("updated_at", SQLDataType.TIMESTAMPWITHTIMEZONE.nullable(false));
    public final TableField<CustomersRecord, String> status = column("status", SQLDataType.CLOB.nullable(false));
    public final TableField<CustomersRecord, Long> lastOrderAt = column("last_order_at", SQLDataType.BIGINT);
    public final TableField<CustomersRecord, Integer> rank = column("rank", SQLDataType.INTEGER);
    public final TableField<CustomersRecord, Long> balance = column("balance", SQLDataType.BIGINT);
    public final TableField<CustomersRecord, Boolean> active = column("active", SQLDataType.BOOLEAN);
    public final TableField<CustomersRecord, Integer> orders = column("orders", SQLDataType.INTEGER.nullable(false));
    public final TableField<CustomersRecord, Integer> visits = column("visits", SQLDataType.INTEGER.nullable(false));
    public final TableField<CustomersRecord, JSONB> address = column("address", SQLDataType.JSONB);
    public final TableField<CustomersRecord, JSONB> tags = column("tags", SQLDataType.JSONB);
    public final TableField<CustomersRecord, UUID> token = column("token", SQLDataType.UUID);
    public final TableField<CustomersRecord, LocalDate> born = column("born", SQLDataType.LOCALDATE);
    public final TableField<CustomersRecord, BigDecimal> credit = column("credit", SQLDataType.NUMERIC(12, 2));
    public final TableField<CustomersRecord, BigDecimal> rate = column("rate", SQLDataType.NUMERIC);
    public final TableField<CustomersRecord, OffsetDateTime> seenAt =
            column("seen_at", SQLDataType.TIMESTAMPWITHTIMEZONE);
    public final TableField<CustomersRecord, Instant> leftAt = column("left_at", SQLDataType.INSTANT);
    public final TableField<CustomersRecord, String> country = column("country", SQLDataType.VARCHAR(2));
    public final TableField<CustomersRecord, Mood> mood =
            column("mood", SQLDataType.VARCHAR.asEnumDataType(Mood.class));
    public final TableField<CustomersRecord, Mood> temper =
            column("temper", SQLDataType.VARCHAR.nullable(false).asEnumDataType(Mood.class));
    public final TableField<CustomersRecord, String> email = column("email", Domains.EMAIL.getDataType());
    public final TableField<CustomersRecord, BigDecimal> discount = column("discount", Domains.PERCENT.getDataType());
    public final TableField<CustomersRecord, Integer> parcels =
            column("parcels", Domains.QUANTITY.getDataType().nullable(false));
    public final TableField<CustomersRecord, OffsetDateTime> notedAt =
            column("noted_at", SQLDataType.TIMESTAMPWITHTIMEZONE(3));
    public final TableField<CustomersRecord, JSONB> extra = column("extra", SQLDataType.JSONB.nullable(false));

    public static final ColumnField<CustomersRecord, String, String> STATUS =
            ColumnField.of("status", CUSTOMERS.status, Codec.TEXT);
    public static final ColumnField<CustomersRecord, Long, Instant> REGISTERED_AT =
            ColumnField.of("registeredAt", CUSTOMERS.registeredAt, Codec.TIME);
    public static final ColumnField<CustomersRecord, Integer, Integer> RANK =
            ColumnField.of("rank", CUSTOMERS.rank, Codec.INTEGER);
    public static final CounterField<CustomersRecord> ORDERS = CounterField.of("stats.orders", CUSTOMERS.orders);
    public static final DocumentField<CustomersRecord> ADDRESS = DocumentField.of("address", CUSTOMERS.address);

    /** The indexes, with fields of every kind. */
    public static final IndexDefinition<CustomersRecord> INDEX = IndexDefinition.of(
                    "shop:customers:{region}", CUSTOMERS.id, CUSTOMERS.registeredAt, CUSTOMERS.version)
            .withKey(CUSTOMERS.region)
            .withUpdatedAt(CUSTOMERS.updatedAt)
            .withFields(
                    STATUS,
                    REGISTERED_AT,
                    ColumnField.of("lastOrderAt", CUSTOMERS.lastOrderAt, Codec.TIME),
                    RANK,
                    ColumnField.of("balance", CUSTOMERS.balance, Codec.LONG),
                    ColumnField.of("active", CUSTOMERS.active, Codec.BOOLEAN),
                    ORDERS,
                    CounterField.of("stats.visits", CUSTOMERS.visits),
                    ADDRESS,
                    DocumentField.of("tags", CUSTOMERS.tags),
                    new OverflowField<>(CUSTOMERS.extra));

    /** Where the migration that makes the table is. */
    public static final String MIGRATIONS = "classpath:dev/nvent/store/it/customers";

    public static final class CustomersRecord extends TableRecordImpl<CustomersRecord> {

        public CustomersRecord() {
            super(CUSTOMERS);
        }
    }

    /** A definition of an index in the same table, without any field. */
    static IndexDefinition<CustomersRecord> bare(String subject) {
        return IndexDefinition.of(subject, CUSTOMERS.id, CUSTOMERS.registeredAt, CUSTOMERS.version);
    }

    private Customers() {
        super(DSL.name("nvent_customers"), Nvent.NVENT);
    }

    private <T> TableField<CustomersRecord, T> column(String name, DataType<T> type) {
        return createField(DSL.name(name), type, this, "");
    }

    @Override
    public Class<CustomersRecord> getRecordType() {
        return CustomersRecord.class;
    }
}

package dev.nvent.store.it;

import static dev.nvent.store.it.Customers.CUSTOMERS;

import dev.nvent.store.catalog.IndexDefinition;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.it.Customers.CustomersRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/** An index of {@link Customers} whose fields are in columns of types that only tables of users have. */
final class TypedCustomers {

    static final ColumnField<CustomersRecord, UUID, UUID> TOKEN = ColumnField.of("token", CUSTOMERS.token, Codec.UUID);
    static final ColumnField<CustomersRecord, LocalDate, LocalDate> BORN =
            ColumnField.of("born", CUSTOMERS.born, Codec.DATE);
    static final ColumnField<CustomersRecord, BigDecimal, BigDecimal> CREDIT =
            ColumnField.of("credit", CUSTOMERS.credit, Codec.DECIMAL);
    static final ColumnField<CustomersRecord, BigDecimal, BigDecimal> RATE =
            ColumnField.of("rate", CUSTOMERS.rate, Codec.DECIMAL);
    static final ColumnField<CustomersRecord, OffsetDateTime, Instant> SEEN_AT =
            ColumnField.of("seenAt", CUSTOMERS.seenAt, Codec.TIMESTAMP);
    static final ColumnField<CustomersRecord, Instant, Instant> LEFT_AT =
            ColumnField.of("leftAt", CUSTOMERS.leftAt, Codec.INSTANT);
    static final ColumnField<CustomersRecord, String, String> COUNTRY =
            ColumnField.of("country", CUSTOMERS.country, Codec.TEXT);
    static final ColumnField<CustomersRecord, Mood, Mood> MOOD =
            ColumnField.of("mood", CUSTOMERS.mood, Codec.ofEnum(Mood.class));
    static final ColumnField<CustomersRecord, Mood, Mood> TEMPER =
            ColumnField.of("temper", CUSTOMERS.temper, Codec.ofEnum(Mood.class));
    static final ColumnField<CustomersRecord, String, String> EMAIL =
            ColumnField.of("email", CUSTOMERS.email, Codec.TEXT);
    static final ColumnField<CustomersRecord, BigDecimal, BigDecimal> DISCOUNT =
            ColumnField.of("discount", CUSTOMERS.discount, Codec.DECIMAL);
    static final ColumnField<CustomersRecord, OffsetDateTime, Instant> NOTED_AT =
            ColumnField.of("notedAt", CUSTOMERS.notedAt, Codec.TIMESTAMP);
    static final CounterField<CustomersRecord> PARCELS = CounterField.of("parcels", CUSTOMERS.parcels);

    static final IndexDefinition<CustomersRecord> INDEX = IndexDefinition.of(
                    "typed:{region}", CUSTOMERS.id, CUSTOMERS.registeredAt, CUSTOMERS.version)
            .withKey(CUSTOMERS.region)
            .withFields(
                    TOKEN, BORN, CREDIT, RATE, SEEN_AT, LEFT_AT, COUNTRY, MOOD, TEMPER, EMAIL, DISCOUNT, PARCELS,
                    NOTED_AT);

    private TypedCustomers() {}
}

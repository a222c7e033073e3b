package shop;

import static org.jooq.impl.DSL.sum;
import static shop.db.Tables.CUSTOMERS;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.catalog.IndexDefinition;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.SortedIndex;
import java.util.Map;
import shop.db.tables.records.CustomersRecord;

/** Keeps the customers of each region in a table of its own, as a sorted index. */
public final class Main {

    static final ColumnField<CustomersRecord, String, String> NAME =
            ColumnField.of("name", CUSTOMERS.NAME, Codec.TEXT);
    static final CounterField<CustomersRecord> ORDERS = CounterField.of("orders", CUSTOMERS.ORDERS);

    static final IndexDefinition<CustomersRecord> CUSTOMERS_OF = IndexDefinition.of(
                    "shop:customers:{region}", CUSTOMERS.ID, CUSTOMERS.REGISTERED_AT, CUSTOMERS.VERSION)
            .withKey(CUSTOMERS.REGION)
            .withUpdatedAt(CUSTOMERS.UPDATED_AT)
            .withFields(NAME, ORDERS, new OverflowField<>(CUSTOMERS.EXTRA));

    public static void main(String[] arguments) {
        StoreOptions options = StoreOptions.of(System.getenv("NVENT_DATABASE_URL"))
                .withMigrations("classpath:db/nvent")
                .withIndexes(CUSTOMERS_OF);
        try (NventStore store = NventStore.open(options)) {
            SortedIndex<CustomersRecord> customers = store.index(CUSTOMERS_OF.index("eu"));
            customers.add("c-1", System.currentTimeMillis(), Patch.of(NAME, "Ada"));
            customers.increment("c-1", ORDERS, 2);
            // The same entry by its subject; what has no column is kept in the overflow column.
            store.index("shop:customers:eu").update("c-1", Map.of("address", Map.of("city", "Berlin")));

            customers.get("c-1").ifPresent(entry -> System.out.println(
                    entry.get(NAME) + " of " + entry.get("address.city", String.class).orElse("nowhere")));

            store.reports()
                    .dsl()
                    .select(CUSTOMERS.REGION, sum(CUSTOMERS.ORDERS))
                    .from(CUSTOMERS)
                    .groupBy(CUSTOMERS.REGION)
                    .forEach(row -> System.out.println(row.value1() + ": " + row.value2() + " orders"));
        }
    }
}

package dev.nvent.store.it;

import static dev.nvent.store.it.Customers.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.it.Customers.CustomersRecord;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An index in a table of the user of which only the columns that an index needs are known, and one field. */
class OwnTableWithoutOverflowTest {

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers("acme");

    private final String region = UUID.randomUUID().toString();
    private final SortedIndex<CustomersRecord> customers = STORE.store().index(Customers.INDEX.index(region));

    private final NventStore strict = NventStore.open(STORE.plainOptions()
            .withIndexes(Customers.bare("strict:customers:{region}")
                    .withKey(CUSTOMERS.region)
                    .withFields(Customers.STATUS)));
    private final SortedIndex<?> index = strict.index("strict:customers:" + region);

    @AfterEach
    void close() {
        strict.close();
    }

    @Test
    void metadata_without_a_column_is_refused_by_its_path() {
        for (Map<String, ?> metadata : List.of(
                Map.of("nickname", "Ada"),
                Map.of("address", Map.of("city", "Oslo")),
                Map.of("status", "new", "stats.orders", 1))) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> index.add("c-1", 1, metadata))
                    .withMessageContaining("no overflow column");
        }
        assertThat(index.get("c-1")).isEmpty();
    }

    @Test
    void a_filter_or_an_increment_of_it_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> index.read(IndexQuery.all().withFilter(Map.of("nickname", "Ada"))))
                .withMessageContaining("nickname");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> index.increment("c-1", "stats.total", 1))
                .withMessageContaining("stats.total");
    }

    @Test
    void the_overflow_field_of_another_definition_is_refused() {
        index.add("c-1", 1, Map.of());
        @SuppressWarnings("unchecked")
        var typed = (SortedIndex<CustomersRecord>) index;
        var extra = new OverflowField<>(CUSTOMERS.extra);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> typed.update("c-1", Patch.of(extra, Map.of("a", 1))));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> typed.get("c-1").orElseThrow().get(extra));
    }

    @Test
    void columns_that_are_no_part_of_it_keep_their_values() {
        customers.add("c-1", 1, Patch.of(Customers.ORDERS, 7).and(Customers.STATUS, "gold"));

        index.add("c-1", 2, Map.of());

        IndexEntry<CustomersRecord> entry = customers.get("c-1").orElseThrow();
        assertThat(entry.get(Customers.ORDERS)).isEqualTo(7);
        assertThat(entry.get(Customers.STATUS)).isEqualTo("new");
        assertThat(entry.score()).isEqualTo(2);
    }
}

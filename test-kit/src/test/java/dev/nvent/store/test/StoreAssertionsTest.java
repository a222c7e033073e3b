package dev.nvent.store.test;

import static dev.nvent.store.test.StoreAssertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.NewEvent;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
@StoreTest
class StoreAssertionsTest {

    record Order(int amount) {}

    @Test
    void events_are_checked_by_type_and_data(NventStore store) {
        EventStream orders = store.stream("shop:order:1");
        assertThat(orders).isEmpty();

        orders.append(NewEvent.of("placed").withData(Map.of("amount", 42)));
        orders.append(NewEvent.of("paid"));

        assertThat(orders).hasSize(2).hasTypes("placed", "paid").containsType("paid");
        assertThat(orders)
                .event(0)
                .hasType("placed")
                .hasData(Map.of("amount", 42))
                .hasDataContaining(Map.of("amount", 42))
                .data(Order.class)
                .isEqualTo(new Order(42));
        assertThat(orders).last().hasType("paid").hasData(null);
    }

    @Test
    void a_wrong_type_is_reported_with_the_actual_ones(NventStore store) {
        EventStream orders = store.stream("shop:order:1");
        orders.append(NewEvent.of("placed"));

        assertFails(() -> assertThat(orders).hasTypes("paid"), "placed");
        assertFails(() -> assertThat(orders).isEmpty(), "placed");
        assertFails(() -> assertThat(orders).containsType("paid"), "placed");
        assertFails(() -> assertThat(orders).hasSize(2), "events");
        assertFails(() -> assertThat(orders).event(1), "events");
        assertFails(() -> assertThat(orders).event(0).hasType("paid"), "type of event 0");
        assertFails(() -> assertThat(orders).event(0).hasData(1), "data of event 0");
    }

    @Test
    void entries_are_checked_by_id_score_version_and_metadata(NventStore store) {
        SortedIndex<?> customers = store.index("shop:customers");
        assertThat(customers).isEmpty().hasNoEntry("1");

        customers.add("1", 10, Map.of("name", "Ada"));
        customers.add("2", 20, Map.of());

        assertThat(customers)
                .hasIds("2", "1")
                .entry("1")
                .hasScore(10)
                .hasVersion(0)
                .hasMetadata("name", "Ada")
                .hasMetadata(Map.of("name", "Ada"));
        assertFails(() -> assertThat(customers).hasIds("1", "2"), "ids");
        assertFails(() -> assertThat(customers).entry("3"), "'3' exists");
        assertFails(() -> assertThat(customers).hasNoEntry("1"), "'1' exists");
        assertFails(() -> assertThat(customers).entry("1").hasScore(1), "score of entry '1'");
        assertFails(() -> assertThat(customers).entry("1").hasVersion(1), "version of entry '1'");
        assertFails(() -> assertThat(customers).entry("1").hasMetadata("name", "Bob"), "metadata of entry '1'");
    }

    @Test
    void keys_are_checked_by_value(NventStore store) {
        store.kv().set("key", 1);

        assertThat(store.kv()).hasValue("key", 1).hasKey("key").hasNoKey("other");
        assertFails(() -> assertThat(store.kv()).hasValue("key", 2), "value of 'key'");
        assertFails(() -> assertThat(store.kv()).hasNoKey("key"), "'key' exists");
        assertFails(() -> assertThat(store.kv()).hasKey("other"), "'other' exists");
    }

    private static void assertFails(ThrowingCallable assertion, String message) {
        StoreAssertions.assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessageContaining(message);
    }
}

package dev.nvent.store.test;

import static dev.nvent.store.test.StoreAssertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.stream.NewEvent;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class StoreExtensionTest {

    /** Either of the first two would fail after the other if they shared a database. */
    @Nested
    @StoreTest
    class Parameters {

        @Test
        void a_test_gets_an_empty_store(NventStore store) {
            assertThat(store.kv().setIfAbsent("key", 1)).isTrue();
        }

        @Test
        void another_test_gets_an_empty_store_too(NventStore store) {
            assertThat(store.kv().setIfAbsent("key", 1)).isTrue();
        }

        @Test
        void all_parameters_lead_to_the_same_database(NventStore store, DataSource dataSource, StoreDatabase database)
                throws SQLException {
            store.kv().set("key", 1);

            try (NventStore other = NventStore.open(StoreOptions.of(dataSource));
                    NventStore third = NventStore.open(database.url())) {
                assertThat(other.kv()).hasValue("key", 1);
                assertThat(third.kv()).hasValue("key", 1);
            }
        }
    }

    @Nested
    @StoreTest
    class Constructor {

        private final NventStore store;

        Constructor(NventStore store) {
            this.store = store;
        }

        @Test
        void a_constructor_gets_the_store_of_its_test(NventStore parameter) {
            assertThat(store).isSameAs(parameter);
        }
    }

    @Nested
    @StoreTest
    class Shared {

        @BeforeAll
        static void fill(NventStore store) {
            store.kv().set("shared", 1);
        }

        @Test
        void a_store_of_the_class_is_shared_by_its_tests(NventStore store) {
            assertThat(store.kv()).hasValue("shared", 1);
        }
    }

    @Nested
    @StoreTest(prefix = "shop", schema = "events")
    class Names {

        @Test
        void prefix_and_schema_can_be_chosen(NventStore store, StoreDatabase database) {
            store.stream("shop:order:1").append(NewEvent.of("placed"));
            store.index("shop:flows").add("checkout", 1, Map.of());

            assertThat(database.namespace().tablePrefix()).isEqualTo("shop_");
            assertThat(store.flows()).hasIds("checkout");
        }
    }
}

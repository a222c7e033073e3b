package dev.nvent.store.test.spring;

import static dev.nvent.store.test.StoreAssertions.assertThat;

import dev.nvent.store.NventStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;

/** The slice of JDBC includes the store, and rolls back what a test writes. */
@Tag("postgres")
@JdbcTest
@AutoConfigureStoreDatabase
class SliceTest {

    @Autowired
    private NventStore store;

    @Test
    void a_test_is_rolled_back() {
        assertThat(store.kv().setIfAbsent("key", 1)).isTrue();
    }

    @Test
    void so_is_another() {
        assertThat(store.kv().setIfAbsent("key", 1)).isTrue();
    }
}

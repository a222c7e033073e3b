package dev.nvent.store.test.spring;

import static dev.nvent.store.test.StoreAssertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.test.StoreDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** A whole application on a database of its own. */
@Tag("postgres")
@SpringBootTest
@AutoConfigureStoreDatabase
class StoreDatabaseTest {

    @Autowired
    private NventStore store;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private StoreDatabase database;

    @Autowired
    private Environment environment;

    @Test
    void the_application_migrates_its_own_tables_and_those_of_the_store() {
        store.kv().set("key", 1);

        assertThat(jdbc.queryForObject("SELECT count(*) FROM nvent_kv, orders", Long.class))
                .isZero();
        try (NventStore other = NventStore.open(StoreOptions.of(database.dataSource()))) {
            assertThat(other.kv()).hasValue("key", 1);
        }
    }

    @Test
    void libraries_do_not_log_their_start_unless_the_application_wants_it() {
        assertThat(environment.getProperty("logging.level.io.zonky.test")).isEqualTo("warn");
        assertThat(environment.getProperty("logging.level.org.jooq.Constants")).isEqualTo("info");
    }
}

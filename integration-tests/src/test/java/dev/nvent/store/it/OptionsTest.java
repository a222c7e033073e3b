package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.ConnectionOptions;
import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StoreClosedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Opening a store with different options on a real server. */
class OptionsTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @Test
    void a_store_with_its_own_pool_reads_the_writes_of_another_store() {
        STORE.store().kv().set("shared", 1);

        try (NventStore own =
                NventStore.open(StoreOptions.of(TestPostgres.url()).withSchema(STORE.schema()))) {
            assertThat(own.kv().get("shared")).contains(1);
        }
    }

    @Test
    void two_prefixes_in_one_schema_are_isolated() {
        try (NventStore other = NventStore.open(STORE.options().withPrefix("other"))) {
            STORE.store().kv().set("apart", 1);
            assertThat(other.kv().get("apart")).isEmpty();
            assertThat(other.streamTypes().list()).isEmpty();
        }
    }

    @Test
    void the_longest_prefix_does_not_exceed_the_identifier_length_of_postgres() {
        String longest = "p".repeat(31);
        try (NventStore store = NventStore.open(STORE.options().withPrefix(longest))) {
            store.kv().set("long", 1);
            assertThat(store.kv().get("long")).contains(1);
            assertThat(TestPostgres.strings(
                            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                    + " WHERE n.nspname = '" + STORE.schema() + "' AND c.relname LIKE '%" + longest
                                    + "%'"))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(name.length()).isLessThan(63));
        }
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.options().withPrefix(longest + "p"));
    }

    @Test
    void operations_on_a_closed_store_throw() {
        NventStore closed = NventStore.open(STORE.options());
        closed.close();
        closed.close();

        assertThatExceptionOfType(StoreClosedException.class)
                .isThrownBy(() -> closed.kv().get("key"))
                .withMessage("kv.get on 'key': the store is closed");
    }

    @Test
    void a_failed_connection_error_does_not_contain_the_password() {
        var options = StoreOptions.of(ConnectionOptions.of("localhost", 1, "nowhere")
                        .withUser("app")
                        .withPassword("s3cret-marker"))
                .withPool(PoolOptions.DEFAULT.withConnectionTimeout(Duration.ofMillis(500)));

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> NventStore.open(options))
                .satisfies(
                        e -> assertThat(stackTraceOf(e)).contains("localhost:1").doesNotContain("s3cret-marker"));
        assertThat(options.toString()).contains("app").doesNotContain("s3cret-marker");
    }

    @Test
    void a_connection_error_names_the_server_and_the_reason() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> NventStore.open(quick("postgresql://app@nowhere.invalid:5433/db")))
                .withMessageContaining("nowhere.invalid:5433")
                .withMessageContaining("unknown host");
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> NventStore.open(quick("postgresql://app@localhost:1,127.0.0.1:2/db")))
                .withMessageContaining("localhost:1, 127.0.0.1:2")
                .withMessageContaining("refused");
    }

    private static StoreOptions quick(String url) {
        return StoreOptions.of(url).withPool(PoolOptions.DEFAULT.withConnectionTimeout(Duration.ofMillis(500)));
    }

    @Test
    void a_datasource_without_autocommit_is_rejected() {
        try (var pool = new HikariDataSource()) {
            pool.setDataSource(TestPostgres.hostile(TestPostgres.url()));
            pool.setAutoCommit(false);

            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> NventStore.open(StoreOptions.of(pool)))
                    .withMessageContaining("autocommit");
        }
    }

    private static String stackTraceOf(Throwable e) {
        var text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}

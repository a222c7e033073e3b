package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reading expired keys. Their removal is no part of the answer. */
@Timeout(30)
class ExpiredKeysTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @Test
    void a_get_removes_the_key_in_the_background() throws InterruptedException {
        STORE.store().kv().set("expired:removed", 1, Duration.ofMillis(1));
        STORE.store().kv().set("expired:unread", 1, Duration.ofMillis(1));
        Thread.sleep(20);

        assertThat(STORE.store().kv().get("expired:removed")).isEmpty();

        while (rows().contains("expired:removed")) {
            Thread.sleep(5);
        }
        assertThat(rows()).contains("expired:unread");
    }

    @Test
    void a_get_does_not_wait_for_a_writer_of_the_key() throws Exception {
        STORE.store().kv().set("expired:locked", 1, Duration.ofMillis(1));
        Thread.sleep(20);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                NventStore store = NventStore.open(StoreOptions.of(TestPostgres.url())
                        .withSchema(STORE.schema())
                        .withPool(PoolOptions.DEFAULT.withMaxSize(1)))) {
            var locked = new CountDownLatch(1);
            var over = new CountDownLatch(1);
            Future<?> writer = threads.submit(() -> STORE.store().inTransaction(tx -> {
                tx.kv().set("expired:locked", 2);
                locked.countDown();
                over.await();
                return null;
            }));
            locked.await();

            Instant start = Instant.now();
            for (int read = 0; read < 20; read++) {
                assertThat(store.kv().get("expired:locked")).isEmpty();
            }
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(1));
            over.countDown();
            writer.get();
            assertThat(store.kv().get("expired:locked")).contains(2);
        }
    }

    @Test
    void a_get_needs_no_right_to_write() {
        try (NventStore reader = NventStore.open(readOnly())) {
            STORE.store().kv().set("expired:one", 1, Duration.ofMillis(1));

            assertThat(reader.kv().get("expired:one")).isEmpty();
        }
    }

    private static List<String> rows() {
        return TestPostgres.strings("SELECT key FROM %s.%s_kv".formatted(STORE.schema(), STORE.prefix()));
    }

    private static StoreOptions readOnly() {
        var dataSource = TestPostgres.hostile(TestPostgres.url());
        dataSource.setOptions("-c default_transaction_read_only=on");
        return StoreOptions.of(dataSource).withSchema(STORE.schema()).withAutoMigrate(false);
    }
}

package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors of calls without a connection, or whose connection breaks. */
@Timeout(60)
class ConnectionErrorTest {

    private static final String IDLE = "25P03";
    private static final String KILLED = "57P01";

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @ParameterizedTest(name = "group commit: {0}")
    @ValueSource(booleans = {true, false})
    void an_exhausted_pool_is_an_error_that_is_safe_to_retry(boolean groupCommit) throws Exception {
        try (NventStore store = NventStore.open(pooled(1).withGroupCommit(groupCommit))) {
            store.inTransaction(holder -> {
                List<DatabaseException> failures = ConcurrentCallers.run(
                        3,
                        caller -> catchThrowableOfType(
                                DatabaseException.class, () -> store.kv().set("exhausted", caller)));

                assertThat(failures).allSatisfy(failure -> {
                    assertThat(failure.safeToRetry()).isTrue();
                    assertThat(failure.sqlState()).isEqualTo("08001");
                });
                return null;
            });
        }
    }

    @Test
    void an_exhausted_pool_of_the_caller_is_an_error_that_is_safe_to_retry() throws Exception {
        try (var pool = new HikariDataSource()) {
            pool.setDataSource(TestPostgres.hostile(TestPostgres.url()));
            pool.setMaximumPoolSize(1);
            pool.setConnectionTimeout(300);
            try (NventStore store = NventStore.open(StoreOptions.of(pool).withSchema(STORE.schema()));
                    Connection holder = pool.getConnection()) {
                assertThat(holder.isClosed()).isFalse();
                assertThatExceptionOfType(DatabaseException.class)
                        .isThrownBy(() -> store.stream("error:exhausted:1").append(NewEvent.of("any")))
                        .matches(DatabaseException::safeToRetry)
                        .withMessageContaining("nothing was sent");
            }
        }
    }

    @Test
    void the_error_of_a_caller_interrupted_while_waiting_for_a_connection_says_that_nothing_was_sent()
            throws Exception {
        try (NventStore store = NventStore.open(pooled(1))) {
            store.inTransaction(holder -> {
                Thread.currentThread().interrupt();

                assertThatExceptionOfType(DatabaseException.class)
                        .isThrownBy(() -> store.kv().set("interrupted", 1))
                        .matches(DatabaseException::safeToRetry)
                        .withMessageContaining("interrupted");
                assertThat(Thread.interrupted()).isTrue();
                return null;
            });
        }
    }

    @Test
    void a_refused_connection_names_the_reason() throws Exception {
        try (var proxy = new FaultProxy(TestPostgres.url());
                NventStore store = NventStore.open(StoreOptions.of(proxy.url())
                        .withSchema(STORE.schema())
                        .withPool(PoolOptions.DEFAULT.withConnectionTimeout(Duration.ofMillis(500))))) {
            proxy.refuse();

            // The connection of the pool is found broken.
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> store.kv().set("refused", 1));
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> store.kv().set("refused", 1))
                    .matches(DatabaseException::safeToRetry)
                    .withMessageContaining("reset");
        }
    }

    @ParameterizedTest(name = "as many imports as connections, own pool: {0}")
    @ValueSource(booleans = {true, false})
    void imports_do_not_wait_for_a_second_connection(boolean ownPool) throws Exception {
        int imports = 4;
        try (var pool = new HikariDataSource()) {
            pool.setDataSource(TestPostgres.hostile(TestPostgres.url()));
            pool.setMaximumPoolSize(imports);
            var options = ownPool ? pooled(imports) : StoreOptions.of(pool).withSchema(STORE.schema());
            try (NventStore store = NventStore.open(options);
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                String known = "known" + ownPool + ":";
                store.stream(known + "1:x").append(NewEvent.of("first"));
                var all = new CyclicBarrier(imports);
                List<Future<Long>> running = IntStream.range(0, imports)
                        .mapToObj(number -> threads.submit(() -> store.importEvents(events -> {
                            all.await();
                            events.append(known + "1:x", NewEvent.of("imported"));
                            if (number == 0) {
                                events.append(known + "new:x", NewEvent.of("imported"));
                            }
                        })))
                        .toList();

                assertThat(running).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(10)));
                assertThat(store.stream(known + "1:x").read(EventQuery.all()).events())
                        .hasSize(imports + 1);
                assertThat(store.stream(known + "new:x").read(EventQuery.all()).events())
                        .hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {IDLE, KILLED})
    void an_import_that_the_server_ends_names_the_reason(String how) {
        try (NventStore store = NventStore.open(impatient())) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> store.importEvents(events -> {
                        for (int i = 0; i < 20_000; i++) {
                            events.append(
                                    "cut:import:1", NewEvent.of("imported").withData("x".repeat(100)));
                            if (i == 10_000) {
                                end(how);
                            }
                        }
                    }))
                    .matches(DatabaseException::safeToRetry)
                    .returns(how, DatabaseException::sqlState);
            assertThat(store.stream("cut:import:1").read(EventQuery.all()).events())
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}, then {1}")
    @CsvSource({IDLE + ",statement", IDLE + ",pipeline", IDLE + ",commit", KILLED + ",statement", KILLED + ",commit"})
    void a_transaction_that_the_server_ends_names_the_reason(String how, String then) {
        try (NventStore store = NventStore.open(impatient())) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> store.inTransaction(tx -> {
                        tx.kv().set("cut", 1);
                        end(how);
                        switch (then) {
                            case "statement" -> tx.kv().set("cut", 2);
                            case "pipeline" -> tx.transition().set("cut", 2).apply();
                            default -> {}
                        }
                        return null;
                    }))
                    .returns(how, DatabaseException::sqlState);
        }
    }

    private static void end(String how) throws InterruptedException {
        if (how.equals(KILLED)) {
            TestPostgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE state = 'idle in transaction' AND datname = current_database()");
        }
        Thread.sleep(400);
    }

    /** Connections that the server ends when they are idle in a transaction. */
    private static StoreOptions impatient() {
        var dataSource = TestPostgres.hostile(TestPostgres.url());
        dataSource.setOptions("-c idle_in_transaction_session_timeout=200");
        return StoreOptions.of(dataSource).withSchema(STORE.schema());
    }

    private static StoreOptions pooled(int size) {
        return StoreOptions.of(TestPostgres.url())
                .withSchema(STORE.schema())
                .withPool(PoolOptions.DEFAULT.withMaxSize(size).withConnectionTimeout(Duration.ofMillis(300)));
    }
}

package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.RetryPolicy;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.stream.NewEvent;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every call ends within its time limits, whatever the network, the server or another caller does. */
@Tag("slow")
@Timeout(60)
class TimeoutTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final Duration SOCKET = Duration.ofMillis(1_200);
    private static final Duration CONNECTION = Duration.ofMillis(600);
    private static final Duration LOCK = Duration.ofMillis(500);
    private static final Duration STATEMENT = Duration.ofMillis(800);
    private static final Duration CLOSE = Duration.ofMillis(500);

    /** The time that a call may take beyond its timeouts. */
    private static final Duration REST = Duration.ofMillis(700);

    private FaultProxy proxy;
    private NventStore store;

    @BeforeEach
    void open() throws IOException {
        proxy = new FaultProxy(TestPostgres.url());
        store = NventStore.open(options());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        proxy.close();
    }

    private StoreOptions options() {
        return StoreOptions.of(proxy.url())
                .withSchema(STORE.schema())
                .withCloseTimeout(CLOSE)
                .withPool(PoolOptions.DEFAULT
                        .withMaxSize(2)
                        .withConnectTimeout(Duration.ofSeconds(1))
                        .withConnectionTimeout(CONNECTION)
                        .withSocketTimeout(SOCKET)
                        .withStatementTimeout(STATEMENT)
                        .withLockTimeout(LOCK));
    }

    @Test
    void a_statement_on_a_silent_network_ends_after_the_socket_timeout() {
        proxy.silence();

        assertFailsWithin(SOCKET, "08006", () -> store.kv().set("silent", 1));
    }

    @Test
    void a_write_whose_answer_is_lost_is_not_called_safe_to_retry() {
        proxy.silenceAnswers();

        DatabaseException failure =
                assertFailsWithin(SOCKET, "08006", () -> store.kv().set("unanswered", 1));

        assertThat(failure.safeToRetry()).isFalse();
        assertThat(STORE.store().kv().get("unanswered")).contains(1);
    }

    @Test
    void a_transaction_on_a_silent_network_ends_after_one_socket_timeout() {
        assertFailsWithin(
                SOCKET,
                "08006",
                () -> store.inTransaction(tx -> {
                    tx.kv().set("silent", 1);
                    proxy.silence();
                    tx.kv().set("silent", 2);
                    return null;
                }));
    }

    @Test
    void an_import_on_a_silent_network_ends_after_one_socket_timeout() {
        assertFailsWithin(
                SOCKET,
                "08006",
                () -> store.importEvents(events -> {
                    events.append("silent:import:1", NewEvent.of("imported"));
                    proxy.silence();
                }));
    }

    @Test
    void an_import_that_loses_its_network_within_a_copy_ends_after_one_socket_timeout() {
        var silence = new AtomicReference<Instant>();
        assertThat(catchThrowableOfType(
                        DatabaseException.class,
                        () -> store.importEvents(events -> {
                            for (int i = 0; i < 20; i++) {
                                events.append(
                                        "silent:copy:1", NewEvent.of("imported").withData("x".repeat(1_000_000)));
                                if (i == 10) {
                                    silence.set(Instant.now());
                                    proxy.silenceAnswers();
                                }
                            }
                        })))
                .returns("08006", DatabaseException::sqlState)
                .returns(true, DatabaseException::safeToRetry);
        assertThat(Duration.between(silence.get(), Instant.now())).isLessThan(SOCKET.plus(REST));
    }

    @Test
    void a_connection_that_the_server_half_closes_is_an_error_at_once() {
        proxy.halfClose();

        assertFailsWithin(Duration.ZERO, "08006", () -> store.kv().set("ended", 1));
    }

    @Test
    void a_call_without_a_connection_ends_after_the_connection_timeout() {
        proxy.refuse();
        catchThrowableOfType(DatabaseException.class, () -> store.kv().set("refused", 1));

        DatabaseException failure =
                assertFailsWithin(CONNECTION, null, () -> store.kv().set("refused", 1));

        assertThat(failure.safeToRetry()).isTrue();
    }

    @Test
    void calls_in_groups_without_a_connection_end_after_the_connection_timeout() {
        try (NventStore grouping = NventStore.open(options().withGroupCommit(true))) {
            proxy.refuse();
            catchThrowableOfType(DatabaseException.class, () -> grouping.kv().set("refused", 1));

            List<Duration> waits = ConcurrentCallers.run(20, caller -> {
                Instant start = Instant.now();
                catchThrowableOfType(
                        DatabaseException.class, () -> grouping.kv().set("grouped", caller));
                return Duration.between(start, Instant.now());
            });

            assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(CONNECTION.plus(REST)));
        }
    }

    @Test
    void calls_in_groups_on_a_silent_network_end_after_the_connection_and_the_socket_timeout() {
        try (NventStore grouping = NventStore.open(options().withGroupCommit(true))) {
            proxy.silence();

            List<Duration> waits = ConcurrentCallers.run(50, caller -> {
                Instant start = Instant.now();
                catchThrowableOfType(
                        DatabaseException.class, () -> grouping.kv().set("grouped", caller));
                return Duration.between(start, Instant.now());
            });

            assertThat(waits)
                    .allSatisfy(wait ->
                            assertThat(wait).isLessThan(CONNECTION.plus(SOCKET).plus(REST)));
        }
    }

    @Test
    void a_write_of_a_locked_row_ends_after_the_lock_timeout() {
        STORE.store().kv().set("locked", 1);
        STORE.store().inTransaction(holder -> {
            holder.kv().set("locked", 2);

            DatabaseException failure = catchThrowableOfType(
                    DatabaseException.class, () -> shortRetries().kv().set("locked", 3));

            assertThat(failure.sqlState()).isEqualTo("55P03");
            return null;
        });
    }

    /** As the lock time-out is retried, the limit of the retries counts. */
    private NventStore shortRetries() {
        store.close();
        store = NventStore.open(options()
                .withRetries(new RetryPolicy(100, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(100))));
        return store;
    }

    @Test
    void a_long_statement_ends_after_the_statement_timeout() {
        Instant start = Instant.now();
        assertThat(catchThrowableOfType(
                        DataAccessException.class, () -> store.reports().dsl().fetch("SELECT pg_sleep(10)")))
                .hasMessageContaining("statement timeout");
        assertThat(Duration.between(start, Instant.now())).isLessThan(STATEMENT.plus(REST));
    }

    @Test
    void time_limits_of_the_role_win() {
        try (NventStore own = NventStore.open(StoreOptions.of(proxy.url() + "&options=-c%20lock_timeout=123ms")
                .withSchema(STORE.schema()))) {
            assertThat(own.reports().dsl().fetchValue("SELECT current_setting('lock_timeout')"))
                    .isEqualTo("123ms");
            assertThat(own.reports().dsl().fetchValue("SELECT current_setting('statement_timeout')"))
                    .isEqualTo("25s");
        }
    }

    @Test
    void opening_on_a_silent_network_ends() {
        proxy.silence();

        // One time-out for encryption, and one without it.
        assertFailsWithin(Duration.ofSeconds(2), null, () -> NventStore.open(options()));
    }

    @Test
    void a_migration_on_a_network_that_goes_silent_ends() throws Exception {
        StoreOptions unlimited = StoreOptions.of(proxy.url() + "&connectTimeout=1");
        try (Connection connection = unlimited.unpooled().getConnection();
                Statement statement = connection.createStatement()) {
            proxy.silence();
            Instant start = Instant.now();

            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("SELECT pg_sleep(40)"));

            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void a_long_statement_of_a_migration_is_not_given_up() throws Exception {
        StoreOptions unlimited = StoreOptions.of(proxy.url() + "&connectTimeout=1");
        try (Connection connection = unlimited.unpooled().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT pg_sleep(4)")).isTrue();
        }
    }

    @Test
    void a_slow_network_is_no_error() {
        proxy.delay(Duration.ofMillis(50));

        IntStream.range(0, 5).forEach(i -> store.kv().set("slow", i));

        assertThat(store.kv().get("slow")).contains(4);
    }

    @Test
    void a_store_goes_on_after_its_connections_were_cut() {
        proxy.cut();
        catchThrowableOfType(DatabaseException.class, () -> store.kv().set("cut", 1));
        catchThrowableOfType(DatabaseException.class, () -> store.kv().set("cut", 1));

        store.kv().set("cut", 2);

        assertThat(store.kv().get("cut")).contains(2);
    }

    /** The pool by itself would try the next connection some four seconds later. */
    @Test
    void a_call_succeeds_soon_after_the_end_of_an_outage() {
        StoreOptions patient = StoreOptions.of(proxy.url())
                .withSchema(STORE.schema())
                .withPool(PoolOptions.DEFAULT.withConnectionTimeout(Duration.ofSeconds(4)));
        try (NventStore waiting = NventStore.open(patient)) {
            proxy.refuse();
            var written = CompletableFuture.runAsync(() -> {
                while (catchThrowable(() -> waiting.kv().set("outage", 1)) != null) {
                    // Callers go on.
                }
            });
            Waits.pause(6_000);
            proxy.heal();
            Instant healed = Instant.now();
            written.join();

            assertThat(Duration.between(healed, Instant.now())).isLessThan(Duration.ofMillis(1_500));
        }
    }

    private static DatabaseException assertFailsWithin(Duration limit, String sqlState, ThrowingCallable call) {
        Instant start = Instant.now();
        DatabaseException failure = catchThrowableOfType(DatabaseException.class, call);
        Duration time = Duration.between(start, Instant.now());
        assertThat(failure).isNotNull();
        if (sqlState != null) {
            assertThat(failure.sqlState()).isEqualTo(sqlState);
        }
        assertThat(time).isLessThan(limit.plus(REST));
        return failure;
    }
}

package dev.nvent.store.it;

import static dev.nvent.store.jooq.Tables.KV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.NventStore;
import dev.nvent.store.RetryPolicy;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.Transaction;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.stream.NewEvent;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operations in a transaction of the store or of the caller. */
class TransactionTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @Test
    void a_transaction_commits_streams_indexes_and_keys_together() {
        int version = STORE.store().inTransaction(tx -> {
            tx.stream("nq:order:1").append(NewEvent.of("order.placed"));
            tx.flows().add("together", 1, Map.of("displayName", "Together"));
            tx.kv().set("together", 1);
            return tx.flows().get("together").orElseThrow().version();
        });

        assertThat(version).isZero();
        assertThat(STORE.store().stream("nq:order:1").read().events()).hasSize(1);
        assertThat(STORE.store().flows().get("together")).isPresent();
        assertThat(STORE.store().kv().get("together")).contains(1);
    }

    @Test
    void an_exception_rolls_back_and_is_rethrown_unchanged() {
        IOException thrown = new IOException("thrown by the caller");

        assertThatThrownBy(() -> STORE.store().inTransaction(tx -> {
                    tx.kv().set("undone", 1);
                    tx.stream("undone:stream").append(NewEvent.of("undone"));
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(STORE.store().kv().get("undone")).isEmpty();
        assertThat(STORE.store().stream("undone:stream").read().events()).isEmpty();
    }

    @Test
    void an_error_of_the_callers_own_sql_is_not_translated() {
        SQLException thrown = new SQLException("thrown by the caller");

        assertThatThrownBy(() -> STORE.store().inTransaction(tx -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    @Test
    void a_partition_that_was_rolled_back_is_created_again() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> STORE.store().inTransaction(tx -> {
                        tx.stream("rolled:back").append(NewEvent.of("one"));
                        tx.stream("rolled:back").append(NewEvent.of("two"));
                        throw new IllegalStateException();
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        STORE.store().stream("rolled:back").append(NewEvent.of("three"));

        assertThat(STORE.store().stream("rolled:back").read().events()).hasSize(1);
    }

    @Test
    void a_failed_nested_transaction_rolls_back_to_its_savepoint_only() {
        STORE.store().inTransaction(tx -> {
            tx.kv().set("outer", 1);
            assertThatThrownBy(() -> tx.inTransaction(nested -> {
                        nested.kv().set("inner", 1);
                        throw new IllegalStateException();
                    }))
                    .isInstanceOf(IllegalStateException.class);
            tx.kv().set("after", 1);
            return null;
        });

        assertThat(STORE.store().kv().getAll(List.of("outer", "inner", "after")))
                .containsOnlyKeys("outer", "after");
    }

    @Test
    void a_database_error_in_a_nested_transaction_does_not_abort_the_outer_one() {
        STORE.store().inTransaction(tx -> {
            tx.kv().set("number", "not a number");
            assertThatThrownBy(() -> tx.inTransaction(nested -> nested.kv().increment("number", 1)))
                    .isInstanceOf(IncrementException.class);
            tx.kv().set("number", 5);
            return null;
        });

        assertThat(STORE.store().kv().get("number")).contains(5);
    }

    @Test
    void a_failed_transaction_is_not_retried_after_a_database_error() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> STORE.store().inTransaction(tx -> {
                    tx.kv().set("broken", "text");
                    assertThatThrownBy(() -> tx.kv().increment("broken", 1));
                    return tx.kv().get("broken");
                }))
                .satisfies(e -> assertThat(e.sqlState()).isEqualTo("25P02"));
    }

    @Test
    void a_completed_transaction_rejects_further_use() {
        var kept = new AtomicReference<Transaction>();
        STORE.store().inTransaction(tx -> {
            kept.set(tx);
            return null;
        });

        assertThatExceptionOfType(StoreClosedException.class)
                .isThrownBy(() -> kept.get().kv().set("late", 1))
                .withMessageContaining("kv.set on 'late'")
                .withMessageContaining("transaction");
        assertThatExceptionOfType(StoreClosedException.class)
                .isThrownBy(() -> kept.get().reports().dsl());
        assertThatExceptionOfType(StoreClosedException.class)
                .isThrownBy(() -> kept.get().inTransaction(tx -> null));
    }

    @Test
    void the_callers_connection_stays_open_and_is_committed_by_the_caller() throws SQLException {
        try (Connection connection = STORE.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            STORE.store().using(connection).kv().set("callers", 1);
            assertThat(STORE.store().kv().get("callers")).isEmpty();
            connection.commit();
            connection.setAutoCommit(true);
        }

        assertThat(STORE.store().kv().get("callers")).contains(1);
    }

    @Test
    void a_transaction_inside_the_callers_transaction_is_a_savepoint() throws SQLException {
        try (Connection connection = STORE.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            STORE.store().using(connection).inTransaction(tx -> {
                tx.kv().set("savepoint", 1);
                return null;
            });
            connection.rollback();
            connection.setAutoCommit(true);
        }

        assertThat(STORE.store().kv().get("savepoint")).isEmpty();
    }

    @Test
    void a_transaction_on_an_autocommit_connection_of_the_caller_commits() throws SQLException {
        try (Connection connection = STORE.dataSource().getConnection()) {
            STORE.store().using(connection).inTransaction(tx -> {
                tx.kv().set("whole", 1);
                return null;
            });
            assertThat(connection.getAutoCommit()).isTrue();
        }

        assertThat(STORE.store().kv().get("whole")).contains(1);
    }

    @Test
    void an_append_joins_the_callers_jooq_transaction_as_an_outbox() {
        TestPostgres.execute("CREATE TABLE " + STORE.schema() + ".orders (id INT PRIMARY KEY)");
        var orders = DSL.table(DSL.name(STORE.schema(), "orders"));
        var id = DSL.field(DSL.name("id"), Integer.class);
        var callers = DSL.using(STORE.dataSource(), SQLDialect.POSTGRES);

        callers.transaction(configuration -> {
            configuration.dsl().insertInto(orders, id).values(1).execute();
            STORE.store().using(configuration).stream("shop:order:1").append(NewEvent.of("placed"));
        });
        assertThatThrownBy(() -> callers.transaction(configuration -> {
                    configuration.dsl().insertInto(orders, id).values(2).execute();
                    STORE.store().using(configuration).stream("shop:order:2").append(NewEvent.of("placed"));
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(callers.fetchCount(orders)).isEqualTo(1);
        assertThat(STORE.store().stream("shop:order:1").read().events()).hasSize(1);
        assertThat(STORE.store().stream("shop:order:2").read().events()).isEmpty();
    }

    @Test
    void reports_see_the_writes_of_their_transaction() {
        int keys = STORE.store().inTransaction(tx -> {
            tx.kv().set("reported", 1);
            return tx.reports().dsl().fetchCount(KV, KV.KEY.eq("reported"));
        });

        assertThat(keys).isEqualTo(1);
    }

    @Test
    void a_transaction_with_retries_runs_again_after_a_deadlock() {
        STORE.store().kv().set("deadlock:0", 0);
        STORE.store().kv().set("deadlock:1", 0);
        var barrier = new CyclicBarrier(2);
        var runs = new AtomicInteger();

        ConcurrentCallers.run(
                2,
                caller -> STORE.store().inTransaction(RetryPolicy.DEFAULT, tx -> {
                    tx.kv().increment("deadlock:" + caller, 1);
                    if (runs.incrementAndGet() <= 2) {
                        await(barrier);
                    }
                    return tx.kv().increment("deadlock:" + (1 - caller), 1);
                }));

        assertThat(runs).hasValue(3);
        assertThat(STORE.store()
                        .kv()
                        .getAll(List.of("deadlock:0", "deadlock:1"))
                        .values())
                .allSatisfy(value -> assertThat(value).hasToString("2"));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_transaction_with_retries_does_not_run_again_after_another_error() {
        var runs = new AtomicInteger();

        assertThatThrownBy(() -> STORE.store().inTransaction(RetryPolicy.DEFAULT, tx -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException("of the caller");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(runs).hasValue(1);
    }

    @Test
    void single_writes_of_many_callers_succeed_with_serializable_as_the_default_isolation() {
        var dataSource = TestPostgres.hostile(TestPostgres.url());
        dataSource.setOptions("-c default_transaction_isolation=serializable");
        try (var pool = new HikariDataSource()) {
            pool.setDataSource(dataSource);
            pool.setMaximumPoolSize(16);
            try (NventStore store = NventStore.open(StoreOptions.of(pool).withSchema(STORE.schema()))) {
                ConcurrentCallers.run(16, caller -> {
                    for (int i = 0; i < 50; i++) {
                        store.kv().increment("serializable", 1);
                    }
                    return caller;
                });

                assertThat(store.kv().get("serializable"))
                        .hasValueSatisfying(sum -> assertThat(sum).hasToString("800"));
            }
        }
    }
}

package dev.nvent.store.it;

import static dev.nvent.store.jooq.Tables.KV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.concurrent.atomic.AtomicReference;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Any mix of operations in one transaction: the store's own, or one of the caller's. */
class TransactionTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @Test
    void what_one_transaction_does_on_all_tiers_is_there_after_it() {
        int version = STORE.store().inTransaction(tx -> {
            tx.stream("nq:order:1").append(NewEvent.of("order.placed"));
            tx.flows().add("all-tiers", 1, Map.of("displayName", "All tiers"));
            tx.kv().set("all-tiers", 1);
            return tx.flows().get("all-tiers").orElseThrow().version();
        });

        assertThat(version).isZero();
        assertThat(STORE.store().stream("nq:order:1").read().events()).hasSize(1);
        assertThat(STORE.store().flows().get("all-tiers")).isPresent();
        assertThat(STORE.store().kv().get("all-tiers")).contains(1);
    }

    @Test
    void an_exception_undoes_everything_and_arrives_as_it_was_thrown() {
        IOException thrown = new IOException("the caller's");

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
        SQLException thrown = new SQLException("the caller's");

        assertThatThrownBy(() -> STORE.store().inTransaction(tx -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    @Test
    void a_partition_that_a_rollback_took_back_is_made_again() {
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
    void a_nested_transaction_that_fails_undoes_only_itself() {
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
    void a_nested_transaction_survives_an_error_of_the_database_in_it() {
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
    void after_an_error_of_the_database_nothing_is_tried_again_within_the_transaction() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> STORE.store().inTransaction(tx -> {
                    tx.kv().set("broken", "text");
                    assertThatThrownBy(() -> tx.kv().increment("broken", 1));
                    return tx.kv().get("broken");
                }))
                .satisfies(e -> assertThat(e.sqlState()).isEqualTo("25P02"));
    }

    @Test
    void a_transaction_that_has_ended_refuses_every_use() {
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
    void a_transaction_within_the_callers_is_a_savepoint_of_it() throws SQLException {
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
    void a_transaction_on_a_connection_of_the_caller_that_is_in_none_is_a_whole_one() throws SQLException {
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
    void an_append_is_an_outbox_beside_the_callers_own_tables_in_their_jooq() {
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
    void reports_see_what_their_transaction_wrote() {
        int keys = STORE.store().inTransaction(tx -> {
            tx.kv().set("reported", 1);
            return tx.reports().dsl().fetchCount(KV, KV.KEY.eq("reported"));
        });

        assertThat(keys).isEqualTo(1);
    }
}

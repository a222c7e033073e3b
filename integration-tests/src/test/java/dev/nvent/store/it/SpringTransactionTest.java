package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.stream.NewEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A store on Spring's transaction-aware DataSource joins the application's transactions. */
class SpringTransactionTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static NventStore store;
    private static TransactionTemplate transactions;

    @BeforeAll
    static void open() {
        store = NventStore.open(joining());
        transactions = new TransactionTemplate(new DataSourceTransactionManager(STORE.dataSource()));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void operations_are_committed_with_the_applications_transaction() {
        transactions.executeWithoutResult(status -> {
            store.stream("spring:order:1").append(NewEvent.of("placed"));
            store.kv().set("spring", 1);
        });

        assertThat(STORE.store().kv().get("spring")).contains(1);
    }

    @Test
    void operations_are_rolled_back_with_the_applications_transaction() {
        transactions.executeWithoutResult(status -> {
            store.kv().set("rolled back", 1);
            store.inTransaction(tx -> {
                tx.kv().set("rolled back too", 1);
                return null;
            });
            status.setRollbackOnly();
        });

        assertThat(STORE.store().kv().keys("rolled back*").keys()).isEmpty();
    }

    @Test
    void a_failed_store_transaction_rolls_back_to_its_savepoint_only() {
        transactions.executeWithoutResult(status -> {
            store.kv().set("kept", "text");
            assertThatThrownBy(() -> store.inTransaction(tx -> {
                        tx.kv().set("undone", 1);
                        return tx.kv().increment("kept", 1);
                    }))
                    .isInstanceOf(IncrementException.class);
        });

        assertThat(STORE.store().kv().get("kept")).contains("text");
        assertThat(STORE.store().kv().get("undone")).isEmpty();
    }

    @Test
    void operations_outside_a_transaction_autocommit() {
        store.kv().set("by itself", 1);

        assertThat(STORE.store().kv().get("by itself")).contains(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_rollback_leaves_no_trace_of(Write write) {
        transactions.executeWithoutResult(status -> {
            write.run(store);
            status.setRollbackOnly();
        });

        assertThat(write.isVisible(STORE.store())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void with_group_commit_a_rollback_leaves_no_trace_of(Write write) {
        try (NventStore grouping = NventStore.open(joining().withGroupCommit(true))) {
            ConcurrentCallers.run(caller -> transactions.execute(status -> {
                write.run(grouping);
                status.setRollbackOnly();
                return null;
            }));
        }

        assertThat(write.isVisible(STORE.store())).isFalse();
    }

    @Test
    void with_group_commit_writes_outside_of_transactions_share_them() {
        try (NventStore grouping = NventStore.open(joining().withGroupCommit(true))) {
            int writes = 50;
            List<String> statements = STORE.statementsOf(() -> ConcurrentCallers.run(caller -> {
                for (int i = 0; i < writes; i++) {
                    grouping.stream("spring:grouped:1").append(NewEvent.of("placed"));
                }
                return null;
            }));

            assertThat(statements).hasSizeLessThan(ConcurrentCallers.COUNT * writes);
        }
    }

    @Test
    void a_store_can_be_opened_within_a_transaction() {
        transactions.executeWithoutResult(status -> {
            try (NventStore opened = NventStore.open(joining().withPrefix("opened_within"))) {
                opened.kv().set("rolled back", 1);
            }
            status.setRollbackOnly();
        });

        try (NventStore opened = NventStore.open(joining().withPrefix("opened_within"))) {
            assertThat(opened.kv().get("rolled back")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_data_source_that_does_not_join_is_refused_within_a_transaction_by(Write write) {
        transactions.executeWithoutResult(status -> assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> write.run(STORE.store()))
                .withMessageContaining("TransactionAwareDataSourceProxy"));

        assertThat(write.isVisible(STORE.store())).isFalse();
    }

    @Test
    void a_data_source_that_does_not_join_is_accepted_within_a_transaction_on_another_database() {
        var elsewhere =
                new TransactionTemplate(new DataSourceTransactionManager(TestPostgres.hostile(TestPostgres.url())));

        elsewhere.executeWithoutResult(status -> STORE.store().kv().set("elsewhere", 1));

        assertThat(STORE.store().kv().get("elsewhere")).contains(1);
    }

    @Test
    void a_data_source_that_does_not_join_is_accepted_while_the_transaction_is_suspended() {
        var suspended = new TransactionTemplate(transactions.getTransactionManager());
        suspended.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);

        transactions.executeWithoutResult(status ->
                suspended.executeWithoutResult(none -> STORE.store().kv().set("suspended", 1)));

        assertThat(STORE.store().kv().get("suspended")).contains(1);
    }

    private static StoreOptions joining() {
        return StoreOptions.of(new TransactionAwareDataSourceProxy(STORE.dataSource()))
                .withSchema(STORE.schema());
    }

    /** The ways to write. */
    enum Write {
        APPEND {
            @Override
            void run(NventStore store) {
                store.stream("spring:trace:append").append(NewEvent.of("placed"));
            }

            @Override
            boolean isVisible(NventStore store) {
                return !store.stream("spring:trace:append").read().events().isEmpty();
            }
        },
        INDEX {
            @Override
            void run(NventStore store) {
                store.index("spring:index").add("trace", 1, Map.of());
            }

            @Override
            boolean isVisible(NventStore store) {
                return store.index("spring:index").get("trace").isPresent();
            }
        },
        KEY {
            @Override
            void run(NventStore store) {
                store.kv().set("spring:trace", 1);
            }

            @Override
            boolean isVisible(NventStore store) {
                return store.kv().get("spring:trace").isPresent();
            }
        },
        TRANSITION {
            @Override
            void run(NventStore store) {
                store.transition().set("spring:transition", 1).apply();
            }

            @Override
            boolean isVisible(NventStore store) {
                return store.kv().get("spring:transition").isPresent();
            }
        },
        IMPORT {
            @Override
            void run(NventStore store) {
                store.importEvents(events -> events.append("spring:trace:import", NewEvent.of("placed")));
            }

            @Override
            boolean isVisible(NventStore store) {
                return !store.stream("spring:trace:import").read().events().isEmpty();
            }
        };

        abstract void run(NventStore store);

        abstract boolean isVisible(NventStore store);
    }
}

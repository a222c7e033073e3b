package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.stream.NewEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** A store on Spring's transaction-aware DataSource joins the application's transactions. */
class SpringTransactionTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static NventStore store;
    private static TransactionTemplate transactions;

    @BeforeAll
    static void open() {
        store = NventStore.open(StoreOptions.of(new TransactionAwareDataSourceProxy(STORE.dataSource()))
                .withSchema(STORE.schema()));
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
            assertThat(STORE.store().kv().get("spring")).isEmpty();
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
}

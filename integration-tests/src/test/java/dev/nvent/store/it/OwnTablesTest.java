package dev.nvent.store.it;

import static dev.nvent.store.it.Customers.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.Claim;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.it.Customers.CustomersRecord;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject.OwnIndex;
import dev.nvent.store.transition.TransitionResult;
import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.Worker;
import dev.nvent.store.work.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Indexes in a table of the user; the conformance suite runs on one too. */
class OwnTablesTest {

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers("acme");

    private final NventStore store = STORE.store();
    private final String region = UUID.randomUUID().toString();
    private final OwnIndex<CustomersRecord> subject = Customers.INDEX.index(region);
    private final SortedIndex<CustomersRecord> customers = store.index(subject);

    private static void execute(String text) {
        TestPostgres.execute(text.formatted(STORE.schema() + ".acme_customers"));
    }

    @Test
    void both_ways_of_naming_an_index_reach_its_rows_and_reports_do_too() {
        customers.add("c-1", 5, Patch.of(Customers.STATUS, "gold").and(Customers.ORDERS, 2));
        store.index("shop:customers:" + region).update("c-1", Map.of("nickname", "Ada"));

        IndexEntry<CustomersRecord> entry = customers.get("c-1").orElseThrow();
        assertThat(entry.get(Customers.STATUS)).isEqualTo("gold");
        assertThat(entry.get("nickname", String.class)).contains("Ada");
        assertThat(entry.version()).isOne();
        assertThat(store.reports()
                        .dsl()
                        .select(CUSTOMERS.status, CUSTOMERS.orders)
                        .from(CUSTOMERS)
                        .where(CUSTOMERS.region.eq(region))
                        .fetch()
                        .map(row -> row.value1() + " " + row.value2()))
                .containsExactly("gold 2");
    }

    @Test
    void a_call_sends_the_same_statements_as_on_a_table_of_the_store() {
        customers.add("c-1", 5, Map.of());

        assertThat(STORE.statementsOf(() -> customers.increment("c-1", Customers.ORDERS, 1)))
                .singleElement()
                .asString()
                .contains("\"acme_customers\"", "\"orders\"")
                .doesNotContain("extra");
        assertThat(STORE.statementsOf(() -> customers.update("c-1", Map.of("nickname", "Ada"))))
                .singleElement()
                .asString()
                .contains("nvent_jsonb_deep_merge");
    }

    @Test
    void entries_are_claimed_at_their_score() {
        customers.add("due", 5, Map.of());
        customers.add("later", Instant.now().plusSeconds(60).toEpochMilli(), Map.of());

        List<Claim<CustomersRecord>> claims = customers.claim(10, Duration.ofMinutes(1));

        assertThat(claims).extracting(claim -> claim.entry().id()).containsExactly("due");
        int version = claims.getFirst().entry().version();
        assertThat(customers.claim(10, Duration.ofMinutes(1))).isEmpty();
        assertThat(customers.extend("due", version, Duration.ofMinutes(2)))
                .isEqualTo(new UpdateResult.Updated(version + 1));
        assertThat(customers.release("due", version)).isInstanceOf(UpdateResult.Conflict.class);
        assertThat(customers.reschedule("due", version + 1, DueTime.after(Duration.ofHours(1))))
                .isEqualTo(new UpdateResult.Updated(version + 2));
        assertThat(customers.delete("due", version + 2)).isTrue();
    }

    @Test
    void a_transition_changes_them_together_with_events() {
        customers.add("c-1", 5, Patch.of(Customers.STATUS, "new"));
        String run = UUID.randomUUID().toString();

        TransitionResult result = store.transition()
                .expect(subject, "c-1", Customers.STATUS, "new")
                .update(subject, "c-1", Patch.of(Customers.STATUS, "gold"))
                .increment(subject, "c-1", Customers.ORDERS, 3)
                .append("nvent:flow:run:" + run, NewEvent.of("upgraded"))
                .apply();

        assertThat(result).isInstanceOf(TransitionResult.Applied.class);
        assertThat(customers.get("c-1").orElseThrow().get(Customers.ORDERS)).isEqualTo(3);
        assertThat(store.transition()
                        .expect(subject, "c-1", Customers.STATUS, "new")
                        .update(subject, "c-1", Patch.of(Customers.STATUS, "silver"))
                        .apply())
                .isInstanceOf(TransitionResult.Conflict.class);
    }

    @Test
    void a_transaction_covers_them() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.inTransaction(tx -> {
                    tx.index(subject).add("c-1", 1, Map.of());
                    throw new IllegalStateException();
                }));

        assertThat(customers.get("c-1")).isEmpty();
    }

    @Test
    void a_worker_handles_them() throws InterruptedException {
        customers.add("c-1", 1, Patch.of(Customers.STATUS, "new"));
        var handled = new CountDownLatch(1);

        try (Worker worker = store.worker(subject, WorkerOptions.DEFAULT, task -> {
            handled.countDown();
            return Outcome.completed();
        })) {
            assertThat(handled.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(worker.held()).isLessThanOrEqualTo(1);
        }

        assertThat(customers.get("c-1")).isEmpty();
    }

    @Test
    void a_listener_gets_the_name_of_the_table_without_its_prefix() {
        var targets = new CopyOnWriteArrayList<String>();
        var options = STORE.options().withListener((operation, target) -> {
            targets.add(target);
            return result -> {};
        });
        try (NventStore observed = NventStore.open(options)) {
            observed.index(subject).add("c-1", 1, Map.of());
        }

        assertThat(targets).containsExactly("customers");
    }

    @Test
    void a_constraint_of_the_table_is_an_error_of_the_call() {
        execute("ALTER TABLE %s ADD CHECK (rank IS NULL OR rank > 0)");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> customers.add("c-1", 1, Patch.of(Customers.RANK, -1)))
                .withMessageContaining("c-1");
        assertThat(customers.get("c-1")).isEmpty();
    }
}

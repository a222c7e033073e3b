package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.PartitionLostException;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.subscription.PullSubscription;
import dev.nvent.store.subscription.StartPosition;
import dev.nvent.store.subscription.SubscribedEvent;
import dev.nvent.store.subscription.Subscription;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Batches that the caller asks for. */
@SuppressWarnings("try") // Subscriptions run while they are open.
class PullSubscriptionTest extends SubscriptionFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore("acme");

    PullSubscriptionTest() {
        super(STORE);
    }

    @Test
    void a_poll_returns_each_batch_again_until_it_is_acknowledged() {
        append(subject, "a", "b", "c");
        try (PullSubscription pull = toSubject().withBatchSize(2).pull()) {
            PullSubscription.Batch first = poll(pull);
            assertThat(first.events()).extracting(SubscribedEvent::type).containsExactly("a", "b");
            assertThat(pull.poll(Duration.ofMillis(50))).isEmpty();
            first.release();
            PullSubscription.Batch again = poll(pull);
            assertThat(again.events()).extracting(SubscribedEvent::type).containsExactly("a", "b");
            assertThat(again.acknowledge()).isTrue();
            assertThat(poll(pull).events()).extracting(SubscribedEvent::type).containsExactly("c");
        }
    }

    @Test
    @Timeout(30)
    void an_interrupt_ends_a_poll_and_stays_set() {
        try (PullSubscription pull = toSubject().pull()) {
            Thread.currentThread().interrupt();

            assertThat(pull.poll(Duration.ofHours(1))).isEmpty();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void a_poll_whose_statement_waits_does_not_hold_up_the_close_of_the_store() throws Exception {
        append(subject, "a");
        NventStore other = NventStore.open(STORE.options().withCloseTimeout(Duration.ofSeconds(1)));
        PullSubscription pull = other.subscribe(name).to(subject).pull();
        poll(pull).release();
        try (Connection locking = TestPostgres.hostile(TestPostgres.url()).getConnection();
                Statement statement = locking.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            locking.setAutoCommit(false);
            statement.execute("LOCK TABLE " + STORE.schema() + ".acme_stream IN ACCESS EXCLUSIVE MODE");
            threads.submit(() -> pull.poll(Duration.ofSeconds(5)));
            await(() -> isWaiting("acme_stream"));

            Instant start = Instant.now();
            other.close();
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
            locking.rollback();
        }
    }

    private static boolean isWaiting(String table) {
        return !TestPostgres.strings("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = '" + STORE.schema() + "."
                        + table + "'::regclass")
                .isEmpty();
    }

    @Test
    void the_status_of_a_deleted_subscription_is_refused() {
        try (PullSubscription pull = toSubject().pull()) {
            store().subscriptions().delete(name);

            assertThatExceptionOfType(StoreClosedException.class).isThrownBy(pull::status);
        }
    }

    @Test
    void a_pulled_batch_can_be_acknowledged_in_a_transaction() {
        append(subject, "a", "b");
        try (PullSubscription pull = toSubject().withBatchSize(1).pull()) {
            PullSubscription.Batch first = poll(pull);
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> store().inTransaction(transaction -> {
                        first.acknowledge(transaction);
                        throw new IllegalStateException();
                    }));
            PullSubscription.Batch again = poll(pull);
            assertThat(again.events()).extracting(SubscribedEvent::type).containsExactly("a");
            store().inTransaction(transaction -> {
                transaction.kv().set(name, 1);
                again.acknowledge(transaction);
                return null;
            });
            assertThat(poll(pull).events()).extracting(SubscribedEvent::type).containsExactly("b");
        }
    }

    @Test
    void a_batch_of_a_partition_that_was_reset_cannot_be_acknowledged() {
        append(subject, "a");
        try (PullSubscription pull = toSubject().pull()) {
            PullSubscription.Batch batch = poll(pull);
            store().subscriptions().reset(name, StartPosition.beginning());

            assertThatExceptionOfType(PartitionLostException.class)
                    .isThrownBy(() -> store().inTransaction(transaction -> {
                        batch.acknowledge(transaction);
                        return null;
                    }));
            assertThat(batch.acknowledge()).isFalse();
            assertThat(poll(pull).events()).extracting(SubscribedEvent::type).containsExactly("a");
        }
    }

    @Test
    void a_parked_event_that_is_retried_can_be_acknowledged_in_a_transaction() {
        append(subject, "a");
        park();
        store().subscriptions().retryAll(name);
        try (PullSubscription pull = toSubject().pull()) {
            PullSubscription.Batch again = poll(pull);
            assertThat(again.events()).extracting(SubscribedEvent::type).containsExactly("a");
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> store().inTransaction(transaction -> {
                        again.acknowledge(transaction);
                        throw new IllegalStateException();
                    }));
            assertThat(store().subscriptions().parked(name)).hasSize(1);
            PullSubscription.Batch last = poll(pull);
            store().inTransaction(transaction -> {
                last.acknowledge(transaction);
                return null;
            });
        }

        assertThat(store().subscriptions().parked(name)).isEmpty();
    }

    @Test
    void a_poll_that_waits_returns_a_parked_event_when_it_is_retried() {
        append(subject, "a");
        park();
        try (PullSubscription pull = toSubject().pull()) {
            assertThat(pull.poll(Duration.ofMillis(50))).isEmpty();
            store().subscriptions().retryAll(name);
            long began = System.nanoTime();
            assertThat(pull.poll(Duration.ofSeconds(60))).isPresent();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        }
    }

    private void park() {
        try (Subscription handler = fast(toSubject()).withParkingAfter(1).handle(event -> {
            throw new IllegalStateException("broken");
        })) {
            await(() -> !store().subscriptions().parked(name).isEmpty());
        }
    }

    private static PullSubscription.Batch poll(PullSubscription pull) {
        return pull.poll(Duration.ofSeconds(10)).orElseThrow();
    }
}

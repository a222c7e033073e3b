package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.await;
import static dev.nvent.store.it.Waits.pause;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.subscription.ParkedEvent;
import dev.nvent.store.subscription.SubscribedEvent;
import dev.nvent.store.subscription.Subscription;
import dev.nvent.store.subscription.SubscriptionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that fail, and events that are parked. */
@SuppressWarnings("try") // Subscriptions run while they are open.
class SubscriptionFailureTest extends SubscriptionFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore("acme");

    SubscriptionFailureTest() {
        super(STORE);
    }

    @Test
    void effects_of_a_transactional_handler_and_the_position_are_committed_together() {
        append(subject, "a", "b", "c");
        var failures = new AtomicInteger(3);
        try (Subscription subscription = fast(toSubject()).handleInTransaction((transaction, event) -> {
            transaction.kv().increment(name, 1);
            if (event.type().equals("c") && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not yet");
            }
        })) {
            await(() -> position() > 0 && lag() == 0);
        }

        assertThat(store().kv().get(name, Integer.class)).contains(3);
    }

    @Test
    void effects_of_a_transactional_batch_handler_are_rolled_back_when_it_throws() {
        append(subject, "a", "b", "c");
        var failures = new AtomicInteger(2);
        try (Subscription subscription = fast(toSubject()).handleBatchesInTransaction((transaction, events) -> {
            transaction.kv().increment(name, events.size());
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not yet");
            }
        })) {
            await(() -> position() > 0 && lag() == 0);
        }

        assertThat(store().kv().get(name, Integer.class)).contains(3);
    }

    @Test
    void effects_are_not_doubled_when_the_answer_to_their_commit_is_lost() {
        append(subject, "a", "b");
        var commits = new LostCommits(STORE.dataSource());
        StoreOptions options =
                StoreOptions.of(commits).withSchema(STORE.schema()).withPrefix(STORE.prefix());
        try (NventStore losing = NventStore.open(options);
                Subscription subscription = losing.subscribe(name)
                        .to(subject)
                        .handleInTransaction((transaction, event) -> {
                            transaction.kv().increment(name, 1);
                            if (handled.isEmpty()) {
                                commits.loseNext();
                            }
                            record(event);
                        })) {
            await(() -> commits.lost() == 1 && position() > 0 && lag() == 0);
            append(subject, "c");
            await(() -> handled.contains("c") && lag() == 0);
        }

        assertThat(store().kv().get(name, Integer.class)).contains(3);
    }

    @Test
    void a_failing_event_is_handled_until_it_succeeds_and_later_ones_wait() {
        append(subject, "a", "b", "c");
        var failures = new AtomicInteger(4);
        try (Subscription subscription = fast(toSubject()).handle(event -> {
            if (event.type().equals("b") && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not yet");
            }
            record(event);
        })) {
            awaitHandled("a", "b", "c");
        }
    }

    @Test
    void a_failure_is_visible_with_its_attempts() {
        append(subject, "a", "b");
        try (Subscription subscription = fast(toSubject()).handle(event -> {
            if (event.type().equals("b")) {
                throw new IllegalStateException("never");
            }
        })) {
            await(() -> failure().filter(failed -> failed.attempts() >= 2).isPresent());
            assertThat(failure().orElseThrow().error()).isEqualTo("java.lang.IllegalStateException: never");
            assertThat(lag()).isEqualTo(1);
        }
    }

    @Test
    void attempts_are_counted_across_restarts() {
        append(subject, "a");
        for (int i = 0; i < 2; i++) {
            var failed = new CountDownLatch(1);
            try (Subscription subscription = toSubject()
                    .withBackoff(Duration.ofMinutes(1), Duration.ofMinutes(1))
                    .handle(event -> {
                        failed.countDown();
                        throw new IllegalStateException("never");
                    })) {
                await(() -> failed.getCount() == 0);
            }
        }

        assertThat(failure().orElseThrow().attempts()).isEqualTo(2);
    }

    @Test
    void a_failure_is_kept_when_the_subscription_is_closed_before_the_next_attempt() {
        try (Subscription subscription = fast(toSubject())
                .withMaxWait(Duration.ofSeconds(1))
                .handle(event -> {
                    throw new IllegalStateException("never");
                })) {
            append(type + ":2", "passed over");
            pause(300);
            append(subject, "a");
            await(() -> failure().isPresent());
            // The next attempt waits for its batch to fill.
            pause(50);
        }

        assertThat(failure()).isPresent();
    }

    @Test
    void an_event_is_parked_after_the_attempts_asked_for_and_can_be_retried() {
        append(subject, "a", "b", "c");
        var isMended = new AtomicBoolean();
        try (Subscription subscription = fast(toSubject()).withParkingAfter(3).handle(event -> {
            if (event.type().equals("b") && !isMended.get()) {
                throw new IllegalStateException("broken");
            }
            record(event);
        })) {
            awaitHandled("a", "c");
            List<ParkedEvent> parked = store().subscriptions().parked(name);
            assertThat(parked).hasSize(1);
            assertThat(parked.getFirst().attempts()).isEqualTo(3);
            assertThat(parked.getFirst().error()).contains("broken");

            store().subscriptions().retry(name, parked.getFirst().id());
            await(() -> store().subscriptions().parked(name).getFirst().attempts() == 4);
            isMended.set(true);
            store().subscriptions().retryAll(name);
            awaitHandled("a", "c", "b");
            await(() -> store().subscriptions().parked(name).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_error_of_a_handler_counts_as_a_failure(boolean inTransaction) {
        append(subject, "a", "b");
        SubscriptionBuilder builder = fast(toSubject()).withParkingAfter(2);
        try (Subscription subscription = inTransaction
                ? builder.handleInTransaction((transaction, event) -> failOnA(event))
                : builder.handle(this::failOnA)) {
            awaitHandled("b");
            assertThat(store().subscriptions().parked(name))
                    .singleElement()
                    .satisfies(parked -> assertThat(parked.error()).contains("AssertionError"));
        }
    }

    private void failOnA(SubscribedEvent event) {
        if (event.type().equals("a")) {
            throw new AssertionError("broken");
        }
        record(event);
    }

    @Test
    void a_transactional_handler_parks_without_effects_and_retries_with_them() {
        append(subject, "a", "b", "c");
        var isMended = new AtomicBoolean();
        try (Subscription subscription = fast(toSubject())
                .withParkingAfter(2)
                .handleBatchesInTransaction((transaction, events) -> {
                    transaction.kv().increment(name, events.size());
                    if (events.stream().anyMatch(event -> event.type().equals("b")) && !isMended.get()) {
                        throw new IllegalStateException("broken");
                    }
                })) {
            await(() -> lag() == 0 && position() > 0);
            assertThat(store().kv().get(name, Integer.class)).contains(2);
            isMended.set(true);
            store().subscriptions().retryAll(name);
            await(() -> store().subscriptions().parked(name).isEmpty());
        }

        assertThat(store().kv().get(name, Integer.class)).contains(3);
    }

    /** As if an earlier commit had handled it, whose answer was lost. */
    @Test
    void effects_of_a_parked_event_that_is_parked_no_more_are_rolled_back() {
        append(subject, "a");
        var isMended = new AtomicBoolean();
        try (Subscription subscription = fast(toSubject())
                .withParkingAfter(1)
                .handleInTransaction((transaction, event) -> {
                    transaction.kv().increment(name, 1);
                    if (!isMended.get()) {
                        throw new IllegalStateException("broken");
                    }
                    if (event.type().equals("a")) {
                        store().subscriptions().discard(name, event.event().id());
                    }
                    record(event);
                })) {
            await(() -> !store().subscriptions().parked(name).isEmpty());
            isMended.set(true);
            store().subscriptions().retryAll(name);
            await(() -> handled.contains("a"));
            append(subject, "b");
            await(() -> handled.contains("b") && lag() == 0);
        }

        assertThat(handled).containsExactly("a", "b");
        assertThat(store().kv().get(name, Integer.class)).contains(1);
    }

    @Test
    void the_count_of_attempts_stops_at_its_end() {
        append(subject, "a", "b");
        try (Subscription subscription = fast(toSubject()).withParkingAfter(1).handle(event -> {
            throw new IllegalStateException("broken");
        })) {
            await(() -> store().subscriptions().parked(name).size() == 2);
            TestPostgres.execute("UPDATE " + STORE.schema() + ".acme_parked_events SET attempts = 2147483647"
                    + " WHERE subscription = '" + name + "'");
            store().subscriptions().retryAll(name);
            await(() -> store().subscriptions().parked(name).stream().noneMatch(ParkedEvent::retryRequested));
        }

        assertThat(store().subscriptions().parked(name))
                .extracting(ParkedEvent::attempts)
                .containsExactly(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    @Test
    void the_attempts_on_an_event_that_is_not_parked_stop_at_their_end() {
        append(subject, "a");
        var handled = new AtomicInteger();
        try (Subscription subscription = fast(toSubject()).handle(event -> {
            throw new IllegalStateException("broken");
        })) {
            await(() -> failure().isPresent());
        }
        TestPostgres.execute("UPDATE " + STORE.schema() + ".acme_subscriptions SET attempts = 2147483646"
                + " WHERE name = '" + name + "'");

        try (Subscription subscription = fast(toSubject()).handle(event -> {
            handled.incrementAndGet();
            throw new IllegalStateException("broken");
        })) {
            await(() -> handled.get() > 3);
        }

        assertThat(failure().orElseThrow().attempts()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void many_attempts_do_not_shorten_a_long_backoff() {
        append(subject, "a");
        var handled = new AtomicInteger();
        try (Subscription subscription = fast(toSubject()).handle(event -> {
            throw new IllegalStateException("broken");
        })) {
            await(() -> failure().isPresent());
        }
        TestPostgres.execute(
                "UPDATE " + STORE.schema() + ".acme_subscriptions SET attempts = 40 WHERE name = '" + name + "'");

        try (Subscription subscription = toSubject()
                .withBackoff(Duration.ofDays(1), Duration.ofDays(1))
                .handle(event -> {
                    handled.incrementAndGet();
                    throw new IllegalStateException("broken");
                })) {
            await(() -> handled.get() > 0);
            pause(200);
        }

        assertThat(handled).hasValue(1);
    }

    @Test
    void a_parked_event_can_be_discarded() {
        append(subject, "a");
        try (Subscription subscription = fast(toSubject()).withParkingAfter(1).handle(event -> {
            throw new IllegalStateException("broken");
        })) {
            await(() -> !store().subscriptions().parked(name).isEmpty());
        }
        long id = store().subscriptions().parked(name).getFirst().id();

        assertThat(store().subscriptions().discard(name, id)).isTrue();
        assertThat(store().subscriptions().discard(name, id)).isFalse();
        assertThat(store().subscriptions().retry(name, id)).isFalse();
    }
}

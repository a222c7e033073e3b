package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.PartitionLostException;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import dev.nvent.store.subject.StreamSubject.TriggerEvents;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.ParkedEvent;
import dev.nvent.store.subscription.PullSubscription;
import dev.nvent.store.subscription.StartPosition;
import dev.nvent.store.subscription.SubscribedEvent;
import dev.nvent.store.subscription.Subscription;
import dev.nvent.store.subscription.SubscriptionBuilder;
import dev.nvent.store.subscription.SubscriptionStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one process can expect of its subscriptions. */
@SuppressWarnings("try") // Subscriptions run while they are open.
class SubscriptionTest {

    /** The names of the functions that subscriptions call do not begin with the prefix. */
    @RegisterExtension
    static final TestStore STORE = new TestStore("acme");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "subscription" + NUMBER.incrementAndGet();
    private final String type = "subscribed:t" + NUMBER.incrementAndGet();
    private final String subject = type + ":1";
    private final List<String> handled = new CopyOnWriteArrayList<>();

    @Test
    void a_handler_gets_all_events_of_a_subject_in_order_from_the_beginning() {
        append(subject, "a", "b");
        append(type + ":2", "other");
        try (Subscription subscription = toSubject().handle(this::record)) {
            awaitHandled("a", "b");
            append(subject, "c");
            awaitHandled("a", "b", "c");

            assertThat(subscription.name()).isEqualTo(name);
            assertThat(subscription.partitions()).containsExactly(0);
        }
    }

    @Test
    void a_subscription_continues_where_it_was_closed() {
        append(subject, "a");
        try (Subscription subscription = toSubject().handle(this::record)) {
            awaitHandled("a");
        }
        append(subject, "b");
        try (Subscription subscription = toSubject().handle(this::record)) {
            awaitHandled("a", "b");
        }
    }

    @Test
    void a_source_can_be_a_subject_type_the_runs_of_flows_or_all_triggers() {
        String flow = name + "-flow";
        store().stream(new FlowRunEvents(name + "1")).append(NewEvent.of("r1").withFlowName(flow));
        store().stream(new FlowRunEvents(name + "2")).append(NewEvent.of("r2").withFlowName("another"));
        store().stream(new TriggerEvents(name)).append(NewEvent.of(name + "t1"));
        append(subject, "s1");
        append(type + ":2", "s2");
        List<SubscribedEvent> events = new CopyOnWriteArrayList<>();
        try (Subscription runs = store().subscribe(name + "r")
                        .to(EventSource.runsOf(flow))
                        .handle(events::add);
                Subscription triggers = store().subscribe(name + "t")
                        .to(EventSource.triggers().withTypes(name + "t1"))
                        .handle(events::add);
                Subscription subjects = store().subscribe(name + "s")
                        .to(EventSource.subjectType(type))
                        .handle(events::add)) {
            await(() -> events.size() >= 4);
        }

        assertThat(events)
                .extracting(SubscribedEvent::subject)
                .containsExactlyInAnyOrder(
                        new FlowRunEvents(name + "1"),
                        new TriggerEvents(name),
                        new GenericStream(subject),
                        new GenericStream(type + ":2"));
    }

    @Test
    void a_source_can_be_narrowed_to_event_types() {
        append(subject, "a", "b", "c");
        try (Subscription subscription = store().subscribe(name)
                .to(EventSource.subject(subject).withTypes("a", "c"))
                .handle(this::record)) {
            awaitHandled("a", "c");
        }
    }

    @Test
    void a_subscription_can_start_now_after_an_event_or_at_a_time() {
        append(subject, "a");
        pause(5);
        long second = store().stream(subject).append(NewEvent.of("b")).id();
        Instant secondTs = store().stream(subject).read().events().getLast().ts();
        append(subject, "c");
        List<String> afterEvent = new CopyOnWriteArrayList<>();
        List<String> atTime = new CopyOnWriteArrayList<>();
        try (Subscription now = toSubject().from(StartPosition.now()).handle(this::record);
                Subscription after = store().subscribe(name + "after")
                        .to(subject)
                        .from(StartPosition.after(second))
                        .handle(event -> afterEvent.add(event.type()));
                Subscription at = store().subscribe(name + "at")
                        .to(subject)
                        .from(StartPosition.at(secondTs))
                        .handle(event -> atTime.add(event.type()))) {
            append(subject, "d");
            awaitHandled("d");
            await(() -> afterEvent.size() >= 2 && atTime.size() >= 3);
        }

        assertThat(afterEvent).containsExactly("c", "d");
        assertThat(atTime).containsExactly("b", "c", "d");
    }

    @Test
    void a_start_now_waits_for_the_transactions_that_have_drawn_ids_before() throws Exception {
        append(subject, "first of its type");
        try (Connection before = begin();
                Connection during = begin();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            append(before, "before");
            Future<Subscription> starting =
                    threads.submit(() -> toSubject().from(StartPosition.now()).handle(this::record));
            pause(200);
            assertThat(starting.isDone()).isFalse();
            append(during, "drawn before, committed after");
            append(subject, "drawn after, committed before");

            before.commit();
            try (Subscription subscription = starting.get()) {
                during.commit();
                awaitHandled("drawn before, committed after", "drawn after, committed before");
            }
        }
    }

    @Test
    void a_start_now_delivers_nothing_that_was_committed_before() throws Exception {
        append(subject, "first of its type");
        try (Connection before = begin();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            append(before, "late");
            append(subject, "before");
            Future<Subscription> starting =
                    threads.submit(() -> toSubject().from(StartPosition.now()).handle(this::record));
            pause(200);
            before.rollback();
            try (Subscription subscription = starting.get()) {
                append(subject, "after");
                awaitHandled("after");
            }
        }
    }

    private static Connection begin() throws SQLException {
        Connection connection = TestPostgres.hostile(TestPostgres.url()).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private void append(Connection connection, String type) {
        store().using(connection).stream(subject).append(NewEvent.of(type));
    }

    @Test
    void an_event_that_commits_late_is_delivered_in_the_order_of_ids() throws SQLException {
        try (Subscription subscription = toSubject().handle(this::record);
                Connection writer = TestPostgres.hostile(TestPostgres.url()).getConnection()) {
            append(subject, "first");
            awaitHandled("first");
            writer.setAutoCommit(false);
            store().using(writer).stream(subject).append(NewEvent.of("late"));
            append(subject, "early");
            pause(300);
            assertThat(handled).containsExactly("first");
            assertThat(subscription.status().writers())
                    .anySatisfy(open -> assertThat(open.age()).isPresent());

            writer.commit();
            awaitHandled("first", "late", "early");
        }
    }

    @Test
    void a_batch_handler_gets_batches_of_the_size_asked_for() {
        append(subject, "a", "b", "c", "d", "e");
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        try (Subscription subscription = toSubject().withBatchSize(2).handleBatches(events -> {
            sizes.add(events.size());
            events.forEach(this::record);
        })) {
            awaitHandled("a", "b", "c", "d", "e");
        }

        assertThat(sizes).containsExactly(2, 2, 1);
    }

    @Test
    void a_batch_waits_to_fill_as_long_as_asked_for() {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        try (Subscription subscription = toSubject()
                .withBatchSize(3)
                .withMaxWait(Duration.ofSeconds(20))
                .handleBatches(events -> sizes.add(events.size()))) {
            append(subject, "a");
            pause(100);
            append(subject, "b");
            pause(100);
            append(subject, "c");
            await(() -> !sizes.isEmpty());
        }

        assertThat(sizes).containsExactly(3);
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

    @Test
    void close_waits_for_the_handler_and_saves_its_event() {
        append(subject, "a", "b");
        var inHandler = new CountDownLatch(1);
        Subscription subscription = toSubject().handle(event -> {
            inHandler.countDown();
            Thread.sleep(300);
            record(event);
        });
        await(() -> inHandler.getCount() == 0);
        subscription.close();

        assertThat(handled).containsExactly("a");
        assertThat(lag()).isEqualTo(1);
    }

    @Test
    void close_returns_when_its_time_limit_is_over() throws InterruptedException {
        append(subject, "a");
        var inHandler = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Subscription subscription = toSubject()
                .withCloseTimeout(Duration.ofMillis(100))
                .handle(event -> {
                    inHandler.countDown();
                    end.await();
                });
        assertThat(inHandler.await(10, TimeUnit.SECONDS)).isTrue();
        long began = System.nanoTime();
        subscription.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        end.countDown();
    }

    @Test
    void a_reset_subscription_delivers_from_its_new_position() {
        append(subject, "a", "b");
        try (Subscription subscription = toSubject().handle(this::record)) {
            awaitHandled("a", "b");
            assertThat(store().subscriptions().reset(name, StartPosition.beginning()))
                    .isTrue();
            awaitHandled("a", "b", "a", "b");
        }
        assertThat(store().subscriptions().reset("none", StartPosition.now())).isFalse();
    }

    @Test
    void a_deleted_subscription_begins_anew() {
        append(subject, "a");
        try (Subscription subscription = toSubject().handle(this::record)) {
            awaitHandled("a");
        }
        assertThat(store().subscriptions().names()).contains(name);
        assertThat(store().subscriptions().delete(name)).isTrue();
        assertThat(store().subscriptions().status(name)).isEmpty();
        try (Subscription subscription = toSubject().handle(this::record)) {
            awaitHandled("a", "a");
        }
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
    void ids_that_begin_again_stop_the_subscription_with_an_error_until_it_is_reset() {
        String schema = STORE.schema();
        store().stream(new TriggerEvents(name)).append(NewEvent.of("t1"));
        store().stream(new TriggerEvents(name)).append(NewEvent.of("t2"));
        try (Subscription subscription =
                store().subscribe(name).to(new TriggerEvents(name)).handle(this::record)) {
            awaitHandled("t1", "t2");
            TestPostgres.execute("TRUNCATE " + schema + ".acme_trigger_events RESTART IDENTITY");
            store().stream(new TriggerEvents(name)).append(NewEvent.of("t3"));
            await(() -> failure()
                    .filter(failed -> failed.error().contains("set back"))
                    .isPresent());

            store().subscriptions().reset(name, StartPosition.beginning());
            awaitHandled("t1", "t2", "t3");
        }
    }

    @Test
    void a_table_whose_sequence_caches_ids_is_refused() {
        TestPostgres.execute("ALTER SEQUENCE " + STORE.schema() + ".acme_trigger_events_id_seq CACHE 5");
        try {
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() ->
                            store().subscribe(name).to(EventSource.triggers()).handle(this::record))
                    .withMessageContaining("CACHE 1");
        } finally {
            TestPostgres.execute("ALTER SEQUENCE " + STORE.schema() + ".acme_trigger_events_id_seq CACHE 1");
        }
    }

    @Test
    void bad_input_is_refused_before_anything_is_sent() {
        assertThat(STORE.statementsOf(() -> {
                    rejected(() -> store().subscribe(""));
                    rejected(() -> store().subscribe(name).handle(this::record));
                    rejected(() -> store().subscribe(name).to("acme:flows"));
                    rejected(() -> toSubject().withPartitions(0));
                    rejected(() -> toSubject().withBatchSize(0));
                    rejected(() -> toSubject().withMaxWait(Duration.ofSeconds(-1)));
                    rejected(() -> toSubject().handle(null));
                }))
                .isEmpty();
    }

    @Test
    void another_number_of_partitions_or_another_table_is_refused() {
        toSubject().withPartitions(2).handle(this::record).close();

        rejected(() -> toSubject().withPartitions(3).handle(this::record));
        rejected(() -> store().subscribe(name).to(EventSource.triggers()).handle(this::record));
    }

    @Test
    void a_store_runs_a_subscription_once() {
        try (Subscription subscription = toSubject().handle(this::record)) {
            rejected(() -> toSubject().handle(this::record));
        }
    }

    @Test
    @Tag("slow")
    void idle_subscriptions_send_at_most_two_statements_a_second() {
        List<Subscription> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(store().subscribe(name + i).to(subject).withPartitions(2).handle(this::record));
        }
        append(subject, "a");
        await(() -> handled.size() == 8);
        // Partitions without events save their position once, a few seconds later.
        pause(6_000);

        assertThat(STORE.statementsOf(() -> pause(3_000))).hasSizeLessThanOrEqualTo(6);
        all.forEach(Subscription::close);
    }

    private SubscriptionBuilder toSubject() {
        return store().subscribe(name).to(subject);
    }

    private static SubscriptionBuilder fast(SubscriptionBuilder builder) {
        return builder.withBackoff(Duration.ofMillis(1), Duration.ofMillis(5));
    }

    private void record(SubscribedEvent event) {
        handled.add(event.type());
    }

    private static PullSubscription.Batch poll(PullSubscription pull) {
        return pull.poll(Duration.ofSeconds(10)).orElseThrow();
    }

    private SubscriptionStatus status() {
        return store().subscriptions().status(name).orElseThrow();
    }

    private long position() {
        return status().partitions().getFirst().position();
    }

    private long lag() {
        return status().lag().events();
    }

    private Optional<SubscriptionStatus.Failure> failure() {
        return status().partitions().getFirst().failure();
    }

    private void awaitHandled(String... types) {
        await(() -> handled.size() >= types.length);
        assertThat(handled).containsExactly(types);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 15_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("timeout").isLessThan(deadline);
            pause(10);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rejected(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(call);
    }

    private static void append(String subject, String... types) {
        for (String type : types) {
            store().stream(subject).append(NewEvent.of(type));
        }
    }

    private static NventStore store() {
        return STORE.store();
    }
}

package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.await;
import static dev.nvent.store.it.Waits.pause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.error.StoredValueException;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import dev.nvent.store.subject.StreamSubject.TriggerEvents;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.StartPosition;
import dev.nvent.store.subscription.SubscribedEvent;
import dev.nvent.store.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events that handlers receive, and the arguments that subscriptions refuse. */
@SuppressWarnings("try") // Subscriptions run while they are open.
class SubscriptionTest extends SubscriptionFixture {

    /** The names of the functions that subscriptions call do not begin with the prefix. */
    @RegisterExtension
    static final TestStore STORE = new TestStore("acme");

    SubscriptionTest() {
        super(STORE);
    }

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
                    rejected(() -> StartPosition.at(Instant.MAX));
                }))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"kind\": \"NEWER\", \"names\": [], \"types\": []}", "{\"kind\": \"RUNS\"}", "null", "[]"})
    void a_source_of_another_version_is_an_error_with_a_type(String source) {
        toSubject().handle(this::record).close();
        TestPostgres.execute("UPDATE " + STORE.schema() + ".acme_subscriptions SET source = '" + source
                + "' WHERE name = '" + name + "'");

        assertThatExceptionOfType(StoredValueException.class)
                .isThrownBy(() -> store().subscriptions().status(name));
    }

    @Test
    void a_type_that_is_given_twice_is_one() {
        assertThat(EventSource.runs().withTypes("a", "a"))
                .isEqualTo(EventSource.runs().withTypes("a"));
    }

    @RepeatedTest(5)
    void processes_that_create_a_subscription_at_the_same_time_agree_on_its_partitions() {
        List<NventStore> processes =
                Stream.generate(() -> NventStore.open(STORE.options())).limit(4).toList();
        List<Boolean> started = ConcurrentCallers.run(processes.size(), process -> {
            try {
                processes
                        .get(process)
                        .subscribe(name)
                        .to(subject)
                        .withPartitions(process + 1)
                        .handle(this::record);
                return true;
            } catch (InvalidInputException e) {
                return false;
            }
        });
        processes.forEach(NventStore::close);

        assertThat(started).containsOnlyOnce(true);
        assertThat(store().subscriptions().status(name).orElseThrow().partitions())
                .hasSize(started.indexOf(true) + 1);
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

    private static void rejected(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(call);
    }
}

package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOperations;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subscription.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How soon subscriptions learn about events, and what that costs. Two stores here are two processes to each other. */
@Tag("slow")
@SuppressWarnings("try") // Subscriptions run while they are open.
class SubscriptionWakeUpTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    /** Without a hint, an idle subscription polls once a second. */
    private static final Duration BY_HINT = Duration.ofMillis(400);

    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();
    private final ConcurrentHashMap<String, LongAdder> operations = new ConcurrentHashMap<>();
    private final List<NventStore> stores = new ArrayList<>();

    @AfterEach
    void close() {
        stores.forEach(NventStore::close);
    }

    @Test
    void an_append_wakes_the_subscription_of_its_own_process() throws InterruptedException {
        NventStore store = open();
        try (Subscription subscription = follow(store, "woken:own:1")) {
            assertThat(delays(subject -> append(store, subject), "woken:own:1"))
                    .allSatisfy(delay -> assertThat(delay).isLessThan(BY_HINT));
        }
    }

    @Test
    void a_transaction_wakes_the_subscription_when_it_has_committed() throws InterruptedException {
        NventStore store = open();
        try (Subscription subscription = follow(store, "woken:transaction:1")) {
            assertThat(delays(
                            subject -> store.inTransaction(transaction -> {
                                transaction.stream(subject).append(NewEvent.of("appended"));
                                return TimeUnit.MILLISECONDS;
                            }),
                            "woken:transaction:1"))
                    .allSatisfy(delay -> assertThat(delay).isLessThan(BY_HINT));
        }
    }

    @Test
    void an_append_wakes_the_subscription_of_another_process() throws InterruptedException {
        NventStore writer = open();
        NventStore reader = open();
        try (Subscription subscription = follow(reader, "woken:other:1")) {
            append(writer, "woken:other:1");
            assertThat(handled.poll(10, TimeUnit.SECONDS)).isNotNull();

            assertThat(delays(subject -> append(writer, subject), "woken:other:1"))
                    .allSatisfy(delay -> assertThat(delay).isLessThan(BY_HINT));
        }
    }

    @Test
    void polling_alone_finds_events_of_another_writer() throws InterruptedException {
        NventStore reader = open();
        try (Subscription subscription = follow(reader, "woken:polled:1")) {
            // The store of the test has a DataSource of the caller, and sends no hints.
            append(STORE.store(), "woken:polled:1");
            assertThat(handled.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void hints_are_sent_for_many_appends_together() throws InterruptedException {
        NventStore writer = open();
        NventStore reader = open();
        try (Subscription subscription = follow(reader, "woken:many:1")) {
            append(writer, "woken:many:1");
            assertThat(handled.poll(10, TimeUnit.SECONDS)).isNotNull();
            Thread.sleep(1_200);
            operations.clear();
            long began = System.nanoTime();
            for (int i = 0; i < 300; i++) {
                append(writer, "woken:many:1");
            }
            long tens = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) / 10;

            assertThat(count("subscriptions.notify")).isBetween(1L, tens + 2);
        }
    }

    @Test
    void without_other_subscribers_a_process_sends_at_most_one_hint_a_second() throws InterruptedException {
        NventStore writer = open();
        append(writer, "woken:nobody:1");
        Thread.sleep(100);
        operations.clear();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_500);
        while (System.nanoTime() < end) {
            append(writer, "woken:nobody:1");
        }

        assertThat(count("subscriptions.notify")).isLessThanOrEqualTo(2);
    }

    @Test
    void without_other_subscribers_a_process_looks_for_them_ever_more_rarely_and_opens_no_connection()
            throws InterruptedException {
        NventStore writer =
                open("woken-quiet", PoolOptions.DEFAULT.withMaxSize(1).withMinIdle(1));
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(3_500);
        append(writer, "woken:quiet:1");
        List<String> connections = connections("woken-quiet");
        while (System.nanoTime() < end) {
            append(writer, "woken:quiet:1");
        }

        // After 0, 1 and 3 seconds.
        assertThat(count("subscriptions.notify")).isBetween(1L, 3L);
        assertThat(connections("woken-quiet")).isEqualTo(connections);
    }

    private static List<String> connections(String application) {
        return TestPostgres.strings(
                "SELECT pid::text FROM pg_stat_activity WHERE application_name = '" + application + "' ORDER BY pid");
    }

    @Test
    void ten_idle_subscriptions_send_at_most_two_statements_a_second() throws InterruptedException {
        NventStore store = open();
        List<Subscription> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(store.subscribe("idle" + i)
                    .to("woken:idle:" + i)
                    .withPartitions(2)
                    .handle(event -> handled.add(event.type())));
        }
        Thread.sleep(3_000);
        operations.clear();
        Thread.sleep(5_000);

        assertThat(operations.values().stream().mapToLong(LongAdder::sum).sum()).isBetween(5L, 10L);
        all.forEach(Subscription::close);
    }

    @Test
    void an_open_writer_is_polled_ever_more_rarely_and_its_end_noticed_at_once() throws Exception {
        NventStore store = open();
        try (Subscription subscription = follow(store, "woken:open:1")) {
            append(store, "woken:open:1");
            assertThat(handled.poll(10, TimeUnit.SECONDS)).isNotNull();
            var isAppended = new CompletableFuture<Boolean>();
            var mayEnd = new CompletableFuture<Boolean>();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> rollBack(store, isAppended, mayEnd));
            assertThat(isAppended).succeedsWithin(Duration.ofSeconds(10));
            append(store, "woken:open:1");
            Thread.sleep(4_000);
            operations.clear();
            Thread.sleep(2_000);
            long polls = count("subscriptions.poll");
            assertThat(handled).isEmpty();
            mayEnd.complete(true);
            long ended = System.nanoTime();

            assertThat(handled.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(BY_HINT);
            // At least half a second apart; every 64 ms would be 31.
            assertThat(polls).isBetween(1L, 5L);
            assertThat(writer).failsWithin(Duration.ofSeconds(10));
        }
    }

    private static void rollBack(
            NventStore store, CompletableFuture<Boolean> isAppended, CompletableFuture<Boolean> mayEnd) {
        store.inTransaction(transaction -> {
            append(transaction, "woken:open:1");
            isAppended.complete(true);
            mayEnd.join();
            throw new IllegalStateException("rolled back");
        });
    }

    private NventStore open() {
        return open("woken", PoolOptions.DEFAULT);
    }

    private NventStore open(String application, PoolOptions pool) {
        String url = TestPostgres.url();
        NventStore store = NventStore.open(StoreOptions.of(
                        url + (url.contains("?") ? "&" : "?") + "ApplicationName=" + application)
                .withSchema(STORE.schema())
                .withPool(pool)
                .withListener((operation, target) -> {
                    operations
                            .computeIfAbsent(operation, any -> new LongAdder())
                            .increment();
                    return result -> {};
                }));
        stores.add(store);
        return store;
    }

    private Subscription follow(NventStore store, String subject) throws InterruptedException {
        Subscription subscription = store.subscribe(subject).to(subject).handle(event -> handled.add(event.type()));
        var isOwner = new AtomicBoolean();
        for (int wait = 0; wait < 500 && !isOwner.get(); wait++) {
            Thread.sleep(10);
            isOwner.set(!subscription.partitions().isEmpty());
        }
        return subscription;
    }

    /** How long after its append each of some events is handled, while the subscription is idle before. */
    private List<Duration> delays(Consumer<String> append, String subject) throws InterruptedException {
        var delays = new ArrayList<Duration>();
        for (int i = 0; i < 3; i++) {
            Thread.sleep(1_500);
            long began = System.nanoTime();
            append.accept(subject);
            assertThat(handled.poll(10, TimeUnit.SECONDS)).isNotNull();
            delays.add(Duration.ofNanos(System.nanoTime() - began));
        }
        return delays;
    }

    private long count(String operation) {
        LongAdder counted = operations.get(operation);
        return counted == null ? 0 : counted.sum();
    }

    private static void append(StoreOperations store, String subject) {
        store.stream(subject).append(NewEvent.of("appended"));
    }
}

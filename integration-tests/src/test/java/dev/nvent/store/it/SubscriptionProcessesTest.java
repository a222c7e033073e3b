package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.Subscription;
import dev.nvent.store.subscription.SubscriptionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several processes that run one subscription; each is a store of its own. */
@SuppressWarnings("try") // Subscriptions run while they are open.
@Tag("slow")
class SubscriptionProcessesTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "shared" + NUMBER.incrementAndGet();
    private final String type = "shared:t" + NUMBER.get();

    private NventStore first;
    private NventStore second;

    @BeforeEach
    void open() {
        first = NventStore.open(options());
        second = NventStore.open(options());
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void partitions_are_shared_when_a_process_joins_and_taken_over_when_it_leaves() {
        try (Subscription one = partitioned(first).handle(event -> {})) {
            await(() -> one.partitions().size() == 4);
            try (Subscription two = partitioned(second).handle(event -> {})) {
                await(() -> one.partitions().size() == 2 && two.partitions().size() == 2);
            }
            await(() -> one.partitions().size() == 4);
        }
    }

    @Test
    void partitions_of_a_dead_process_are_taken_over_when_their_leases_end() {
        List<String> handled = new CopyOnWriteArrayList<>();
        partitioned(first).handle(event -> {}).close();
        // A process that has died does not release its partitions.
        update("owner = 'dead', lease_until = extract(epoch FROM clock_timestamp()) * 1000 + 2000");
        append(1, "a");
        try (Subscription subscription = partitioned(first).handle(event -> handled.add(event.type()))) {
            assertThat(subscription.partitions()).isEmpty();
            await(() -> handled.size() == 1 && subscription.partitions().size() == 4);
        }
    }

    @Test
    void a_saved_position_renews_the_lease() {
        List<String> handled = new CopyOnWriteArrayList<>();
        try (Subscription subscription =
                first.subscribe(name).to(EventSource.subjectType(type)).handle(event -> handled.add(event.type()))) {
            await(() -> subscription.partitions().size() == 1);
            // The renewal every 1.5 s does not come between each of the pairs.
            for (int i = 1; i <= 6; i++) {
                int saved = i;
                update("lease_until = 0");
                append(1, "a");
                await(() ->
                        handled.size() == saved && subscription.status().lag().events() == 0);
                assertThat(TestPostgres.strings("SELECT lease_until > 0 FROM " + STORE.schema()
                                + ".nvent_subscriptions WHERE name = '" + name + "'"))
                        .containsExactly("t");
            }
        }
    }

    @Test
    void a_process_that_was_paused_past_its_lease_commits_no_effects_and_the_next_owner_does() {
        var inHandler = new CountDownLatch(1);
        var resumed = new CountDownLatch(1);
        append(1, "a");
        try (Subscription paused = transactional(first, () -> {
            inHandler.countDown();
            resumed.await();
        })) {
            await(() -> inHandler.getCount() == 0);
            // Another process has taken the partition over meanwhile, and has died.
            update("fence = fence + 1, owner = 'another', lease_until = 0");
            resumed.countDown();

            await(() -> effects() == 1);
            assertThat(paused.status().partitions().getFirst().position()).isPositive();
        }
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void a_process_that_was_paused_past_its_lease_saves_no_position() {
        var inHandler = new CountDownLatch(1);
        var resumed = new CountDownLatch(1);
        var calls = new AtomicInteger();
        append(1, "a");
        try (Subscription paused = first.subscribe(name)
                .to(EventSource.subjectType(type))
                .handle(event -> {
                    if (calls.incrementAndGet() == 1) {
                        inHandler.countDown();
                        resumed.await();
                    }
                })) {
            await(() -> inHandler.getCount() == 0);
            update("fence = fence + 1, owner = 'another', lease_until = 0");
            resumed.countDown();

            await(() -> calls.get() == 2);
        }
    }

    @Test
    void events_of_a_key_are_handled_once_and_in_order_while_processes_come_and_go() throws Exception {
        int keys = 16;
        int rounds = 40;
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int round = 0; round < rounds; round++) {
                for (int key = 0; key < keys; key++) {
                    append(key, String.valueOf(round));
                }
            }
        });
        Map<String, List<String>> handled = new ConcurrentHashMap<>();
        try (Subscription one = recording(first, handled)) {
            for (int i = 0; i < 3; i++) {
                try (Subscription two = recording(second, handled)) {
                    await(() -> two.partitions().size() == 2);
                }
            }
            writer.join();
            await(() -> handled.values().stream().mapToInt(List::size).sum() >= keys * rounds);
        }

        List<String> inOrder =
                IntStream.range(0, rounds).mapToObj(String::valueOf).toList();
        assertThat(handled)
                .hasSize(keys)
                .allSatisfy((key, events) -> assertThat(events).isEqualTo(inOrder));
    }

    private SubscriptionBuilder partitioned(NventStore store) {
        return store.subscribe(name).to(EventSource.subjectType(type)).withPartitions(4);
    }

    /** At least once: a clean hand-over leaves no event to be handled twice. */
    private Subscription recording(NventStore store, Map<String, List<String>> handled) {
        return partitioned(store)
                .withBatchSize(5)
                .handleBatches(events -> events.forEach(
                        event -> handled.computeIfAbsent(event.subject().key(), key -> new CopyOnWriteArrayList<>())
                                .add(event.type())));
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private Subscription transactional(NventStore store, Step whileHandling) {
        return store.subscribe(name)
                .to(EventSource.subjectType(type))
                .withBackoff(Duration.ofMillis(1), Duration.ofMillis(5))
                .handleInTransaction((tx, event) -> {
                    tx.kv().increment(name, 1);
                    whileHandling.run();
                });
    }

    private long effects() {
        return STORE.store().kv().get(name, Long.class).orElse(0L);
    }

    private void append(int key, String eventType) {
        STORE.store().stream(type + ":" + key).append(NewEvent.of(eventType));
    }

    private void update(String assignments) {
        TestPostgres.execute("UPDATE " + STORE.schema() + ".nvent_subscriptions SET " + assignments + " WHERE name = '"
                + name + "'");
    }

    private static StoreOptions options() {
        return StoreOptions.of(TestPostgres.url()).withSchema(STORE.schema());
    }
}

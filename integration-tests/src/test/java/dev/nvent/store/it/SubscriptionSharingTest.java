package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOperations;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.SubscribedEvent;
import dev.nvent.store.subscription.Subscription;
import dev.nvent.store.subscription.SubscriptionBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Subscriptions of one process to the same events, which read them and save their positions together. */
@Tag("slow")
class SubscriptionSharingTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String type = "shared:t" + NUMBER.incrementAndGet();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Map<String, List<SubscribedEvent>> handled = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        subscriptions.forEach(Subscription::close);
    }

    @Test
    void each_subscription_handles_every_event_in_order_whatever_its_partitions_and_batches_are()
            throws InterruptedException {
        subscribe("one", builder -> builder);
        subscribe("two", builder -> builder.withBatchSize(3));
        subscribe("four", builder -> builder.withPartitions(4));
        subscribe("five", builder -> builder.withPartitions(5).withBatchSize(7));
        subscriptions.add(store().subscribe(type + "effects").to(source()).handleInTransaction((transaction, event) -> {
            handled("effects").add(event);
        }));
        awaitOwned(12);

        int committed = appendLate(8, 100);
        await(() -> handled.values().stream().mapToInt(List::size).sum() >= 5 * committed);

        List<Long> ids = ids(handled("one"));
        assertThat(ids).hasSize(committed).isSorted();
        assertThat(ids(handled("two"))).isEqualTo(ids);
        for (String name : List.of("four", "five")) {
            assertThat(ids(handled(name))).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(byKey(handled(name))).isEqualTo(byKey(handled("one")));
        }
        assertThat(ids(handled("effects")).stream().distinct().toList()).isEqualTo(ids);
    }

    @Test
    void partitions_that_read_together_are_those_of_the_sql_function() {
        var partitions = new ConcurrentHashMap<String, String>();
        subscriptions.add(store().subscribe(type)
                .to(source())
                .withPartitions(4)
                .handle(event -> partitions.put(
                        event.subject().key(), Thread.currentThread().getName().replaceAll(".*-", ""))));
        awaitOwned(4);
        List<String> keys = List.of("a", "b", "c", "d", "A B", "ä", "日本", "😀", "a:b", "%", "\\", "\"");
        keys.forEach(key -> store().stream(type + ":" + key).append(NewEvent.of("appended")));
        await(() -> partitions.size() == keys.size());

        partitions.forEach((key, partition) -> assertThat(
                        TestPostgres.strings("SELECT " + STORE.schema() + ".nvent_key_hash('" + key + "') % 4"))
                .as(key)
                .containsExactly(partition));
    }

    @Test
    void ten_subscriptions_send_few_more_statements_than_one() throws InterruptedException {
        subscribe("0", builder -> builder);
        awaitOwned(1);
        int alone = statements(500);
        for (int i = 1; i < 10; i++) {
            subscribe(String.valueOf(i), builder -> builder);
        }
        awaitOwned(10);

        // Ten times as many reads and saves without sharing.
        assertThat(statements(500)).isLessThan(4 * alone);
    }

    @Test
    void partitions_that_read_together_fill_their_batches() throws InterruptedException {
        var sizes = new CopyOnWriteArrayList<Integer>();
        append(4, 500);
        subscriptions.add(store().subscribe(type)
                .to(source())
                .withPartitions(4)
                .withBatchSize(50)
                .handleBatches(events -> sizes.add(events.size())));
        await(() -> sizes.stream().mapToInt(size -> size).sum() == 2_000);

        // All but the last one of each partition, and those for which a partition has begun to read alone.
        assertThat(sizes.stream().filter(size -> size < 50)).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void a_slow_handler_does_not_hold_up_others() throws InterruptedException {
        var permits = new Semaphore(0);
        subscriptions.add(store().subscribe(type + "slow").to(source()).handle(event -> {
            permits.acquire();
            handled("slow").add(event);
        }));
        subscribe("quick", builder -> builder);
        awaitOwned(2);
        append(1, 50);
        await(() -> handled("quick").size() == 50);

        permits.release(1_000);
        append(1, 50);
        await(() -> handled("slow").size() == 100 && handled("quick").size() == 100);
        assertThat(ids(handled("slow"))).isEqualTo(ids(handled("quick")));
    }

    @Test
    void a_locked_position_does_not_hold_up_those_of_others() throws SQLException, InterruptedException {
        subscribe("locked", builder -> builder);
        subscribe("free", builder -> builder);
        awaitOwned(2);
        append(1, 1);
        try (Connection other = TestPostgres.hostile(TestPostgres.url()).getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM " + STORE.schema() + ".nvent_subscriptions WHERE name = '" + type
                    + "locked' FOR UPDATE");
            append(1, 10);
            await(() -> handled("free").size() == 11 && lag("free") == 0);
            assertThat(lag("locked")).isPositive();
            other.rollback();
        }
        await(() -> lag("locked") == 0);
        assertThat(ids(handled("locked"))).isEqualTo(ids(handled("free")));
    }

    private int statements(int events) throws InterruptedException {
        int before = handled.values().stream().mapToInt(List::size).sum();
        int expected = before + events * subscriptions.size();
        return STORE
                .statementsOf(() -> {
                    append(4, events / 4);
                    await(() -> handled.values().stream().mapToInt(List::size).sum() >= expected);
                })
                .stream()
                .filter(sql -> !sql.toLowerCase(Locale.ROOT).startsWith("insert"))
                .toList()
                .size();
    }

    private void subscribe(String name, UnaryOperator<SubscriptionBuilder> options) {
        SubscriptionBuilder builder = store().subscribe(type + name).to(source());
        subscriptions.add(options.apply(builder).handle(event -> handled(name).add(event)));
    }

    private List<SubscribedEvent> handled(String name) {
        return handled.computeIfAbsent(name, any -> new CopyOnWriteArrayList<>());
    }

    private long lag(String name) {
        return store().subscriptions().status(type + name).orElseThrow().lag().events();
    }

    private EventSource source() {
        return EventSource.subjectType(type);
    }

    private void append(int threads, int each) {
        var done = new CountDownLatch(threads);
        try (ExecutorService writers = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                writers.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        append(store(), String.valueOf(i % 20));
                    }
                    done.countDown();
                });
            }
        }
        assertThat(done.getCount()).isZero();
    }

    /** Ids are drawn long before some transactions commit, and others roll back. Answers how many events are committed. */
    private int appendLate(int threads, int each) {
        var committed = new AtomicInteger();
        try (ExecutorService writers = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                writers.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        String key = String.valueOf(i % 20);
                        switch (i % 3) {
                            case 0 -> {
                                append(store(), key);
                                committed.incrementAndGet();
                            }
                            case 1 -> {
                                store().inTransaction(transaction -> {
                                    append(transaction, key);
                                    pause(2);
                                    append(transaction, key);
                                    return true;
                                });
                                committed.addAndGet(2);
                            }
                            default ->
                                assertThatIllegalStateException()
                                        .isThrownBy(() -> store().inTransaction(transaction -> {
                                            append(transaction, key);
                                            pause(2);
                                            throw new IllegalStateException("rolled back");
                                        }));
                        }
                    }
                });
            }
        }
        return committed.get();
    }

    private void append(StoreOperations store, String key) {
        store.stream(type + ":" + key).append(NewEvent.of("appended"));
    }

    private void awaitOwned(int partitions) {
        await(() -> subscriptions.stream()
                        .mapToInt(each -> each.partitions().size())
                        .sum()
                == partitions);
    }

    private static List<Long> ids(List<SubscribedEvent> events) {
        return events.stream().map(SubscribedEvent::id).toList();
    }

    private static Map<String, List<Long>> byKey(List<SubscribedEvent> events) {
        var byKey = new HashMap<String, List<Long>>();
        events.forEach(event -> byKey.computeIfAbsent(event.subject().key(), any -> new ArrayList<>())
                .add(event.id()));
        return byKey;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("timeout").isLessThan(deadline);
            pause(5);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NventStore store() {
        return STORE.store();
    }
}

package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.Transaction;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.SubscribedEvent;
import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.Task;
import dev.nvent.store.work.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Writers, and three processes that handle what they write: by an at-least-once and a transactional subscription, both with
 * partitions, and by a worker. Each process is a store of its own.
 */
final class ConsumerScenario implements AutoCloseable {

    private static final int PROCESSES = 3;
    private static final int PARTITIONS = 6;
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final String AT_LEAST_ONCE = "faults-at-least-once";
    private static final String IN_TRANSACTION = "faults-in-transaction";
    private static final String EFFECTS = "effects:of:";
    private static final String COMPLETIONS = "completions:of:";

    private final NventStore writing;
    private final List<NventStore> processes = new ArrayList<>();
    private final FaultWrites writes = new FaultWrites();
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
    private final HandledNumbers atLeastOnce = new HandledNumbers();
    private final HandledNumbers inTransaction = new HandledNumbers();
    private final HandledNumbers tasks = new HandledNumbers();

    ConsumerScenario(String url) {
        StoreOptions options = StoreOptions.of(url)
                .withPool(PoolOptions.DEFAULT
                        .withMaxSize(8)
                        .withSocketTimeout(Duration.ofSeconds(4))
                        .withStatementTimeout(Duration.ofSeconds(3)));
        writing = NventStore.open(options);
        for (int process = 0; process < PROCESSES; process++) {
            NventStore store = NventStore.open(options);
            processes.add(store);
            consume(store);
        }
        for (int writer = 0; writer < FaultWrites.WRITERS; writer++) {
            int number = writer;
            writers.submit(() -> writes.write(writing, number));
        }
    }

    private void consume(NventStore store) {
        var source = EventSource.subjectType(FaultWrites.SOURCE);
        store.subscribe(AT_LEAST_ONCE)
                .to(source)
                .withPartitions(PARTITIONS)
                .handle(event -> atLeastOnce.add(number(event.event())));
        store.subscribe(IN_TRANSACTION).to(source).withPartitions(PARTITIONS).handleInTransaction(this::handle);
        store.worker(
                FaultWrites.TASKS,
                WorkerOptions.DEFAULT.withConcurrency(4).withPrefetch(8).withLease(LEASE),
                task -> complete(store, task));
    }

    private void handle(Transaction transaction, SubscribedEvent event) {
        long number = number(event.event());
        inTransaction.add(number);
        transaction.stream(EFFECTS + FaultWrites.key(number))
                .append(NewEvent.of("effect").withData(number));
    }

    private Outcome complete(NventStore store, Task<?> task) {
        long number = Long.parseLong(task.id());
        tasks.add(number);
        store.transition()
                .expectVersion(FaultWrites.TASKS, task.id(), task.fence())
                .delete(FaultWrites.TASKS, task.id())
                .append(
                        COMPLETIONS + FaultWrites.key(number),
                        NewEvent.of("completed").withData(number))
                .apply();
        return Outcome.ended();
    }

    private static long number(Event event) {
        return event.data(Long.class);
    }

    /** A fault has just occurred. */
    void failing() {
        writes.failing();
        for (HandledNumbers handled : List.of(atLeastOnce, inTransaction, tasks)) {
            handled.failing(writes.next());
        }
    }

    FaultWrites writes() {
        return writes;
    }

    /** Waits until writes that began after the fault are handled. */
    void awaitRecovery() {
        await(
                "handlers are called again",
                () -> atLeastOnce.isWorkingAgain() && inTransaction.isWorkingAgain() && tasks.isWorkingAgain());
    }

    /** Ends the writers, and waits until everything is handled. */
    void drain() {
        writes.end();
        writers.close();
        await(
                "everything is handled",
                () -> lag(AT_LEAST_ONCE) == 0
                        && lag(IN_TRANSACTION) == 0
                        && writing.index(FaultWrites.TASKS).count(IndexQuery.all()) == 0);
    }

    private long lag(String subscription) {
        return writing.subscriptions().status(subscription).orElseThrow().lag().events();
    }

    /** What became of the writes. */
    List<ConsumerOutcome> outcomes() {
        Map<String, List<Long>> events = stored(FaultWrites.SOURCE + ":");
        return List.of(
                new ConsumerOutcome(
                        "subscription, at least once",
                        false,
                        writes.acknowledgedEvents(),
                        events,
                        atLeastOnce.numbers(),
                        atLeastOnce),
                new ConsumerOutcome(
                        "subscription, in transactions",
                        true,
                        writes.acknowledgedEvents(),
                        events,
                        stored(EFFECTS),
                        inTransaction),
                new ConsumerOutcome("workers", true, writes.acknowledgedTasks(), Map.of(), stored(COMPLETIONS), tasks));
    }

    /** The numbers of the events of each key. */
    private Map<String, List<Long>> stored(String prefix) {
        var stored = new HashMap<String, List<Long>>();
        for (int key = 0; key < FaultWrites.KEYS; key++) {
            stored.put(
                    FaultWrites.key(key),
                    writing.stream(prefix + FaultWrites.key(key)).stream(EventQuery.all())
                            .map(ConsumerScenario::number)
                            .toList());
        }
        return stored;
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + MOST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Waits.pause(10);
        }
    }

    @Override
    public void close() {
        writes.end();
        writers.close();
        processes.forEach(NventStore::close);
        writing.close();
    }
}

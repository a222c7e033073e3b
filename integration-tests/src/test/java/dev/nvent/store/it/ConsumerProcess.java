package dev.nvent.store.it;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Follows events and completes due entries in a separate process until it is killed. */
final class ConsumerProcess {

    static final String SUBSCRIPTION = "consumers";
    static final String SOURCE = "consumed:order";
    static final String EFFECTS = "effects:of:";
    static final String TASKS = "consumed:tasks";
    static final String COMPLETIONS = "completions:of:";

    private ConsumerProcess() {}

    /** @param arguments the URL, the schema */
    public static void main(String[] arguments) throws InterruptedException {
        NventStore store = NventStore.open(StoreOptions.of(arguments[0]).withSchema(arguments[1]));
        store.subscribe(SUBSCRIPTION)
                .to(EventSource.subjectType(SOURCE))
                .withPartitions(6)
                .withBatchSize(20)
                .handleInTransaction((tx, event) -> {
                    tx.stream(EFFECTS + event.subject().key())
                            .append(NewEvent.of("effect").withData(event.id()));
                });
        store.worker(TASKS, WorkerOptions.DEFAULT.withConcurrency(4).withLease(Duration.ofMillis(500)), task -> {
            Thread.sleep(10);
            store.transition()
                    .expectVersion(TASKS, task.id(), task.fence())
                    .delete(TASKS, task.id())
                    .append(COMPLETIONS + task.id(), NewEvent.of("completed"))
                    .apply();
            return Outcome.ended();
        });
        new CountDownLatch(1).await();
    }
}

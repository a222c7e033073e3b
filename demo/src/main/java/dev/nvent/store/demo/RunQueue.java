package dev.nvent.store.demo;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOperations;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.work.FailurePolicy;
import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.Task;
import dev.nvent.store.work.Worker;
import dev.nvent.store.work.WorkerOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Record;

/**
 * The runs that have something to do, in an index: an entry for each run, due when the run goes on. Workers claim what is
 * due. A step of a run commits together with the end of the claim, so that it happens once, even if the worker crashes:
 * the entries of a killed one are due again when their leases end, and others go on with its runs.
 */
final class RunQueue {

    private static final String INDEX = "demo:run-queue";
    private static final WorkerOptions OPTIONS = WorkerOptions.DEFAULT
            .withConcurrency(3)
            .withPrefetch(6)
            .withLease(Duration.ofSeconds(1))
            .withIdle(Duration.ofMillis(5), Duration.ofMillis(20))
            .withFailures(FailurePolicy.backOff(Duration.ofMillis(50), Duration.ofSeconds(1)));

    private RunQueue() {}

    /** The main class of a worker in a process of its own. Runs until the standard input ends. */
    @SuppressWarnings("try") // The worker runs while it is open.
    public static void main(String[] arguments) throws IOException {
        try (NventStore store = NventStore.open(StoreOptions.of(arguments[0]).withSchema(DemoDatabase.SCHEMA));
                Worker worker = work(store)) {
            while (System.in.read() >= 0) {
                // The parent process writes nothing.
            }
        }
    }

    static void add(StoreOperations store, RunTask first) {
        long due = Instant.now().plus(first.day().until(first.at())).toEpochMilli();
        store.index(INDEX).add(first.plan().runId(), due, first.metadata());
    }

    /** The number of runs of a day that have not ended. */
    static long size(NventStore store, SimulatedDay day) {
        return store.index(INDEX).count(IndexQuery.all().withFilter(RunTask.of(day)));
    }

    /** Starts a worker. */
    static Worker work(NventStore store) {
        return store.worker(INDEX, OPTIONS, claimed -> {
            store.inTransaction(transaction -> perform(transaction, claimed));
            return Outcome.ended();
        });
    }

    private static boolean perform(StoreOperations transaction, Task<Record> claimed) {
        Optional<RunTask> next = RunSimulation.perform(
                transaction, RunTask.of(claimed.id(), claimed.entry().metadata()));
        boolean isHeld = next.map(task -> transaction
                        .index(INDEX)
                        .reschedule(
                                claimed.id(),
                                claimed.fence(),
                                DueTime.after(task.day().until(task.at())),
                                task.metadata()))
                .map(UpdateResult.Updated.class::isInstance)
                .orElseGet(() -> transaction.index(INDEX).delete(claimed.id(), claimed.fence()));
        if (!isHeld) {
            throw new IllegalStateException("another worker has taken over the run " + claimed.id());
        }
        return true;
    }
}

package dev.nvent.store.internal.work;

import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.work.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jooq.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the entries of completed tasks in batches, on a thread of its own. While the deletion of a batch is under way the
 * next batch accumulates.
 */
final class CompletedTasks<R extends Record> {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int MAX_BATCH = 1_000;
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofMillis(200);

    private final String subject;
    private final SortedIndex<R> index;
    private final Consumer<HeldTask<R>> onEnd;
    private final BlockingQueue<HeldTask<R>> waiting = new LinkedBlockingQueue<>();
    private final ExecutorService deletions;

    /**
     * @param subject as text, for the log
     * @param onEnd is called once the claim of a task has ended
     */
    CompletedTasks(String subject, SortedIndex<R> index, Consumer<HeldTask<R>> onEnd, ThreadFactory threads) {
        this.subject = subject;
        this.index = index;
        this.onEnd = onEnd;
        this.deletions = Executors.newSingleThreadExecutor(threads);
    }

    /** Deletes the entry of a task soon. */
    void delete(HeldTask<R> task) {
        waiting.add(task);
        try {
            deletions.execute(this::deleteWaiting);
        } catch (RejectedExecutionException e) {
            // The handler outlived close.
            deleteWaiting();
        }
    }

    /** Tries again while the leases last. */
    private void deleteWaiting() {
        var batch = new ArrayList<HeldTask<R>>();
        waiting.drainTo(batch, MAX_BATCH);
        while (!batch.isEmpty()) {
            try {
                Set<String> deleted = index.deleteAll(versions(batch));
                batch.stream().filter(task -> !deleted.contains(task.id())).forEach(task -> task.logLost(subject));
                batch.forEach(onEnd);
                return;
            } catch (StoreClosedException e) {
                batch.forEach(onEnd);
                return;
            } catch (RuntimeException e) {
                LOG.warn("The worker on '{}' could not delete {} completed entries.", subject, batch.size(), e);
                List<HeldTask<R>> over =
                        batch.stream().filter(task -> !task.isHeld()).toList();
                over.forEach(onEnd);
                batch.removeAll(over);
                new Signal().await(PAUSE_AFTER_ERROR);
            }
        }
    }

    /** The latest version of an entry that was claimed, lost and claimed again. */
    private Map<String, Integer> versions(List<HeldTask<R>> batch) {
        var versions = new HashMap<String, Integer>();
        batch.forEach(task -> versions.merge(task.id(), task.fence(), Math::max));
        return versions;
    }

    /** Deletes what waits. Returns false if the caller was interrupted. */
    boolean close(Duration timeout) {
        deletions.shutdown();
        return Threads.terminate(deletions, timeout, Duration.ZERO);
    }
}

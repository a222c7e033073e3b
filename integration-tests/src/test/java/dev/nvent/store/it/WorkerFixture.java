package dev.nvent.store.it;

import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.work.TaskHandler;
import dev.nvent.store.work.Worker;
import dev.nvent.store.work.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.Record;
import org.junit.jupiter.api.BeforeEach;

/** The entries of one index, the workers on them, and how often each entry was handled. */
abstract class WorkerFixture {

    static final String SUBJECT = "own:mails";
    static final WorkerOptions OPTIONS = WorkerOptions.DEFAULT.withIdle(Duration.ofMillis(10), Duration.ofMillis(50));
    private static final String OWN_ENTRIES = "nvent_index_entries";

    final ConcurrentHashMap<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final TestStore store;

    WorkerFixture(TestStore store) {
        this.store = store;
    }

    @BeforeEach
    void deleteEverything() {
        TestPostgres.execute("DELETE FROM " + store.schema() + "." + OWN_ENTRIES);
    }

    final Worker start(WorkerOptions options, TaskHandler<Record> handler) {
        return store.store().worker(SUBJECT, options, task -> {
            calls.computeIfAbsent(task.id(), any -> new AtomicInteger()).incrementAndGet();
            return handler.handle(task);
        });
    }

    final void addEntries(int count) {
        TestPostgres.execute("INSERT INTO " + store.schema() + "." + OWN_ENTRIES + " (subject, id, score) SELECT '"
                + SUBJECT + "', 'mail' || n, n FROM generate_series(1, " + count + ") AS n");
    }

    final SortedIndex<?> mails() {
        return store.store().index(SUBJECT);
    }
}

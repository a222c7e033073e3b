package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.work.FailurePolicy;
import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Closing of workers, alone and together with their store. */
@SuppressWarnings("try") // Workers run while they are open.
class WorkerCloseTest extends WorkerFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    WorkerCloseTest() {
        super(STORE);
    }

    @Test
    void close_waits_for_running_handlers_and_releases_the_rest() {
        addEntries(5);
        var begun = new CountDownLatch(1);

        try (Worker worker = start(OPTIONS.withConcurrency(1), task -> {
            begun.countDown();
            Thread.sleep(300);
            return Outcome.completed();
        })) {
            await(() -> begun.getCount() == 0 && worker.held() == 5);
        }

        assertThat(calls).hasSize(1);
        assertThat(mails().claim(10, Duration.ofMinutes(1))).hasSize(4);
    }

    @Test
    void close_interrupts_handlers_after_the_drain_timeout_and_releases_their_entries() {
        addEntries(1);
        Instant start = Instant.now();

        try (Worker worker = start(OPTIONS.withDrainTimeout(Duration.ofMillis(100)), task -> {
            Thread.sleep(60_000);
            return Outcome.completed();
        })) {
            await(() -> calls.size() == 1);
            assertThat(worker.held()).isEqualTo(1);
        }

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(mails().claim(10, Duration.ofMinutes(1)))
                .singleElement()
                .satisfies(claim -> assertThat(claim.entry().metadata()).doesNotContainKey(FailurePolicy.FAILURES));
    }

    @Test
    void closing_the_store_closes_its_workers() {
        addEntries(3);
        NventStore store = NventStore.open(STORE.options());
        var begun = new CountDownLatch(1);
        Worker worker = store.worker(SUBJECT, OPTIONS.withConcurrency(1), task -> {
            begun.countDown();
            Thread.sleep(300);
            return Outcome.completed();
        });
        await(() -> begun.getCount() == 0 && worker.held() == 3);

        store.close();

        assertThat(mails().claim(10, Duration.ofMinutes(1))).hasSize(2);
        assertThatExceptionOfType(StoreClosedException.class)
                .isThrownBy(() -> store.worker(SUBJECT, OPTIONS, task -> Outcome.completed()));
    }

    @Test
    void the_close_timeout_of_the_store_covers_workers_whose_handlers_do_not_end() {
        addEntries(2);
        var end = new CountDownLatch(1);
        NventStore store = NventStore.open(STORE.options().withCloseTimeout(Duration.ofSeconds(1)));
        try {
            for (int i = 0; i < 2; i++) {
                store.worker(SUBJECT, OPTIONS.withConcurrency(1).withPrefetch(0), task -> {
                    calls.computeIfAbsent(task.id(), any -> new AtomicInteger()).incrementAndGet();
                    awaitUninterruptibly(end);
                    return Outcome.completed();
                });
            }
            await(() -> calls.size() == 2);

            Instant start = Instant.now();
            store.close();
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(1_800));
        } finally {
            end.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch end) {
        while (end.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}

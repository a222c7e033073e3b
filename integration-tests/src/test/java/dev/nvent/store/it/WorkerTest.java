package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.await;
import static dev.nvent.store.it.Waits.pause;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.TaskHandler;
import dev.nvent.store.work.Worker;
import dev.nvent.store.work.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers: which entries they claim, how many at once, and how claims end. */
@SuppressWarnings("try") // Workers run while they are open.
class WorkerTest extends WorkerFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    WorkerTest() {
        super(STORE);
    }

    @Test
    void each_entry_is_handled_once_and_deleted() throws Exception {
        addEntries(1_000);

        try (Worker worker = start(OPTIONS, task -> Outcome.completed())) {
            await(() -> mails().read().entries().isEmpty() && worker.held() == 0);
        }

        assertThat(calls).hasSize(1_000);
        assertThat(calls.values()).allSatisfy(times -> assertThat(times).hasValue(1));
    }

    @Test
    void completed_entries_are_deleted_together() {
        addEntries(1_000);

        List<String> statements = STORE.statementsOf(() -> {
            try (Worker worker = start(OPTIONS.withPrefetch(500), task -> Outcome.completed())) {
                await(() -> calls.size() == 1_000 && worker.held() == 0);
            }
        });

        assertThat(statements).hasSizeLessThan(200);
    }

    @Test
    void no_more_handlers_run_at_once_than_the_options_say() {
        addEntries(100);
        var running = new AtomicInteger();
        var most = new AtomicInteger();

        try (Worker worker = start(OPTIONS.withConcurrency(3), task -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.sleep(2);
            running.decrementAndGet();
            return Outcome.completed();
        })) {
            await(() -> calls.size() == 100 && worker.held() == 0);
        }

        assertThat(most).hasValue(3);
    }

    @Test
    void no_more_entries_are_held_than_run_and_are_prefetched() {
        addEntries(50);
        var end = new CountDownLatch(1);

        try (Worker worker = start(OPTIONS.withConcurrency(2).withPrefetch(5), task -> {
            end.await();
            return Outcome.completed();
        })) {
            await(() -> calls.size() == 2);
            pause(200);
            assertThat(worker.held()).isEqualTo(7);
            end.countDown();
            await(() -> calls.size() == 50);
        }
    }

    @Test
    void the_lease_is_extended_while_a_handler_runs() {
        addEntries(2);
        WorkerOptions options = OPTIONS.withLease(Duration.ofMillis(400)).withConcurrency(1);
        TaskHandler<Record> slow = task -> {
            Thread.sleep(1_500);
            return task.isHeld() ? Outcome.completed() : Outcome.ended();
        };

        // The first worker holds one entry in its handler and one that waits.
        try (Worker first = start(options, slow)) {
            await(() -> first.held() == 2);
            try (Worker second = start(options, slow)) {
                await(() -> first.held() == 0 && second.held() == 0);
            }
        }

        assertThat(calls.values())
                .hasSize(2)
                .allSatisfy(times -> assertThat(times).hasValue(1));
        assertThat(mails().read().entries()).isEmpty();
    }

    @Test
    void an_entry_that_was_changed_concurrently_is_not_deleted() {
        addEntries(1);

        try (Worker worker = start(OPTIONS, task -> {
            mails().add(task.id(), Instant.now().plusSeconds(60).toEpochMilli(), Map.of("to", "another"));
            return Outcome.completed();
        })) {
            await(() -> calls.size() == 1 && worker.held() == 0);
        }

        assertThat(mails().get("mail1").orElseThrow().metadata()).containsEntry("to", "another");
    }

    @Test
    void a_handler_can_end_the_claim_in_a_transition() {
        addEntries(1);

        try (Worker worker = start(OPTIONS.withLease(Duration.ofMillis(200)), task -> {
            Thread.sleep(500);
            int version = task.fence();
            Thread.sleep(50);
            STORE.store()
                    .transition()
                    .expectVersion(SUBJECT, task.id(), version)
                    .delete(SUBJECT, task.id())
                    .set("own:sent:" + task.id(), true)
                    .apply();
            return Outcome.ended();
        })) {
            await(() -> calls.size() == 1 && worker.held() == 0);
        }

        assertThat(mails().read().entries()).isEmpty();
        assertThat(STORE.store().kv().get("own:sent:mail1", Boolean.class)).contains(true);
    }

    @Test
    void a_wake_up_ends_the_idle_pause() {
        WorkerOptions options = WorkerOptions.DEFAULT.withIdle(Duration.ofMinutes(5), Duration.ofMinutes(5));

        try (Worker worker = start(options, task -> Outcome.completed())) {
            pause(300);
            addEntries(1);
            worker.wakeUp();
            await(() -> calls.size() == 1 && worker.held() == 0);
        }
    }

    @Test
    void only_entries_that_the_filter_selects_are_handled() {
        mails().add("a", 0, Map.of("kind", "bill"));
        mails().add("b", 0, Map.of("kind", "letter"));

        try (Worker worker = start(OPTIONS.withFilter(Map.of("kind", "bill")), task -> Outcome.completed())) {
            await(() -> calls.size() == 1 && worker.held() == 0);
            pause(100);
        }

        assertThat(calls).containsOnlyKeys("a");
    }
}

package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.await;
import static dev.nvent.store.it.Waits.pause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.work.FailurePolicy;
import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.TaskHandler;
import dev.nvent.store.work.Worker;
import dev.nvent.store.work.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("try") // Workers run while they are open.
class WorkerTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final String SUBJECT = "own:mails";
    private static final String OWN_ENTRIES = "nvent_index_entries";
    private static final WorkerOptions OPTIONS =
            WorkerOptions.DEFAULT.withIdle(Duration.ofMillis(10), Duration.ofMillis(50));

    private final ConcurrentHashMap<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    @BeforeEach
    void deleteEverything() {
        TestPostgres.execute("DELETE FROM " + STORE.schema() + "." + OWN_ENTRIES);
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
    void a_failed_entry_is_due_again_after_a_delay_that_doubles() {
        addEntries(1);
        var times = new ConcurrentHashMap<Integer, Instant>();
        WorkerOptions options =
                OPTIONS.withFailures(FailurePolicy.backOff(Duration.ofMillis(200), Duration.ofSeconds(10)));

        try (Worker worker = start(options, task -> {
            int failures = FailurePolicy.failures(task);
            times.put(failures, Instant.now());
            if (failures < 2) {
                throw new IllegalStateException("no connection");
            }
            return Outcome.completed();
        })) {
            await(() -> times.size() == 3 && worker.held() == 0);
        }

        assertThat(Duration.between(times.get(0), times.get(1))).isGreaterThanOrEqualTo(Duration.ofMillis(190));
        assertThat(Duration.between(times.get(1), times.get(2))).isGreaterThanOrEqualTo(Duration.ofMillis(390));
        assertThat(mails().read().entries()).isEmpty();
    }

    @Test
    void the_longest_delay_bounds_the_back_off() {
        mails().add("mail1", 0, Map.of(FailurePolicy.FAILURES, 1_000));
        WorkerOptions options =
                OPTIONS.withFailures(FailurePolicy.backOff(Duration.ofSeconds(1), Duration.ofMinutes(10)));

        try (Worker worker = start(options, task -> {
            throw new AssertionError("an error, not an exception");
        })) {
            await(() -> calls.size() == 1 && worker.held() == 0);
        }

        IndexEntry<?> entry = mails().get("mail1").orElseThrow();
        assertThat(entry.metadata()).containsEntry(FailurePolicy.FAILURES, 1_001);
        assertThat(Instant.ofEpochMilli(entry.score()))
                .isBetween(Instant.now().plusSeconds(590), Instant.now().plusSeconds(610));
    }

    @Test
    void a_success_ends_the_count_of_failures() {
        mails().add("mail1", 0, Map.of(FailurePolicy.FAILURES, 3, "to", "a"));

        try (Worker worker =
                start(OPTIONS, task -> Outcome.dueAgain(DueTime.after(Duration.ofHours(1)), Map.of("to", "b")))) {
            await(() -> calls.size() == 1 && worker.held() == 0);
        }

        assertThat(mails().get("mail1").orElseThrow().metadata())
                .containsEntry("to", "b")
                .doesNotContainKey(FailurePolicy.FAILURES);
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

    @Test
    void scheduler_jobs_and_bad_options_are_refused() {
        NventStore store = STORE.store();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> store.worker("nvent:scheduler:jobs", OPTIONS, task -> Outcome.completed()))
                .withMessageContaining("scheduler()");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> OPTIONS.withConcurrency(0));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> OPTIONS.withPrefetch(-1));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> OPTIONS.withLease(Duration.ofMillis(99)));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> OPTIONS.withIdle(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    @Test
    void options_beyond_their_limits_are_refused() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        List<ThrowingCallable> refused = List.of(
                () -> OPTIONS.withConcurrency(Integer.MAX_VALUE),
                () -> OPTIONS.withPrefetch(Integer.MAX_VALUE),
                () -> OPTIONS.withLease(endless),
                () -> OPTIONS.withIdle(Duration.ofSeconds(1), endless),
                () -> OPTIONS.withDrainTimeout(endless),
                () -> FailurePolicy.backOff(Duration.ZERO, endless));

        assertThat(refused)
                .allSatisfy(option ->
                        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(option));
    }

    @Test
    void a_filter_that_the_index_does_not_take_is_refused_at_the_start() {
        WorkerOptions options = OPTIONS.withFilter(Map.of("status", 5));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store().worker("nvent:flow:runs:f", options, task -> Outcome.completed()))
                .withMessageContaining("status");
    }

    @ParameterizedTest
    @MethodSource("brokenPolicies")
    void an_entry_whose_failure_policy_fails_is_due_again_when_its_lease_ends(FailurePolicy policy) {
        addEntries(1);
        try (Worker worker = start(OPTIONS.withLease(Duration.ofMillis(100)).withFailures(policy), task -> {
            throw new IllegalStateException("failed");
        })) {
            await(() -> calls.values().stream().anyMatch(count -> count.get() > 1));
        }
    }

    static Stream<FailurePolicy> brokenPolicies() {
        return Stream.of((task, failure) -> null, (task, failure) -> {
            throw new AssertionError("broken");
        });
    }

    @Test
    void the_count_of_failures_stops_at_its_end() {
        SortedIndex<?> index = STORE.store().index(SUBJECT);
        index.add("id", 1, Map.of(FailurePolicy.FAILURES, Integer.MAX_VALUE));
        FailurePolicy soon = FailurePolicy.backOff(Duration.ZERO, Duration.ZERO);
        try (Worker worker = start(OPTIONS.withFailures(soon), task -> {
            throw new IllegalStateException("failed");
        })) {
            await(() -> calls.values().stream().anyMatch(count -> count.get() > 1));
        }

        assertThat(index.get("id").orElseThrow().get(FailurePolicy.FAILURES, Integer.class))
                .contains(Integer.MAX_VALUE);
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

    private Worker start(WorkerOptions options, TaskHandler<Record> handler) {
        return STORE.store().worker(SUBJECT, options, task -> {
            calls.computeIfAbsent(task.id(), any -> new AtomicInteger()).incrementAndGet();
            return handler.handle(task);
        });
    }

    private static void addEntries(int count) {
        TestPostgres.execute("INSERT INTO " + STORE.schema() + "." + OWN_ENTRIES + " (subject, id, score) SELECT '"
                + SUBJECT + "', 'mail' || n, n FROM generate_series(1, " + count + ") AS n");
    }

    private static SortedIndex<?> mails() {
        return STORE.store().index(SUBJECT);
    }
}

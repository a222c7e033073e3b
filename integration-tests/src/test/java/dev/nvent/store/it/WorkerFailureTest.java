package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.work.FailurePolicy;
import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.Worker;
import dev.nvent.store.work.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Handlers that fail, and the policies that decide when their entries are due again. */
@SuppressWarnings("try") // Workers run while they are open.
class WorkerFailureTest extends WorkerFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    WorkerFailureTest() {
        super(STORE);
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
}

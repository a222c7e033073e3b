package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.observation.OperationListener;
import dev.nvent.store.observation.OperationResult;
import dev.nvent.store.observation.OperationResult.Path;
import dev.nvent.store.stream.NewEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A listener is notified once of each operation. */
class OperationListenerTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final Recorder RECORDER = new Recorder();

    private static NventStore store;

    @BeforeAll
    static void open() {
        store = NventStore.open(STORE.options().withListener(RECORDER));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void forget() {
        RECORDER.reset();
    }

    @Test
    void an_operation_is_reported_with_its_table_or_subject_type() {
        store.flowRunEvents("run-1").append(NewEvent.of("started").withFlowName("checkout"));
        store.flowRuns("checkout").add("run-1", 1, Patch.of(FlowRunFields.STATUS, "running"));
        store.index("shop:customers").get("1");
        store.kv().get("a key");

        assertThat(RECORDER.operations)
                .containsExactly(
                        "stream.append flow_events FAST",
                        "index.add flow_runs FAST",
                        "index.get index_entries FAST",
                        "kv.get kv FAST");
    }

    @Test
    void the_first_append_of_a_subject_type_is_one_slow_operation() {
        store.stream("listener:first:1").append(NewEvent.of("placed"));
        store.stream("listener:first:2").append(NewEvent.of("placed"));

        assertThat(RECORDER.operations)
                .containsExactly("stream.append listener:first SLOW", "stream.append listener:first FAST");
    }

    @Test
    void the_removal_of_an_expired_key_is_not_part_of_a_read() throws InterruptedException {
        STORE.store().kv().set("expired", 1, Duration.ofMillis(1));
        Thread.sleep(20);

        store.kv().get("expired");

        assertThat(RECORDER.operations).containsExactly("kv.get kv FAST");
    }

    @Test
    void a_transaction_is_reported_after_the_operations_within_it() {
        store.inTransaction(tx -> {
            tx.kv().set("within", 1);
            return null;
        });

        assertThat(RECORDER.operations).containsExactly("kv.set kv FAST", "inTransaction none SLOW");
    }

    @Test
    void a_transition_is_one_operation() {
        store.transition()
                .append("listener:moved:1", NewEvent.of("placed"))
                .set("moved", 1)
                .apply();
        store.transition().set("moved", 2).apply();

        assertThat(RECORDER.operations).containsExactly("transition none SLOW", "transition none FAST");
    }

    @Test
    void an_import_is_one_operation() {
        store.importEvents(events -> events.append("listener:imported:1", NewEvent.of("placed")));

        assertThat(RECORDER.operations).containsExactly("importEvents none SLOW");
    }

    @Test
    void an_error_is_reported() {
        store.kv().set("text", "a");
        assertThatExceptionOfType(IncrementException.class)
                .isThrownBy(() -> store.kv().increment("text", 1));

        assertThat(RECORDER.results.getLast().error()).isPresent();
    }

    @Test
    void retries_of_an_update_are_counted() {
        store.flows().add("retried", 1, Patch.empty());
        var conflicts = new AtomicInteger(2);
        RECORDER.reset();

        store.flows().updateWithRetry("retried", entry -> {
            if (conflicts.getAndDecrement() > 0) {
                STORE.store().flows().update("retried", Patch.of(FlowFields.STATS_TOTAL, conflicts.get()));
            }
            return Patch.of(FlowFields.DISPLAY_NAME, "Retried");
        });

        assertThat(RECORDER.results.getLast().retries()).isEqualTo(2);
        assertThat(RECORDER.operations).containsExactly("index.updateWithRetry flows SLOW");
    }

    @Test
    void a_listener_that_throws_does_not_change_the_outcome() {
        try (NventStore other = NventStore.open(STORE.options().withListener((operation, target) -> {
            throw new IllegalStateException("expected: a listener that fails at the start");
        }))) {
            other.kv().set("unaffected", 1);

            assertThat(other.kv().get("unaffected")).contains(1);
        }
    }

    @Test
    void an_error_of_a_listener_at_the_end_does_not_change_the_outcome() {
        try (NventStore other = NventStore.open(STORE.options().withListener((operation, target) -> result -> {
            throw new NoClassDefFoundError("expected: a listener that does not link");
        }))) {
            assertThat(other.kv().setIfAbsent("unaffected by errors", 1)).isTrue();
        }
    }

    @Test
    void a_listener_that_throws_does_not_keep_others_from_the_end() {
        var first = new Recorder();
        var last = new Recorder();
        OperationListener atTheStart = (operation, target) -> {
            throw new IllegalStateException("expected: a listener that fails at the start");
        };
        OperationListener atTheEnd = (operation, target) -> result -> {
            throw new IllegalStateException("expected: a listener that fails at the end");
        };
        try (NventStore other = NventStore.open(STORE.options()
                .withListener(first)
                .withListener(atTheStart)
                .withListener(atTheEnd)
                .withListener(last))) {
            other.kv().get("key");
        }

        assertThat(first.operations).hasSize(1);
        assertThat(last.operations).hasSize(1);
    }

    @Test
    void all_listeners_are_notified() {
        var second = new Recorder();
        try (NventStore other =
                NventStore.open(STORE.options().withListener(RECORDER).withListener(second))) {
            other.kv().get("key");
        }

        assertThat(second.operations).isEqualTo(RECORDER.operations).hasSize(1);
    }

    @Test
    void grouped_writes_and_their_groups_are_reported_and_counted() {
        var recorder = new Recorder();
        try (NventStore grouping = NventStore.open(StoreOptions.of(TestPostgres.url())
                .withSchema(STORE.schema())
                .withGroupCommit(true)
                .withListener(recorder))) {
            ConcurrentCallers.run(caller -> {
                for (int round = 0; round < 20; round++) {
                    grouping.kv().set("grouped-" + caller, round);
                }
                return null;
            });

            var groups = grouping.statistics().groups();
            long grouped = recorder.results.stream()
                    .filter(result -> result.path() == Path.GROUPED)
                    .count();
            assertThat(recorder.results).hasSize(20 * ConcurrentCallers.COUNT);
            assertThat(grouped).isPositive().isEqualTo(groups.writes());
            Waits.await(() -> recorder.groupedWrites.get() == groups.writes());
            assertThat(groups.committed()).isPositive().isLessThan(groups.writes());
        }
    }

    @Test
    void statistics_show_the_pool_and_the_statement_cache() {
        try (NventStore pooled =
                NventStore.open(StoreOptions.of(TestPostgres.url()).withSchema(STORE.schema()))) {
            pooled.kv().get("key");
            long rendered = pooled.statistics().statementCache().rendered();
            pooled.kv().get("key");

            var statistics = pooled.statistics();
            assertThat(statistics.statementCache().rendered())
                    .isEqualTo(rendered)
                    .isPositive();
            assertThat(statistics.pool().orElseThrow().max()).isEqualTo(10);
            assertThat(statistics.pool().orElseThrow().active()).isZero();
        }
    }

    private static final class Recorder implements OperationListener {

        private final List<String> operations = new ArrayList<>();
        private final List<OperationResult> results = new ArrayList<>();
        private final AtomicInteger groupedWrites = new AtomicInteger();

        @Override
        public Ongoing started(String operation, String target) {
            return result -> {
                synchronized (this) {
                    operations.add(operation + " " + target + " " + result.path());
                    results.add(result);
                }
            };
        }

        @Override
        public void groupCommitted(int writes, Duration wait) {
            assertThat(wait).isPositive();
            groupedWrites.addAndGet(writes);
        }

        synchronized void reset() {
            operations.clear();
            results.clear();
        }
    }
}

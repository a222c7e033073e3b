package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.catalog.FlowFields;
import dev.nvent.store.catalog.FlowRunFields;
import dev.nvent.store.error.EntryNotFoundException;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.routing.Patch;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject.Flows;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Concurrent callers whose writes share transactions: each gets its own answer, and none is there before its commit. */
class GroupCommitTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final int ROUNDS = 20;
    private static NventStore store;

    @BeforeAll
    static void open() {
        store = NventStore.open(options());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void increments_of_one_counter_hand_each_caller_a_value_of_its_own() {
        store.flows().add("hot", 1, Patch.empty());

        List<List<Integer>> seen = ConcurrentCallers.run(caller -> IntStream.range(0, ROUNDS)
                .mapToObj(round -> store.flows().increment("hot", FlowFields.STATS_TOTAL, 1 + round % 2))
                .toList());

        int total = ConcurrentCallers.COUNT * (ROUNDS + ROUNDS / 2);
        assertThat(seen.stream().flatMap(List::stream)).doesNotHaveDuplicates().contains(total);
        assertThat(seen).allSatisfy(own -> assertThat(own).isSorted());
        var entry = STORE.store().flows().get("hot").orElseThrow();
        assertThat(entry.get(FlowFields.STATS_TOTAL)).isEqualTo(total);
    }

    @Test
    void increments_that_share_a_transaction_are_one_statement() {
        store.flows().add("folded", 1, Patch.empty());

        ConcurrentCallers.run(caller -> IntStream.range(0, ROUNDS)
                .mapToObj(round -> store.flows().increment("folded", FlowFields.STATS_TOTAL, 1))
                .toList());

        // Each statement raises the version by one.
        var entry = STORE.store().flows().get("folded").orElseThrow();
        assertThat(entry.get(FlowFields.STATS_TOTAL)).isEqualTo(ConcurrentCallers.COUNT * ROUNDS);
        assertThat(entry.version()).isLessThan(ConcurrentCallers.COUNT * ROUNDS / 2);
    }

    @Test
    void appends_of_all_callers_are_there_as_they_were_answered() {
        List<List<Event>> appended = ConcurrentCallers.run(caller -> IntStream.range(0, ROUNDS)
                .mapToObj(round -> store.stream("grouped:appends:" + caller % 4)
                        .append(NewEvent.of("appended").withData(Map.of("caller", caller, "round", round))))
                .toList());

        assertThat(IntStream.range(0, 4)
                        .mapToObj(stream -> STORE.store().stream("grouped:appends:" + stream)
                                .read()
                                .events())
                        .flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        appended.stream().flatMap(List::stream).toList());
        assertThat(appended)
                .allSatisfy(own -> assertThat(own).extracting(Event::id).isSorted());
    }

    @Test
    void writes_of_every_kind_get_the_answer_that_they_get_alone() {
        store.flowRuns("kinds").add("shared", 1, Patch.empty());

        ConcurrentCallers.run(caller -> {
            String id = "run-" + caller;
            assertThat(store.flowRuns("kinds").add(id, caller, Patch.empty())).isZero();
            assertThat(store.flowRuns("kinds").add(id, caller, Patch.empty())).isEqualTo(1);
            assertThat(store.flowRuns("kinds").addIfAbsent(id, caller, Patch.empty()))
                    .isFalse();
            assertThat(store.flowRuns("kinds").update(id, Patch.of(FlowRunFields.STATUS, "s" + caller)))
                    .isEqualTo(new UpdateResult.Updated(2));
            assertThat(store.flowRuns("kinds").update(id, 7, Patch.empty())).isEqualTo(new UpdateResult.Conflict(7, 2));
            assertThat(store.flowRuns("kinds").update("none" + caller, Patch.empty()))
                    .isEqualTo(new UpdateResult.Missing());
            assertThat(store.index("nvent:flow:runs:kinds")
                            .update("shared", Map.of("emittedEvents", Map.of(id, 1)))
                            .isUpdated())
                    .isTrue();
            store.kv().set("kinds-" + caller, caller);
            assertThat(store.kv().get("kinds-" + caller)).contains(caller);
            assertThat(store.transition()
                            .append(new FlowRunEvents(id), NewEvent.of("step").withFlowName("kinds"))
                            .set("kinds-" + caller, -caller)
                            .apply()
                            .isApplied())
                    .isTrue();
            assertThat(store.flowRuns("kinds").delete(caller % 2 == 0 ? id : "none"))
                    .isEqualTo(caller % 2 == 0);
            return null;
        });

        assertThat((Map<?, ?>) STORE.store()
                        .flowRuns("kinds")
                        .get("shared")
                        .orElseThrow()
                        .metadata()
                        .get("emittedEvents"))
                .hasSize(ConcurrentCallers.COUNT);
        assertThat(STORE.store().flowRunEvents("run-3").read().events()).hasSize(1);
    }

    @Test
    void transitions_go_their_own_way_beside_it() {
        store.flows().add("steps", 1, Patch.empty());

        ConcurrentCallers.run(caller -> store.transition()
                .append(
                        new FlowRunEvents("steps-" + caller),
                        NewEvent.of("step").withFlowName("steps"))
                .increment(new Flows(), "steps", FlowFields.STATS_SUCCESS, 1)
                .apply());

        assertThat(STORE.store().flows().get("steps").orElseThrow().get(FlowFields.STATS_SUCCESS))
                .isEqualTo(ConcurrentCallers.COUNT);
    }

    @Test
    void an_error_of_one_caller_fails_no_other() {
        store.flows().add("good", 1, Patch.empty());
        store.flows().add("full", 1, Patch.of(FlowFields.STATS_TOTAL, Integer.MAX_VALUE));

        List<Object> results = ConcurrentCallers.run(caller -> {
            for (int round = 0; round < ROUNDS; round++) {
                if (caller % 8 == 0) {
                    assertThatExceptionOfType(IncrementException.class)
                            .isThrownBy(() -> store.flows().increment("full", FlowFields.STATS_TOTAL, 1));
                    assertThatExceptionOfType(EntryNotFoundException.class)
                            .isThrownBy(() -> store.flows().increment("none", FlowFields.STATS_TOTAL, 1));
                } else {
                    store.flows().increment("good", FlowFields.STATS_TOTAL, 1);
                }
            }
            return caller;
        });

        assertThat(results).hasSize(ConcurrentCallers.COUNT);
        assertThat(STORE.store().flows().get("good").orElseThrow().get(FlowFields.STATS_TOTAL))
                .isEqualTo(ConcurrentCallers.COUNT * 7 / 8 * ROUNDS);
        assertThat(STORE.store().flows().get("full").orElseThrow().get(FlowFields.STATS_TOTAL))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void increments_and_decrements_at_the_limit_are_what_they_are_one_by_one() {
        store.flows().add("limit", 1, Patch.of(FlowFields.STATS_TOTAL, Integer.MAX_VALUE - 3));

        List<Integer> accepted = ConcurrentCallers.run(caller -> {
            int sum = 0;
            for (int round = 0; round < ROUNDS; round++) {
                int delta = (caller + round) % 2 == 0 ? 2 : -2;
                try {
                    store.flows().increment("limit", FlowFields.STATS_TOTAL, delta);
                    sum += delta;
                } catch (IncrementException full) {
                    assertThat(delta).isPositive();
                }
            }
            return sum;
        });

        assertThat(STORE.store().flows().get("limit").orElseThrow().get(FlowFields.STATS_TOTAL))
                .isEqualTo(Integer.MAX_VALUE
                        - 3
                        + accepted.stream().mapToInt(sum -> sum).sum());
    }

    @Test
    void a_row_that_somebody_keeps_locked_holds_up_nobody_else() throws Exception {
        store.flows().add("held", 1, Patch.empty());
        store.flows().add("free", 1, Patch.empty());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = STORE.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            STORE.store().using(holder).flows().update("held", Patch.of(FlowFields.DISPLAY_NAME, "held"));
            // One after the other, so that each comes in a group of its own.
            List<Future<Integer>> waiting = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                waiting.add(threads.submit(() -> store.flows().increment("held", FlowFields.STATS_TOTAL, 1)));
                Thread.sleep(50);
            }

            List<Future<Integer>> others = IntStream.range(0, ConcurrentCallers.COUNT)
                    .mapToObj(
                            caller -> threads.submit(() -> store.flows().increment("free", FlowFields.STATS_TOTAL, 1)))
                    .toList();

            assertThat(others).allSatisfy(other -> assertThat(other).succeedsWithin(Duration.ofSeconds(10)));
            assertThat(waiting).noneMatch(Future::isDone);
            holder.rollback();
            assertThat(waiting).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(10)));
        }
    }

    @Test
    void a_transaction_keeps_its_writes_to_itself() {
        assertThatThrownBy(() -> store.inTransaction(tx -> {
                    tx.kv().set("mine", 1);
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(store.kv().get("mine")).isEmpty();
    }

    @Test
    void closing_answers_everyone_who_waits() {
        NventStore closing = NventStore.open(options());
        var acknowledged = new ConcurrentLinkedQueue<String>();

        ConcurrentCallers.run(caller -> {
            if (caller == 0) {
                closing.close();
                return null;
            }
            try {
                for (int round = 0; ; round++) {
                    closing.kv().set("closing-" + caller + "-" + round, 1);
                    acknowledged.add("closing-" + caller + "-" + round);
                }
            } catch (StoreClosedException expected) {
                return null;
            }
        });

        assertThat(STORE.store().kv().getAll(acknowledged)).hasSize(acknowledged.size());
    }

    @Test
    void a_pool_of_the_callers_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.options().withGroupCommit(true))
                .withMessageContaining("groupCommit");
    }

    private static StoreOptions options() {
        return StoreOptions.of(TestPostgres.url()).withSchema(STORE.schema()).withGroupCommit(true);
    }
}

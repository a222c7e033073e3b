package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.Tiers;
import dev.nvent.store.catalog.FlowFields;
import dev.nvent.store.catalog.FlowRunFields;
import dev.nvent.store.catalog.SchedulerJobFields;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.routing.Patch;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import dev.nvent.store.subject.IndexSubject.Flows;
import dev.nvent.store.subject.IndexSubject.GenericIndex;
import dev.nvent.store.subject.IndexSubject.SchedulerJobs;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import dev.nvent.store.transition.AppliedTransition;
import dev.nvent.store.transition.EntryName;
import dev.nvent.store.transition.Transition;
import dev.nvent.store.transition.TransitionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a workflow does at one step, in one round trip. */
class TransitionTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final FlowRuns RUNS = new FlowRuns("shop");
    private static final NewEvent STEP =
            NewEvent.of("step.completed").withFlowName("shop").withAttempt(0).withData(Map.of("a", 1));

    @BeforeAll
    static void fill() {
        STORE.store().flows().add("shop", 1, Patch.empty());
        STORE.store().schedulerJobs().add("timeout", 1, Patch.empty());
        STORE.store().stream("shop:audit:1").append(NewEvent.of("first"));
    }

    @Test
    void everything_is_made_in_one_round_trip_that_says_what_became_of_it() {
        run("whole");
        Transition step = STORE.store()
                .transition()
                .append(new FlowRunEvents("whole"), STEP)
                .append(new GenericStream("shop:audit:1"), NewEvent.of("noted"))
                .append(new FlowRunEvents("whole"), STEP.withAttempt(1))
                .update(RUNS, "whole", Patch.of(FlowRunFields.EMITTED_EVENTS, Map.of("paid", 1)))
                .update(RUNS, "whole", Patch.of(FlowRunFields.STATUS, "awaiting"))
                .increment(RUNS, "whole", FlowRunFields.COMPLETED_STEPS, 2)
                .increment(RUNS, "whole", FlowRunFields.COMPLETED_STEPS, 1)
                .increment(new Flows(), "shop", FlowFields.STATS_AWAITING, 1)
                .update(new SchedulerJobs(), "timeout", Patch.of(SchedulerJobFields.EXECUTE_AT, Instant.EPOCH))
                .add(new GenericIndex("shop:orders"), "17", 5, Patch.empty())
                .set("step:whole", Map.of("at", 1), Duration.ofHours(1))
                .set("for ever", false);

        List<String> statements = STORE.statementsOf(() -> {
            AppliedTransition applied = (AppliedTransition) step.apply();

            assertThat(applied.events())
                    .extracting(Event::type)
                    .containsExactly("step.completed", "noted", "step.completed");
            assertThat(applied.events()).extracting(Event::attempt).containsExactly(0, null, 1);
            assertThat(applied.version(RUNS, "whole")).isEqualTo(1);
            assertThat(applied.count(RUNS, "whole", FlowRunFields.COMPLETED_STEPS))
                    .isEqualTo(3);
            assertThat(applied.version(new GenericIndex("shop:orders"), "17")).isZero();
        });

        assertThat(statements)
                .singleElement()
                .asString()
                .startsWith("start transaction;")
                .endsWith("commit;");
        var run = STORE.store().flowRuns("shop").get("whole").orElseThrow();
        assertThat(run.metadata())
                .containsEntry("status", "awaiting")
                .containsEntry("completedSteps", 3)
                .containsEntry("emittedEvents", Map.of("paid", 1))
                .containsEntry("version", 1);
        List<Event> events = STORE.store().flowRunEvents("whole").read().events();
        assertThat(events).extracting(Event::attempt).containsExactly(0, 1);
        assertThat(events).extracting(Event::data).containsOnly(Map.of("a", 1));
        assertThat(STORE.store().stream("shop:audit:1").read().events()).hasSize(2);
        assertThat(STORE.store().schedulerJobs().get("timeout").orElseThrow().get(SchedulerJobFields.EXECUTE_AT))
                .isEqualTo(Instant.EPOCH);
        assertThat(STORE.store().index("shop:orders").get("17").orElseThrow().score())
                .isEqualTo(5);
        assertThat(STORE.store().kv().get("step:whole")).contains(Map.of("at", 1));
        assertThat(STORE.store().kv().get("for ever")).contains(false);
    }

    @Test
    void what_is_returned_is_what_is_read() {
        run("same");

        var applied = (AppliedTransition) STORE.store()
                .transition()
                .append(new FlowRunEvents("same"), STEP)
                .append(new FlowRunEvents("same"), STEP.withStep("pay", "pay-1"))
                .apply();

        assertThat(applied.events())
                .isEqualTo(STORE.store().flowRunEvents("same").read().events());
    }

    @Test
    void another_version_than_expected_is_a_conflict_and_nothing_changes() {
        run("version");
        Transition step = everything(STORE.store(), "version").expectVersion(RUNS, "version", 7);

        assertThat(step.apply()).isEqualTo(new TransitionResult.Conflict(new EntryName(RUNS, "version"), 0));

        assertUntouched("version");
    }

    @Test
    void another_status_than_expected_is_a_conflict_and_nothing_changes() {
        run("status");
        Transition step = everything(STORE.store(), "status").expect(RUNS, "status", FlowRunFields.STATUS, "awaiting");

        assertThat(step.apply()).isEqualTo(new TransitionResult.Conflict(new EntryName(RUNS, "status"), 0));

        assertUntouched("status");
    }

    @Test
    void what_is_expected_and_there_lets_everything_happen() {
        run("expected");

        assertThat(everything(STORE.store(), "expected")
                        .expectVersion(RUNS, "expected", 0)
                        .expect(RUNS, "expected", FlowRunFields.STATUS, "running")
                        .expect(RUNS, "expected", FlowRunFields.COMPLETED_AT, null)
                        .apply()
                        .isApplied())
                .isTrue();
        assertThat(STORE.store().flowRunEvents("expected").read().events()).hasSize(1);
    }

    @Test
    void an_entry_that_is_not_there_is_told_and_nothing_changes() {
        run("present");

        assertThat(everything(STORE.store(), "present")
                        .increment(new Flows(), "no such flow", FlowFields.STATS_TOTAL, 1)
                        .apply())
                .isEqualTo(new TransitionResult.Missing(new EntryName(new Flows(), "no such flow")));

        assertUntouched("present");
    }

    @Test
    void subjects_and_maps_do_the_same() {
        run("dynamic");

        TransitionResult result = STORE.store()
                .transition()
                .append("nvent:flow:run:dynamic", STEP)
                .update("nvent:flow:runs:shop", "dynamic", Map.of("status", "done", "own", Map.of("deep", 1)))
                .increment("nvent:flow:runs:shop", "dynamic", "completedSteps", 1)
                .expect("nvent:flow:runs:shop", "dynamic", "status", "running")
                .add("nvent:flow:runs:shop", "dynamic-child", 3, Map.of("completedAt", 5L, "own", 1))
                .apply();

        assertThat(((AppliedTransition) result).count(RUNS, "dynamic", FlowRunFields.COMPLETED_STEPS))
                .isEqualTo(1);
        assertThat(STORE.store().flowRuns("shop").get("dynamic").orElseThrow().metadata())
                .containsEntry("status", "done")
                .containsEntry("own", Map.of("deep", 1));
        assertThat(STORE.store()
                        .flowRuns("shop")
                        .get("dynamic-child")
                        .orElseThrow()
                        .metadata())
                .containsEntry("own", 1)
                .containsEntry("completedAt", "1970-01-01T00:00:00.005Z");
    }

    @Test
    void adding_with_null_in_a_column_and_replacing_go_through_it_too() {
        var index = STORE.store().flowRuns("shop");
        index.add(
                "replaced",
                1,
                Patch.of(FlowRunFields.COMPLETED_AT, Instant.EPOCH).and(FlowRunFields.STEP_COUNT, 3));

        STORE.store()
                .transition()
                .add(RUNS, "replaced", 2, Patch.of(FlowRunFields.LAST_ACTIVITY_AT, null))
                .apply();

        var entry = index.get("replaced").orElseThrow();
        assertThat(entry.version()).isEqualTo(1);
        assertThat(entry.score()).isEqualTo(2);
        assertThat(entry.get(FlowRunFields.COMPLETED_AT)).isNull();
        assertThat(entry.get(FlowRunFields.STEP_COUNT)).isZero();
    }

    @Test
    void the_first_use_of_a_generic_stream_makes_its_partition() {
        var applied = (AppliedTransition) STORE.store()
                .transition()
                .append("fresh:type:1", NewEvent.of("first"))
                .append("fresh:other:1", NewEvent.of("first"))
                .apply();

        assertThat(applied.events()).hasSize(2);
        assertThat(STORE.store().stream("fresh:type:1").read().events()).hasSize(1);
    }

    @Test
    void within_a_transaction_a_conflict_leaves_the_transaction_alive() {
        run("within");

        STORE.store().inTransaction(tx -> {
            assertThat(everything(tx, "within")
                            .expectVersion(RUNS, "within", 7)
                            .apply()
                            .isApplied())
                    .isFalse();
            assertThat(everything(tx, "within").apply().isApplied()).isTrue();
            return null;
        });

        assertThat(STORE.store().flowRunEvents("within").read().events()).hasSize(1);
    }

    @Test
    void within_a_transaction_it_begins_and_commits_none() {
        run("inner");

        List<String> statements = STORE.statementsOf(() -> STORE.store()
                .inTransaction(tx -> everything(tx, "inner").apply().isApplied()));

        assertThat(statements).singleElement().asString().doesNotContain("start transaction", "commit");
    }

    @Test
    void an_error_takes_everything_back_and_leaves_the_connection_as_it_was() {
        run("failing");
        STORE.store().flows().add("full", 1, Patch.of(FlowFields.STATS_TOTAL, Integer.MAX_VALUE));

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> everything(STORE.store(), "failing")
                        .increment(new Flows(), "full", FlowFields.STATS_TOTAL, 1)
                        .apply());

        assertUntouched("failing");
        assertThat(everything(STORE.store(), "failing").apply().isApplied()).isTrue();
        assertThat(STORE.store().kv().get("made:failing")).contains(1);
    }

    @Test
    void more_statements_than_the_driver_sends_at_once_are_one_transaction_all_the_same() {
        TestPostgres.execute("ALTER TABLE " + STORE.schema() + ".nvent_flow_events ADD CHECK (type <> 'refused')");
        List<String> keys =
                IntStream.range(0, 1_000).mapToObj(key -> "many:" + key).toList();
        Transition refused = STORE.store().transition();
        Transition many = STORE.store().transition();
        keys.forEach(key -> refused.set(key, 1));
        keys.forEach(key -> many.set(key, 1));

        // Events come last.
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> refused.append(
                                "nvent:flow:run:many", NewEvent.of("refused").withFlowName("shop"))
                        .apply());
        assertThat(STORE.store().kv().getAll(keys)).isEmpty();

        assertThat(many.apply().isApplied()).isTrue();
        assertThat(STORE.store().kv().getAll(keys)).hasSize(1_000);
    }

    @Test
    void sixty_four_at_once_on_their_own_runs_and_one_flow_lose_nothing() {
        STORE.store().flows().add("busy", 1, Patch.empty());
        IntStream.range(0, ConcurrentCallers.COUNT).forEach(caller -> run("busy" + caller));

        List<Integer> counts = ConcurrentCallers.run(caller -> ((AppliedTransition) STORE.store()
                        .transition()
                        .append(new FlowRunEvents("busy" + caller), STEP)
                        .increment(new Flows(), "busy", FlowFields.STATS_SUCCESS, 1)
                        .increment(RUNS, "busy" + caller, FlowRunFields.COMPLETED_STEPS, 1)
                        .apply())
                .count(new Flows(), "busy", FlowFields.STATS_SUCCESS));

        assertThat(counts)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, ConcurrentCallers.COUNT)
                        .boxed()
                        .toList());
    }

    @Test
    void two_entries_in_opposite_orders_do_not_deadlock() {
        STORE.store().flows().add("left", 1, Patch.empty());
        STORE.store().flows().add("right", 1, Patch.empty());

        ConcurrentCallers.run(caller -> {
            String first = caller % 2 == 0 ? "left" : "right";
            String second = caller % 2 == 0 ? "right" : "left";
            return STORE.store()
                    .transition()
                    .increment(new Flows(), first, FlowFields.STATS_TOTAL, 1)
                    .increment(new Flows(), second, FlowFields.STATS_TOTAL, 1)
                    .apply();
        });

        assertThat(STORE.store().flows().get("left").orElseThrow().get(FlowFields.STATS_TOTAL))
                .isEqualTo(ConcurrentCallers.COUNT);
    }

    @Test
    void one_of_those_who_expect_the_same_status_wins() {
        run("contended");

        List<Boolean> won = ConcurrentCallers.run(caller -> STORE.store()
                .transition()
                .expect(RUNS, "contended", FlowRunFields.STATUS, "running")
                .update(RUNS, "contended", Patch.of(FlowRunFields.STATUS, "taken by " + caller))
                .append(new FlowRunEvents("contended"), STEP)
                .apply()
                .isApplied());

        assertThat(won).containsOnlyOnce(true);
        assertThat(STORE.store().flowRunEvents("contended").read().events()).hasSize(1);
    }

    @Test
    void an_entry_of_which_something_is_only_expected_keeps_its_version() {
        run("watched");

        var applied = (AppliedTransition) STORE.store()
                .transition()
                .expect(RUNS, "watched", FlowRunFields.STATUS, "running")
                .set("watched", 1)
                .apply();

        assertThat(applied.version(RUNS, "watched")).isZero();
        assertThat(STORE.store().flowRuns("shop").get("watched").orElseThrow().version())
                .isZero();
        assertThat(STORE.store().kv().get("watched")).contains(1);
    }

    /** On a run: an event, a patch, its flow's counter, a key. */
    private static Transition everything(Tiers tiers, String runId) {
        return tiers.transition()
                .append(new FlowRunEvents(runId), STEP)
                .update(RUNS, runId, Patch.of(FlowRunFields.STATUS, "done"))
                .increment(new Flows(), "shop", FlowFields.STATS_SUCCESS, 1)
                .add(new GenericIndex("shop:made"), runId, 1, Patch.empty())
                .set("made:" + runId, 1);
    }

    private static void assertUntouched(String runId) {
        assertThat(STORE.store().flowRuns("shop").get(runId).orElseThrow().version())
                .isZero();
        assertThat(STORE.store().flowRunEvents(runId).read().events()).isEmpty();
        assertThat(STORE.store().index("shop:made").get(runId)).isEmpty();
        assertThat(STORE.store().kv().get("made:" + runId)).isEmpty();
    }

    private static void run(String runId) {
        STORE.store().flowRuns("shop").add(runId, 1, Patch.of(FlowRunFields.STATUS, "running"));
    }
}

package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.StoreOperations;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.field.SchedulerJobFields;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import dev.nvent.store.subject.IndexSubject.Flows;
import dev.nvent.store.subject.IndexSubject.GenericIndex;
import dev.nvent.store.subject.IndexSubject.SchedulerJobs;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.subject.StreamSubject.GenericStream;
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

/** The statements, transactions and errors of transitions. {@code TransitionEntriesContract} has their effects. */
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
    void a_transition_applies_all_its_parts_in_one_statement_batch() {
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
                .set("no expiry", false);

        List<String> statements = STORE.statementsOf(() -> {
            TransitionResult.Applied applied = (TransitionResult.Applied) step.apply();

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
        assertThat(STORE.store().kv().get("no expiry")).contains(false);
    }

    @Test
    void a_conflict_does_not_abort_the_surrounding_transaction() {
        run("within");

        STORE.store().inTransaction(tx -> {
            assertThat(everyPart(tx, "within")
                            .expectVersion(RUNS, "within", 7)
                            .apply()
                            .isApplied())
                    .isFalse();
            assertThat(everyPart(tx, "within").apply().isApplied()).isTrue();
            return null;
        });

        assertThat(STORE.store().flowRunEvents("within").read().events()).hasSize(1);
    }

    @Test
    void a_transition_in_a_transaction_sends_no_begin_and_no_commit() {
        run("inner");

        List<String> statements = STORE.statementsOf(() ->
                STORE.store().inTransaction(tx -> everyPart(tx, "inner").apply().isApplied()));

        assertThat(statements).singleElement().asString().doesNotContain("start transaction", "commit");
    }

    @Test
    void an_error_rolls_back_all_parts_and_keeps_the_connection_usable() {
        run("failing");
        STORE.store().flows().add("full", 1, Patch.of(FlowFields.STATS_TOTAL, Integer.MAX_VALUE));

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> everyPart(STORE.store(), "failing")
                        .increment(new Flows(), "full", FlowFields.STATS_TOTAL, 1)
                        .apply());

        assertUnchanged("failing");
        assertThat(everyPart(STORE.store(), "failing").apply().isApplied()).isTrue();
        assertThat(STORE.store().kv().get("made:failing")).contains(1);
    }

    @Test
    void more_statements_than_one_driver_batch_are_one_transaction() {
        TestPostgres.execute("ALTER TABLE " + STORE.schema() + ".nvent_flow_events ADD CHECK (type <> 'refused')");
        List<String> keys =
                IntStream.range(0, 1_000).mapToObj(key -> "many:" + key).toList();
        Transition refused = STORE.store().transition();
        Transition many = STORE.store().transition();
        keys.forEach(key -> refused.set(key, 1));
        keys.forEach(key -> many.set(key, 1));

        // Events are sent last.
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> refused.append(
                                "nvent:flow:run:many", NewEvent.of("refused").withFlowName("shop"))
                        .apply());
        assertThat(STORE.store().kv().getAll(keys)).isEmpty();

        assertThat(many.apply().isApplied()).isTrue();
        assertThat(STORE.store().kv().getAll(keys)).hasSize(1_000);
    }

    @Test
    void an_empty_transition_sends_no_statement() {
        assertThat(STORE.statementsOf(
                        () -> assertThat(STORE.store().transition().apply().isApplied())
                                .isTrue()))
                .isEmpty();
    }

    /** An event, an update, an increment, a new entry and a key. */
    private static Transition everyPart(StoreOperations tiers, String runId) {
        return tiers.transition()
                .append(new FlowRunEvents(runId), STEP)
                .update(RUNS, runId, Patch.of(FlowRunFields.STATUS, "done"))
                .increment(new Flows(), "shop", FlowFields.STATS_SUCCESS, 1)
                .add(new GenericIndex("shop:made"), runId, 1, Patch.empty())
                .set("made:" + runId, 1);
    }

    private static void assertUnchanged(String runId) {
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

package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.catalog.FlowFields;
import dev.nvent.store.catalog.FlowRunFields;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.routing.Patch;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import dev.nvent.store.subject.IndexSubject.Flows;
import dev.nvent.store.transition.AppliedTransition;
import dev.nvent.store.transition.Transition;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a transition takes, and what it refuses. */
class TransitionInputTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final FlowRuns RUNS = new FlowRuns("shop");
    private static final NewEvent STEP = NewEvent.of("step.completed").withFlowName("shop");

    @Test
    void what_was_refused_leaves_nothing_in_it() {
        Transition transition = STORE.store().transition();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> transition.update("nvent:flows", "not there", Map.of("flowVersion", "text")));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> transition.append("refused:stream:1", null));

        assertThat(transition.set("refused", 1).apply().isApplied()).isTrue();
        assertThat(STORE.store().streamTables().list())
                .extracting(table -> table.subjectType())
                .doesNotContain("refused:stream");
    }

    @Test
    void a_thousand_events_are_the_most() {
        Transition many = STORE.store().transition();
        IntStream.range(0, 1_000).forEach(i -> many.append("many:events:" + i % 2, NewEvent.of("e" + i)));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> many.append("many:events:1", STEP))
                .withMessageContaining("at most 1000 events");
        assertThat(((AppliedTransition) many.apply()).events())
                .extracting(Event::type)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(i -> "e" + i).toList());
    }

    @Test
    void with_nothing_in_it_nothing_is_sent() {
        assertThat(STORE.statementsOf(
                        () -> assertThat(STORE.store().transition().apply().isApplied())
                                .isTrue()))
                .isEmpty();
    }

    @Test
    void bad_input_is_refused_where_it_is_given() {
        Transition transition = STORE.store().transition().set("key", 1).add(RUNS, "new", 1, Patch.empty());

        for (Runnable bad : List.<Runnable>of(
                () -> transition.set("key", 2),
                () -> transition.set("other", null),
                () -> transition.set("", 1),
                () -> transition.update(RUNS, "new", Patch.of(FlowRunFields.STATUS, "x")),
                () -> transition.add(RUNS, "new", 1, Patch.empty()),
                () -> transition.update(RUNS, "", Patch.empty()),
                () -> transition.update("nvent:flow:run:1", "x", Map.of()),
                () -> transition.update("nvent:flows", "x", Map.of("flowVersion", "text")),
                () -> transition.update("nvent:flows", "x", Map.of("version", 1)),
                () -> transition.update(new Flows(), "x", Patch.of(FlowFields.EXTRA, Map.of("version", 1))),
                () -> transition.add("nvent:flows", "z", 1, Map.of("version", 1)),
                () -> transition.expectVersion(new Flows(), "v", 1).expectVersion(new Flows(), "v", 2),
                () -> transition
                        .expect("nvent:flows", "v", "displayName", "a")
                        .expect("nvent:flows", "v", "displayName", "b"),
                () -> transition.append("nvent:flows", STEP),
                () -> transition.append("nvent:flow:run:1", NewEvent.of("no flow name")),
                () -> transition.append("nvent:flow:run:1", null),
                () -> transition.increment("nvent:flows", "x", "displayName", 1),
                () -> transition.expect("nvent:flows", "x", "own", 1),
                () -> transition
                        .increment(new Flows(), "x", FlowFields.STATS_TOTAL, Integer.MAX_VALUE)
                        .increment(new Flows(), "x", FlowFields.STATS_TOTAL, 1),
                () -> transition
                        .update(new Flows(), "y", Patch.of(FlowFields.STATS_TOTAL, 1))
                        .increment(new Flows(), "y", FlowFields.STATS_TOTAL, 1))) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(bad::run)
                    .withMessageStartingWith("transition");
        }
    }
}

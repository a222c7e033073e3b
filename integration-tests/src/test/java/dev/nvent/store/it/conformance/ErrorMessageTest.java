package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.ContentionException;
import dev.nvent.store.error.EntryNotFoundException;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.it.TestStore;
import dev.nvent.store.stream.NewEvent;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages and properties of the store's exceptions. */
class ErrorMessageTest {

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers();

    @Test
    void a_stream_operation_on_an_index_names_the_subject_and_its_kind() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store().stream("nvent:flows"))
                .withMessage("stream on 'nvent:flows': subject 'nvent:flows' names an index, not a stream")
                .returns("a stream", InvalidInputException::expected)
                .returns("an index", InvalidInputException::actual);
    }

    @Test
    void bad_metadata_names_its_path_the_subject_and_the_id() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store()
                        .flowRuns("f")
                        .update("r", Map.of("emittedEvents", Map.of("list", java.util.List.of("a\u0000")))))
                .withMessage("index.update on 'nvent:flow:runs:f', id 'r': emittedEvents.list[0]: expected text that"
                        + " PostgreSQL can hold, found U+0000 at index 1")
                .returns("emittedEvents.list[0]", InvalidInputException::where)
                .satisfies(e -> org.assertj.core.api.Assertions.assertThat(e.operation())
                        .contains(Operation.of("index.update", "nvent:flow:runs:f", "r")));
    }

    @Test
    void an_event_with_a_contradicting_run_names_the_field() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store()
                        .flowRunEvents("r")
                        .append(NewEvent.of("t").withFlowName("f").withRunId("other")))
                .withMessage("stream.append on 'nvent:flow:run:r': event.runId: expected the run of the subject,"
                        + " or none, found another");
    }

    @Test
    void setting_null_suggests_delete() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store().kv().set("k", null))
                .withMessage("kv.set on 'k': value must not be null; use delete to remove a key");
    }

    @Test
    void incrementing_by_null_is_rejected() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store().kv().increment("k", null))
                .withMessage("kv.increment on 'k': delta: expected a number, found null");
    }

    @Test
    void an_increment_distinguishes_a_missing_entry_from_a_non_number() {
        STORE.store().flows().add("f", 1, Map.of("own", "text"));

        assertThatExceptionOfType(EntryNotFoundException.class)
                .isThrownBy(() -> STORE.store().flows().increment("none", "own", 1))
                .withMessage("index.increment on 'nvent:flows', id 'none': no such entry");
        assertThatExceptionOfType(IncrementException.class)
                .isThrownBy(() -> STORE.store().flows().increment("f", "own", 1))
                .withMessage("index.increment on 'nvent:flows', id 'f': field 'own': expected a number")
                .returns("own", IncrementException::field)
                .returns(IncrementException.Reason.NOT_A_NUMBER, IncrementException::reason);
    }

    @Test
    void a_contention_error_contains_the_number_of_attempts() {
        try (NventStore store = NventStore.open(STORE.options().withRetries(DynamicApiConformanceTest.FAST_RETRIES))) {
            store.flows().add("busy", 1, Map.of());

            assertThatExceptionOfType(ContentionException.class)
                    .isThrownBy(() -> store.flows().updateWithRetry("busy", entry -> {
                        store.flows().update("busy", Map.of());
                        return entry.patch(Map.of("lost", true));
                    }))
                    .withMessage("index.updateWithRetry on 'nvent:flows', id 'busy': gave up after 10 attempts:"
                            + " each conflicted with a concurrent write")
                    .returns(10, ContentionException::attempts);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nvent.store.it.conformance.InvalidTransitions#all")
    void an_error_of_a_transition_names_the_operation(InvalidInput invalid) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> invalid.call().accept(STORE.store()))
                .withMessageStartingWith("transition");
    }

    @Test
    void a_transition_with_too_many_events_names_the_limit() {
        var transition = STORE.store().transition();
        var event = NewEvent.of("t").withFlowName("f");
        IntStream.range(0, 1_000).forEach(i -> transition.append("many:events:1", event));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> transition.append("many:events:1", event))
                .withMessageContaining("at most 1000 events");
    }
}

package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.it.conformance.ContractStore.Appended;
import dev.nvent.store.it.conformance.ContractTransition.Result;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Appends in a transition. */
abstract class TransitionEventsContract extends OperationContract {

    private static final int MAX_EVENTS = 1_000;

    TransitionEventsContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void the_returned_events_equal_the_stored_events(StreamKind kind) {
        String subject = subject(kind);
        var full = Map.of(
                "type", "a", "flowName", "f", "stepName", "s", "stepId", "s-1", "attempt", 0, "data", Map.of("x", ""));
        var bare = Map.of("type", "b", "flowName", "g");

        List<Appended> events = applied(store.transition().append(subject, full).append(subject, bare));

        assertThat(events).isEqualTo(store.read(subject, Map.of()).events());
        assertThat(events.getFirst().stepId()).isEqualTo("s-1");
        assertThat(events.getFirst().attempt()).isZero();
        assertThat(events.getFirst().data()).isEqualTo(Map.of("x", ""));
        assertThat(events.getLast().attempt()).isNull();
        assertThat(events.getLast().data()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void events_of_several_streams_are_returned_in_the_order_given(StreamKind kind) {
        String subject = subject(kind);
        String other = subject(StreamKind.GENERIC);

        assertThat(applied(store.transition()
                        .append(subject, event(1))
                        .append(other, event(2))
                        .append(subject, event(3))))
                .extracting(Appended::data)
                .containsExactly(1, 2, 3);

        assertThat(store.read(subject, Map.of()).data()).containsExactly(1, 3);
        assertThat(store.read(other, Map.of()).data()).containsExactly(2);
    }

    @ParameterizedTest
    @EnumSource
    void a_conflict_appends_no_events(StreamKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add("nvent:flows", id, 1, Map.of());

        assertThat(store.transition()
                        .append(subject, event(1))
                        .expectVersion("nvent:flows", id, 7)
                        .apply())
                .isEqualTo(new Result.Conflict("nvent:flows", id, 0));

        assertThat(store.read(subject, Map.of()).events()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_transition_contains_at_most_1000_events(StreamKind kind) {
        String subject = subject(kind);
        ContractTransition transition = store.transition();
        IntStream.range(0, MAX_EVENTS).forEach(i -> transition.append(subject + i % 2, event(i)));

        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(() -> transition.append(subject, event(MAX_EVENTS)))
                .withMessageContaining("1000")
                .returns(RejectedException.Reason.INVALID_INPUT, RejectedException::reason);
        assertThat(applied(transition))
                .extracting(Appended::data)
                .isEqualTo(IntStream.range(0, MAX_EVENTS).boxed().toList());
    }

    @ParameterizedTest
    @EnumSource
    void a_rejected_event_leaves_the_transition_unchanged(StreamKind kind) {
        String subject = subject(kind);
        ContractTransition transition = store.transition().append(subject, event(1));

        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> transition.append(subject, Map.of("type", "")));
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> transition.append("nvent:flows", event(2)));

        assertThat(applied(transition)).extracting(Appended::data).containsExactly(1);
    }

    @Test
    void the_first_appends_to_generic_streams_create_their_partitions() {
        String one = "fresh:" + unique();
        String two = "fresh:" + unique();

        assertThat(applied(store.transition().append(one + ":1", event(1)).append(two + ":1", event(2))))
                .hasSize(2);

        assertThat(store.streamTypes()).containsKeys(one, two);
        assertThat(store.read(one + ":1", Map.of()).data()).containsExactly(1);
        assertThat(store.read(two + ":1", Map.of()).data()).containsExactly(2);
    }

    @Test
    void a_rejected_append_creates_no_partition() {
        String type = "refused:" + unique();
        String key = unique();
        ContractTransition transition = store.transition();
        assertRejected(
                RejectedException.Reason.INVALID_INPUT, () -> transition.append(type + ":1", Map.of("type", "")));

        assertThat(transition.set(key, 1, null).apply().isApplied()).isTrue();
        assertThat(store.streamTypes()).doesNotContainKey(type);
    }

    private static List<Appended> applied(ContractTransition transition) {
        return ((Result.Applied) transition.apply()).events();
    }

    private static Map<String, Object> event(int number) {
        return Map.of("type", "t", "flowName", "f", "data", number);
    }
}

package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.conformance.ContractStore.Appended;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class AppendAllContract extends OperationContract {

    AppendAllContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void a_batch_is_stored_in_the_order_given(StreamKind kind) {
        String subject = subject(kind);
        List<Integer> numbers = IntStream.range(0, 2_500).boxed().toList();

        List<Appended> appended = store.appendAll(
                subject, numbers.stream().map(AppendAllContract::event).toList());

        assertThat(appended).extracting(Appended::data).isEqualTo(numbers);
        assertThat(appended).extracting(Appended::id).isSorted().doesNotHaveDuplicates();
        assertThat(store.streamEvents(subject, Map.of())).isEqualTo(appended);
    }

    @ParameterizedTest
    @EnumSource
    void every_field_of_every_event_is_returned(StreamKind kind) {
        String subject = subject(kind);
        var full = Map.of(
                "type", "a", "flowName", "f", "stepName", "s", "stepId", "s-1", "attempt", 0, "data", Map.of("x", ""));
        var bare = Map.of("type", "b", "flowName", "g");

        List<Appended> appended = store.appendAll(subject, List.of(full, bare));

        assertThat(store.read(subject, Map.of()).events()).isEqualTo(appended);
        assertThat(appended.getFirst().stepId()).isEqualTo("s-1");
        assertThat(appended.getFirst().attempt()).isZero();
        assertThat(appended.getLast().stepId()).isNull();
        assertThat(appended.getLast().attempt()).isNull();
        assertThat(appended.getLast().data()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_batch_is_accepted(StreamKind kind) {
        assertThat(store.appendAll(subject(kind), List.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void one_invalid_event_rejects_the_whole_batch(StreamKind kind) {
        String subject = subject(kind);

        assertRejected(
                RejectedException.Reason.INVALID_INPUT,
                () -> store.appendAll(subject, List.of(event(1), Map.of("type", "", "flowName", "f"))));
        assertRejected(
                RejectedException.Reason.INVALID_INPUT,
                () -> store.appendAll(
                        subject, List.of(event(1), Map.of("type", "t", "flowName", "f", "data", "\u0000"))));

        assertThat(store.read(subject, Map.of()).events()).isEmpty();
    }

    private static Map<String, Object> event(int number) {
        return Map.of("type", "t", "flowName", "f", "data", number);
    }
}

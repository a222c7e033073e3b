package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.ConcurrentCallers;
import dev.nvent.store.it.conformance.ContractTransition.Result;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Concurrent transitions. */
abstract class ConcurrentTransitionsContract extends OperationContract {

    ConcurrentTransitionsContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void increments_of_a_shared_counter_return_distinct_values(IndexKind kind) {
        kind.counterColumn().ifPresent(counter -> {
            String subject = subject(kind);
            String shared = unique();
            store.add(subject, shared, 1, Map.of());
            IntStream.range(0, ConcurrentCallers.COUNT)
                    .forEach(caller -> store.add(subject, shared + caller, 1, Map.of()));

            List<Integer> counts = ConcurrentCallers.run(caller -> ((Result.Applied) store.transition()
                            .append(StreamKind.FLOW_EVENTS.subject(shared + caller), event())
                            .increment(subject, shared, counter, 1)
                            .increment(subject, shared + caller, counter, 1)
                            .apply())
                    .count(subject, shared, counter));

            assertThat(counts)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, ConcurrentCallers.COUNT)
                            .boxed()
                            .toList());
            assertThat(version(subject, shared)).isEqualTo(ConcurrentCallers.COUNT);
            assertThat(IntStream.range(0, ConcurrentCallers.COUNT)
                            .mapToObj(caller -> store.read(StreamKind.FLOW_EVENTS.subject(shared + caller), Map.of())
                                    .events()
                                    .size()))
                    .containsOnly(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void updates_of_two_entries_in_opposite_orders_do_not_deadlock(IndexKind kind) {
        String subject = subject(kind);
        String left = unique();
        String right = unique();
        store.add(subject, left, 1, Map.of());
        store.add(subject, right, 1, Map.of());

        ConcurrentCallers.run(caller -> {
            String first = caller % 2 == 0 ? left : right;
            String second = caller % 2 == 0 ? right : left;
            Map<String, Object> patch = Map.of("own", Map.of("caller" + caller, 1));
            ContractTransition transition =
                    store.transition().update(subject, first, patch).update(subject, second, patch);
            kind.counterColumn()
                    .ifPresent(counter ->
                            transition.increment(subject, first, counter, 1).increment(subject, second, counter, 1));
            assertThat(transition.apply().isApplied()).isTrue();
            return caller;
        });

        for (String id : List.of(left, right)) {
            assertThat(version(subject, id)).isEqualTo(ConcurrentCallers.COUNT);
            assertThat((Map<?, ?>) at(subject, id, "own")).hasSize(ConcurrentCallers.COUNT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void exactly_one_transition_that_expects_the_same_version_applies(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        String stream = StreamKind.TRIGGER_EVENTS.subject(id);
        store.add(subject, id, 1, Map.of());

        List<Boolean> applied = ConcurrentCallers.run(caller -> store.transition()
                .expectVersion(subject, id, 0)
                .update(subject, id, Map.of("own", caller))
                .append(stream, event())
                .apply()
                .isApplied());

        assertThat(applied).containsOnlyOnce(true);
        assertThat(at(subject, id, "own")).isEqualTo(CanonicalJson.of(applied.indexOf(true)));
        assertThat(store.read(stream, Map.of()).events()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void exactly_one_transition_that_expects_the_same_field_value_applies(IndexKind kind) {
        kind.settableFields().stream()
                .filter(field -> field.type() == IndexField.Type.TEXT)
                .findFirst()
                .ifPresent(field -> {
                    String subject = subject(kind);
                    String id = unique();
                    String stream = StreamKind.GENERIC.subject(id);
                    store.add(subject, id, 1, NestedMaps.at(field.path(), "waiting"));

                    List<Boolean> applied = ConcurrentCallers.run(caller -> store.transition()
                            .expect(subject, id, field.path(), "waiting")
                            .update(subject, id, NestedMaps.at(field.path(), "taken by " + caller))
                            .append(stream, event())
                            .apply()
                            .isApplied());

                    assertThat(applied).containsOnlyOnce(true);
                    assertThat(at(subject, id, field.path())).isEqualTo("taken by " + applied.indexOf(true));
                    assertThat(store.read(stream, Map.of()).events()).hasSize(1);
                });
    }

    private static Map<String, Object> event() {
        return Map.of("type", "step", "flowName", "f");
    }
}

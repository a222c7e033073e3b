package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.ConcurrentCallers;
import dev.nvent.store.it.conformance.ContractStore.Appended;
import dev.nvent.store.it.conformance.ContractStore.Outcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Concurrent writes. Each caller gets the result that it would get alone. */
abstract class ConcurrentWritesContract extends OperationContract {

    private static final int ROUNDS = 10;

    ConcurrentWritesContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void increments_of_one_field_return_distinct_values_and_sum_exactly(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 1, Map.of());
        BigDecimal start = increment(subject, id, kind.counterPath(), 0);

        List<List<BigDecimal>> returned = ConcurrentCallers.run(caller -> IntStream.range(0, ROUNDS)
                .mapToObj(round -> increment(subject, id, kind.counterPath(), 1 + round % 2))
                .toList());

        BigDecimal total = start.add(
                BigDecimal.valueOf(ConcurrentCallers.COUNT).multiply(BigDecimal.valueOf(ROUNDS + ROUNDS / 2)));
        assertThat(returned.stream().flatMap(List::stream))
                .doesNotHaveDuplicates()
                .contains(total);
        assertThat(returned).allSatisfy(own -> assertThat(own).isSorted());
        assertThat(at(subject, id, kind.counterPath())).isEqualTo(total);
    }

    @ParameterizedTest
    @EnumSource
    void increments_and_decrements_at_the_limit_fail_only_beyond_it(IndexKind kind) {
        kind.counterColumn().ifPresent(counter -> {
            String subject = subject(kind);
            String id = unique();
            store.add(subject, id, 1, Map.of(counter, Integer.MAX_VALUE - 3));

            List<Integer> accepted = ConcurrentCallers.run(caller -> IntStream.range(0, ROUNDS)
                    .map(round -> accepted(subject, id, counter, (caller + round) % 2 == 0 ? 2 : -2))
                    .sum());

            long sum = accepted.stream().mapToInt(delta -> delta).sum();
            assertThat(at(subject, id, counter)).isEqualTo(BigDecimal.valueOf(Integer.MAX_VALUE - 3 + sum));
        });
    }

    @ParameterizedTest
    @EnumSource
    void an_error_of_one_caller_does_not_affect_the_others(IndexKind kind) {
        kind.counterColumn().ifPresent(counter -> {
            String subject = subject(kind);
            String good = unique();
            String full = unique();
            String missing = unique();
            store.add(subject, good, 1, Map.of());
            store.add(subject, full, 1, Map.of(counter, Integer.MAX_VALUE));

            ConcurrentCallers.run(caller -> {
                for (int round = 0; round < ROUNDS; round++) {
                    if (caller % 8 == 0) {
                        assertRejected(
                                RejectedException.Reason.OUT_OF_RANGE, () -> increment(subject, full, counter, 1));
                        assertRejected(
                                RejectedException.Reason.NO_ENTRY, () -> increment(subject, missing, counter, 1));
                    } else {
                        increment(subject, good, counter, 1);
                    }
                }
                return caller;
            });

            assertThat(at(subject, good, counter))
                    .isEqualTo(BigDecimal.valueOf((long) ConcurrentCallers.COUNT * 7 / 8 * ROUNDS));
            assertThat(at(subject, full, counter)).isEqualTo(BigDecimal.valueOf(Integer.MAX_VALUE));
        });
    }

    @ParameterizedTest
    @EnumSource
    void appends_are_stored_as_they_were_returned(StreamKind kind) {
        String name = unique();

        List<List<Appended>> appended = ConcurrentCallers.run(caller -> IntStream.range(0, ROUNDS)
                .mapToObj(round -> store.append(
                        kind.subject(name + caller % 4),
                        Map.of("type", "t", "flowName", "f", "data", Map.of("caller", caller, "round", round))))
                .toList());

        assertThat(IntStream.range(0, 4)
                        .mapToObj(stream -> store.read(kind.subject(name + stream), Map.of())
                                .events())
                        .flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        appended.stream().flatMap(List::stream).toList());
        assertThat(appended)
                .allSatisfy(own -> assertThat(own).extracting(Appended::id).isSorted());
    }

    @ParameterizedTest
    @EnumSource
    void writes_of_every_kind_return_the_result_of_their_caller(IndexKind kind) {
        String subject = subject(kind);
        String shared = unique();
        store.add(subject, shared, 1, Map.of());

        ConcurrentCallers.run(caller -> {
            String id = shared + "-" + caller;
            String run = StreamKind.FLOW_EVENTS.subject(id);
            assertThat(store.add(subject, id, caller, Map.of())).isZero();
            assertThat(store.add(subject, id, caller, Map.of())).isEqualTo(1);
            assertThat(store.addIfAbsent(subject, id, caller, Map.of())).isFalse();
            assertThat(store.update(subject, id, Map.of("own", "s" + caller))).isEqualTo(new Outcome.Updated(2));
            assertThat(store.update(subject, id, 7, Map.of())).isEqualTo(new Outcome.Conflict(7, 2));
            assertThat(store.update(subject, "none" + id, Map.of())).isEqualTo(new Outcome.Missing());
            assertThat(store.update(subject, shared, Map.of("own", Map.of(id, 1))))
                    .isInstanceOf(Outcome.Updated.class);
            store.set(id, caller, null);
            assertThat(store.value(id)).contains(caller);
            assertThat(store.incrementKey(id, BigDecimal.ONE)).isEqualByComparingTo(BigDecimal.valueOf(caller + 1L));
            assertThat(store.transition()
                            .append(run, Map.of("type", "step", "flowName", "kinds"))
                            .set(id, -caller, null)
                            .apply()
                            .isApplied())
                    .isTrue();
            assertThat(store.read(run, Map.of()).events()).hasSize(1);
            assertThat(store.value(id)).contains(-caller);
            assertThat(store.delete(subject, caller % 2 == 0 ? id : "none" + id))
                    .isEqualTo(caller % 2 == 0);
            return caller;
        });

        assertThat((Map<?, ?>) at(subject, shared, "own")).hasSize(ConcurrentCallers.COUNT);
    }

    private BigDecimal increment(String subject, String id, String field, long delta) {
        return store.increment(subject, id, field, BigDecimal.valueOf(delta));
    }

    /** The delta, or 0 if the increment was out of range. */
    private int accepted(String subject, String id, String counter, int delta) {
        try {
            increment(subject, id, counter, delta);
            return delta;
        } catch (RejectedException rejected) {
            assertThat(rejected.reason()).isEqualTo(RejectedException.Reason.OUT_OF_RANGE);
            assertThat(delta).isPositive();
            return 0;
        }
    }
}

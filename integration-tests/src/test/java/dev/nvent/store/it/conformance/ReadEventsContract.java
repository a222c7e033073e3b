package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.conformance.ContractStore.Appended;
import dev.nvent.store.it.conformance.ContractStore.Events;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class ReadEventsContract extends OperationContract {

    ReadEventsContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_result_is_an_empty_page(StreamKind kind) {
        Events page = store.read(subject(kind), Map.of());

        assertThat(page.events()).isEmpty();
        assertThat(page.hasMore()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void events_are_read_in_append_order_or_reversed(StreamKind kind) {
        String subject = subject(kind);
        append(subject, 5);

        assertThat(store.read(subject, Map.of()).data()).containsExactly(0, 1, 2, 3, 4);
        assertThat(store.read(subject, Map.of("order", "desc")).data()).containsExactly(4, 3, 2, 1, 0);
    }

    @ParameterizedTest
    @EnumSource
    void a_limited_page_says_whether_there_are_more_events(StreamKind kind) {
        String subject = subject(kind);
        append(subject, 5);

        assertThat(store.read(subject, Map.of("limit", 2)).data()).containsExactly(0, 1);
        assertThat(store.read(subject, Map.of("limit", 4)).hasMore()).isTrue();
        assertThat(store.read(subject, Map.of("limit", 5)).hasMore()).isFalse();
        assertThat(store.read(subject, Map.of("limit", Integer.MAX_VALUE)).events())
                .hasSize(5);
        assertThat(store.read(subject, Map.of("limit", 2, "order", "desc")).data())
                .containsExactly(4, 3);
    }

    @ParameterizedTest
    @EnumSource
    void the_default_page_size_is_1000(StreamKind kind) {
        String subject = subject(kind);
        append(subject, 1_000);
        assertThat(store.read(subject, Map.of()).hasMore()).isFalse();
        append(subject, 1);

        Events page = store.read(subject, Map.of());
        assertThat(page.events()).hasSize(1_000);
        assertThat(page.hasMore()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void after_and_before_are_exclusive_ids(StreamKind kind) {
        String subject = subject(kind);
        List<Appended> events = append(subject, 5);
        long second = events.get(1).id();
        long fourth = events.get(3).id();

        assertThat(store.read(subject, Map.of("after", second)).data()).containsExactly(2, 3, 4);
        assertThat(store.read(subject, Map.of("before", fourth)).data()).containsExactly(0, 1, 2);
        assertThat(store.read(subject, Map.of("after", second, "before", fourth))
                        .data())
                .containsExactly(2);
        assertThat(store.read(subject, Map.of("before", fourth, "order", "desc", "limit", 2))
                        .data())
                .containsExactly(2, 1);
        assertThat(store.read(subject, Map.of("after", Long.MAX_VALUE)).events())
                .isEmpty();
        assertThat(store.read(subject, Map.of("after", Long.MIN_VALUE)).events())
                .hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void from_and_to_are_inclusive_times(StreamKind kind) throws InterruptedException {
        String subject = subject(kind);
        for (int i = 0; i < 3; i++) {
            append(subject, 1);
            Thread.sleep(3);
        }
        List<Appended> events = store.read(subject, Map.of()).events();
        var middle = events.get(1).ts();

        assertThat(store.read(subject, Map.of("from", middle, "to", middle)).events())
                .containsExactly(events.get(1));
        assertThat(store.read(subject, Map.of("from", middle)).events()).isEqualTo(events.subList(1, 3));
        assertThat(store.read(subject, Map.of("to", middle)).events()).isEqualTo(events.subList(0, 2));
        assertThat(store.read(subject, Map.of("from", middle.plusNanos(1))).events())
                .containsExactly(events.get(2));
        assertThat(store.read(subject, Map.of("to", middle.minusNanos(1))).events())
                .containsExactly(events.get(0));
        assertThat(store.read(subject, Map.of("from", middle, "to", middle.minusMillis(1)))
                        .events())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void events_of_any_given_type_are_read_and_an_empty_list_means_all(StreamKind kind) {
        String subject = subject(kind);
        for (String type : List.of("a", "b", "c", "a", "A", "a,b", "' OR ''='")) {
            store.append(subject, Map.of("type", type, "flowName", "f", "data", type));
        }

        assertThat(store.read(subject, Map.of("types", List.of("a"))).data()).containsExactly("a", "a");
        assertThat(store.read(subject, Map.of("types", List.of("a", "c", "none", "a")))
                        .data())
                .containsExactly("a", "c", "a");
        assertThat(store.read(subject, Map.of("types", List.of("' OR ''='"))).data())
                .containsExactly("' OR ''='");
        assertThat(store.read(subject, Map.of("types", List.of("none"))).events())
                .isEmpty();
        assertThat(store.read(subject, Map.of("types", List.of())).events()).hasSize(7);
    }

    @ParameterizedTest
    @EnumSource
    void a_limit_below_1_is_rejected(StreamKind kind) {
        for (int limit : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertRejected(
                    RejectedException.Reason.INVALID_INPUT, () -> store.read(subject(kind), Map.of("limit", limit)));
        }
    }

    private List<Appended> append(String subject, int count) {
        return store.appendAll(
                subject,
                IntStream.range(0, count)
                        .mapToObj(i -> Map.of("type", "t", "flowName", "f", "data", i))
                        .toList());
    }
}

package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.conformance.ContractStore.Appended;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class StreamEventsContract extends OperationContract {

    StreamEventsContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void several_pages_are_streamed_in_both_orders(StreamKind kind) {
        String subject = subject(kind);
        append(subject, 2_100);

        List<Appended> forward = store.streamEvents(subject, Map.of()).toList();
        List<Appended> backward =
                store.streamEvents(subject, Map.of("order", "desc")).toList();

        assertThat(forward)
                .extracting(Appended::data)
                .isEqualTo(IntStream.range(0, 2_100).boxed().toList());
        assertThat(backward).isEqualTo(forward.reversed());
    }

    @ParameterizedTest
    @EnumSource
    void the_query_applies_to_all_pages(StreamKind kind) {
        String subject = subject(kind);
        long first = append(subject, 1_500).getFirst().id();

        assertThat(store.streamEvents(subject, Map.of("limit", 1_200, "after", first)))
                .hasSize(1_200)
                .first()
                .extracting(Appended::data)
                .isEqualTo(1);
        assertThat(store.streamEvents(subject, Map.of("types", List.of("even"))))
                .hasSize(750);
        assertThat(store.streamEvents(subject, Map.of("before", first))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void events_appended_before_the_last_page_are_included(StreamKind kind) {
        String subject = subject(kind);
        append(subject, 1_001);

        try (var walk = store.streamEvents(subject, Map.of())) {
            var events = walk.iterator();
            events.next();
            append(subject, 10);
            int count = 1;
            while (events.hasNext()) {
                events.next();
                count++;
            }
            assertThat(count).isEqualTo(1_011);
        }
    }

    private List<Appended> append(String subject, int count) {
        return store.appendAll(
                subject,
                IntStream.range(0, count)
                        .mapToObj(i -> Map.of("type", i % 2 == 0 ? "even" : "odd", "flowName", "f", "data", i))
                        .toList());
    }
}

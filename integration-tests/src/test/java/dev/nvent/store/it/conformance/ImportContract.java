package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nvent.store.it.conformance.ContractStore.Appended;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The import of events in bulk, which stores the same events as appends. */
abstract class ImportContract extends OperationContract {

    /** Characters with a meaning in the text format of COPY, and others outside ASCII. */
    private static final String SPECIAL = "tab\t, line\n, return\r, \\N, \\., \\\\, quote\", {é, 𝒳}\b";

    private static final Map<String, Object> FULL = Map.of(
            "type",
            "type " + SPECIAL,
            "flowName",
            "flow " + SPECIAL,
            "stepName",
            "step " + SPECIAL,
            "stepId",
            "\\N",
            "attempt",
            0,
            "data",
            Map.of(SPECIAL, List.of(SPECIAL, new BigDecimal("1.50"), Long.MAX_VALUE)));

    ImportContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void an_imported_event_equals_an_appended_event(StreamKind kind) throws Exception {
        for (Map<String, Object> event : List.of(
                FULL,
                Map.<String, Object>of("type", "bare", "flowName", "flow"),
                Map.<String, Object>of("type", "\\.", "flowName", "\\N", "data", "\\N"),
                Map.<String, Object>of("type", "falsy", "flowName", "flow", "data", false))) {
            String subject = subject(kind) + ":a\\b\tc";
            Appended appended = store.append(subject, event);

            assertThat(store.importEvents(events -> events.append(subject, event)))
                    .isOne();

            Appended imported = store.read(subject, Map.of()).events().getLast();
            assertThat(imported.id()).isGreaterThan(appended.id());
            assertThat(imported)
                    .usingRecursiveComparison()
                    .ignoringFields("id", "ts")
                    .isEqualTo(appended);
            assertThat(imported.ts()).isBetween(appended.ts(), appended.ts().plusSeconds(60));
        }
    }

    @Test
    void events_of_all_kinds_of_stream_can_alternate_and_each_stream_keeps_its_order() throws Exception {
        List<String> subjects = List.of(
                subject(StreamKind.FLOW_EVENTS),
                subject(StreamKind.TRIGGER_EVENTS),
                unique() + ":type:1",
                unique() + ":type:1",
                unique() + ":type:1");

        long count = store.importEvents(events -> {
            for (int i = 0; i < 5_000; i++) {
                for (String subject : List.of(subjects.get(0), subjects.get(1), subjects.get(2 + i % 3))) {
                    events.append(subject, event(i));
                }
            }
        });

        assertThat(count).isEqualTo(15_000);
        List<Object> numbers =
                IntStream.range(0, 5_000).<Object>mapToObj(i -> i).toList();
        assertThat(data(subjects.get(0))).isEqualTo(numbers);
        assertThat(data(subjects.get(1))).isEqualTo(numbers);
        for (int i = 0; i < 3; i++) {
            int remainder = i;
            assertThat(data(subjects.get(2 + i)))
                    .isEqualTo(numbers.stream()
                            .filter(number -> (int) number % 3 == remainder)
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_exception_is_rethrown_and_rolls_back_all_events(StreamKind kind) {
        String subject = subject(kind);
        String other = subject(StreamKind.GENERIC);

        assertThatThrownBy(() -> store.importEvents(events -> {
                    for (int i = 0; i < 5_000; i++) {
                        events.append(subject, FULL);
                        events.append(other, FULL);
                    }
                    throw new IOException("no more");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no more");

        assertThat(data(subject)).isEmpty();
        assertThat(data(other)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_work_of_an_import_can_read_from_the_store(StreamKind kind) throws Exception {
        String source = subject(kind);
        String target = subject(kind);
        store.append(source, FULL);

        long count = store.importEvents(events ->
                store.streamEvents(source, Map.of()).forEach(event -> events.append(target, event(event.attempt()))));

        assertThat(count).isOne();
        assertThat(data(target)).containsExactly(0);
    }

    @ParameterizedTest
    @EnumSource
    void an_invalid_event_is_rejected_and_the_import_continues(StreamKind kind) throws Exception {
        String subject = subject(kind);

        long count = store.importEvents(events -> {
            assertRejected(
                    RejectedException.Reason.INVALID_INPUT,
                    () -> events.append(subject, Map.of("type", "", "flowName", "f")));
            assertRejected(RejectedException.Reason.INVALID_INPUT, () -> events.append("nvent:flows", FULL));
            events.append(subject, event(1));
        });

        assertThat(count).isOne();
        assertThat(data(subject)).containsExactly(1);
    }

    @Test
    void an_empty_import_stores_nothing() throws Exception {
        assertThat(store.importEvents(events -> {})).isZero();
    }

    private List<Object> data(String subject) {
        return store.streamEvents(subject, Map.of()).map(Appended::data).toList();
    }

    private static Map<String, Object> event(int number) {
        return Map.of("type", "t", "flowName", "f", "data", number);
    }
}

package dev.nvent.store.it.conformance;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nvent.store.it.conformance.ContractStore.Appended;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class AppendContract extends OperationContract {

    AppendContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void every_field_is_returned(StreamKind kind) {
        String subject = kind.subject("run:" + unique());
        String run = subject.substring("nvent:flow:run:".length());
        String runId = kind == StreamKind.FLOW_EVENTS ? run : "some run";

        Appended appended = store.append(
                subject,
                Map.of(
                        "type", "step.failed",
                        "runId", runId,
                        "flowName", "orders",
                        "stepName", "charge",
                        "stepId", "charge-1",
                        "attempt", 0,
                        "data", Map.of("why", "card declined")));

        Appended read = store.read(subject, Map.of()).events().getFirst();
        assertThat(read).isEqualTo(appended);
        assertThat(read)
                .isEqualTo(new Appended(
                        appended.id(),
                        appended.ts(),
                        "step.failed",
                        runId,
                        "orders",
                        "charge",
                        "charge-1",
                        0,
                        Map.of("why", "card declined")));
    }

    @ParameterizedTest
    @EnumSource
    void omitted_fields_are_null(StreamKind kind) {
        String subject = subject(kind);
        store.append(subject, Map.of("type", "t", "flowName", "f"));

        Appended read = store.read(subject, Map.of()).events().getFirst();
        assertThat(read.stepName()).isNull();
        assertThat(read.stepId()).isNull();
        assertThat(read.attempt()).isNull();
        assertThat(read.data()).isNull();
        assertThat(read.runId())
                .isEqualTo(kind == StreamKind.FLOW_EVENTS ? subject.substring("nvent:flow:run:".length()) : null);
    }

    @ParameterizedTest
    @EnumSource
    void data_can_be_any_json(StreamKind kind) {
        String subject = subject(kind);
        List<Object> payloads = List.of(
                0,
                false,
                "",
                List.of(),
                Map.of(),
                "text",
                true,
                -1,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                new BigDecimal("1.10"),
                new BigDecimal("1E-300"),
                new BigDecimal("123456789012345678901234567890.123456789012345678901234567890"),
                List.of(List.of(0, Map.of("a.b", List.of()))),
                Map.of("", "empty key", "a.b", 1, "'; DROP TABLE x; --", "☃😀"));

        payloads.forEach(payload -> store.append(subject, Map.of("type", "t", "flowName", "f", "data", payload)));

        assertThat(store.read(subject, Map.of()).data().stream().map(CanonicalJson::of))
                .isEqualTo(payloads.stream().map(CanonicalJson::of).toList());
    }

    @ParameterizedTest
    @EnumSource
    void null_in_data_is_kept(StreamKind kind) {
        String subject = subject(kind);
        Map<String, Object> data = NestedMaps.map("a", null, "b", java.util.Arrays.asList(1, null));

        store.append(subject, Map.of("type", "t", "flowName", "f", "data", data));

        assertThat(store.read(subject, Map.of()).data()).containsExactly(data);
    }

    @ParameterizedTest
    @EnumSource
    void ids_increase_and_the_server_sets_the_time(StreamKind kind) {
        String subject = subject(kind);
        Appended first = store.append(subject, Map.of("type", "t", "flowName", "f"));
        Appended second = store.append(subject, Map.of("type", "t", "flowName", "f"));

        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(second.ts()).isAfterOrEqualTo(first.ts());
        assertThat(first.ts()).isCloseTo(Instant.now(), within(ofMinutes(1).toMillis(), ChronoUnit.MILLIS));
        assertThat(first.ts()).isEqualTo(first.ts().truncatedTo(ChronoUnit.MILLIS));
    }

    @ParameterizedTest
    @EnumSource
    void subjects_do_not_share_events(StreamKind kind) {
        String subject = subject(kind);
        store.append(subject, Map.of("type", "t", "flowName", "f"));

        assertThat(store.read(subject + "x", Map.of()).events()).isEmpty();
        assertThat(store.read(subject(kind), Map.of()).events()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_last_part_of_a_subject_may_be_any_text(StreamKind kind) {
        for (String key : List.of("a:b::c:", " ", "%", "_", "'", "\"", "\\", "ключ☃😀", "*", "x".repeat(500))) {
            String subject = kind.subject(unique() + key);
            store.append(subject, Map.of("type", "t", "flowName", "f", "data", key));
            assertThat(store.read(subject, Map.of()).data()).containsExactly(key);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_payload_of_several_megabytes_is_returned(StreamKind kind) {
        String subject = subject(kind);
        String text = "0123456789☃".repeat(300_000);

        store.append(subject, Map.of("type", "t", "flowName", "f", "data", List.of(text)));

        assertThat(store.read(subject, Map.of()).data().equals(List.of(List.of(text))))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void an_event_without_a_type_is_rejected(StreamKind kind) {
        String subject = subject(kind);

        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.append(subject, Map.of("flowName", "f")));
        assertRejected(
                RejectedException.Reason.INVALID_INPUT,
                () -> store.append(subject, Map.of("type", "", "flowName", "f")));
        assertThat(store.read(subject, Map.of()).events()).isEmpty();
    }
}

package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recognised subjects, and that subjects do not share data. */
abstract class SubjectContract extends OperationContract {

    private static final Map<String, Object> EVENT = Map.of("type", "t", "flowName", "f");

    SubjectContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nvent:flows",
                "nvent:triggers",
                "nvent:scheduler:jobs",
                "nvent:flow:runs:f",
                "nvent:flow:runs:nvent:flow:run:x"
            })
    void an_index_subject_rejects_stream_operations(String subject) {
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.append(subject, EVENT));
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.appendAll(subject, List.of(EVENT)));
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.read(subject, Map.of()));
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.deleteEvents(subject));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvent:flow:run:x", "nvent:trigger:event:x", "nvent:flow:run:nvent:flows"})
    void a_stream_subject_rejects_index_operations(String subject) {
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.add(subject, "id", 1, Map.of()));
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.update(subject, "id", Map.of()));
        assertRejected(
                RejectedException.Reason.INVALID_INPUT, () -> store.increment(subject, "id", "own", BigDecimal.ONE));
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.get(subject, "id"));
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.list(subject, Map.of()));
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.delete(subject, "id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nvent:flow:run123",
                "nvent:scheduler:trigger:flow1",
                "nvent:scheduler:locks",
                "nvent:scheduler:jobs:x",
                "nvent:flow:run",
                "nvent:flow:runs",
                "nvent:flows:",
                "nvent:flowsx",
                "xnvent:flows",
                "Nvent:flows",
                "nvent:Flows",
                " nvent:flows",
                "nvent",
                "nvent:",
                ":",
                "nq:flow:abc",
                "other:flow:run:x",
                "other:flows",
                "x",
                "ключ:☃:😀",
                "'; DROP TABLE x; --:\"a b\""
            })
    void any_other_subject_is_a_separate_generic_stream_and_index(String subject) {
        store.append(subject, Map.of("type", "t", "data", subject));
        store.add(subject, "id", 1, Map.of("own", subject));

        assertThat(store.read(subject, Map.of()).data()).containsExactly(subject);
        assertThat(at(subject, "id", "own")).isEqualTo(subject);
        assertThat(store.count(subject, Map.of())).isOne();
        assertThat(store.deleteEvents(subject)).isTrue();
        assertThat(store.delete(subject, "id")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvent:flow:run:", "nvent:trigger:event:", "nvent:flow:runs:", "", "a\u0000b"})
    void an_empty_key_and_an_empty_subject_are_rejected(String subject) {
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.append(subject, EVENT));
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.add(subject, "id", 1, Map.of()));
    }

    @Test
    void a_subject_has_at_most_1024_characters() {
        String longest = "a:b:" + "x".repeat(1_020);
        store.append(longest, EVENT);
        store.add(longest, "id", 1, Map.of());
        assertThat(store.read(longest, Map.of()).events()).hasSize(1);
        assertThat(store.get(longest, "id")).isPresent();

        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.append(longest + "x", EVENT));
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.add(longest + "x", "id", 1, Map.of()));
    }

    @Test
    void two_namespaces_never_share_rows() {
        String id = unique();
        for (String subject : List.of("nvent:flow:run:", "two:flow:run:", "nq:flow:run:")) {
            store.append(subject + id, Map.of("type", "t", "flowName", "f", "data", subject));
        }
        for (String subject : List.of("nvent:flows", "two:flows", "nq:flows")) {
            store.add(subject, id, 1, Map.of("displayName", subject));
        }

        for (String subject : List.of("nvent:flow:run:", "two:flow:run:", "nq:flow:run:")) {
            assertThat(store.read(subject + id, Map.of()).data()).containsExactly(subject);
        }
        for (String subject : List.of("nvent:flows", "two:flows", "nq:flows")) {
            assertThat(at(subject, id, "displayName")).isEqualTo(subject);
        }
    }

    @Test
    void a_generic_stream_requires_only_the_type() {
        String subject = "acme:any:" + unique();

        assertThat(store.append(subject, Map.of("type", "t")).flowName()).isNull();
        assertRejected(
                RejectedException.Reason.INVALID_INPUT,
                () -> store.append("nvent:flow:run:" + unique(), Map.of("type", "t")));
    }

    @Test
    void a_run_id_that_contradicts_the_subject_is_rejected() {
        String run = unique();
        String subject = "nvent:flow:run:" + run;

        assertRejected(
                RejectedException.Reason.INVALID_INPUT,
                () -> store.append(subject, Map.of("type", "t", "flowName", "f", "runId", "another")));
        assertThat(store.append(subject, Map.of("type", "t", "flowName", "f", "runId", run))
                        .runId())
                .isEqualTo(run);
        assertThat(store.read(subject, Map.of()).events()).hasSize(1);
    }
}

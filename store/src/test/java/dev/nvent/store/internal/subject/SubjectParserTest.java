package dev.nvent.store.internal.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import dev.nvent.store.subject.IndexSubject.Flows;
import dev.nvent.store.subject.IndexSubject.GenericIndex;
import dev.nvent.store.subject.IndexSubject.SchedulerJobs;
import dev.nvent.store.subject.IndexSubject.Triggers;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import dev.nvent.store.subject.StreamSubject.TriggerEvents;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectParserTest {

    private final SubjectParser parser = new SubjectParser("nvent", List.of());

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of("nvent:flow:run:r-1", new FlowRunEvents("r-1")),
                Arguments.of("nvent:flow:run:a:b", new FlowRunEvents("a:b")),
                Arguments.of("nvent:trigger:event:t", new TriggerEvents("t")),
                Arguments.of("nvent:flow:run123", new GenericStream("nvent:flow:run123")),
                Arguments.of("nvent:flow:RUN:x", new GenericStream("nvent:flow:RUN:x")),
                Arguments.of("xnvent:flow:run:x", new GenericStream("xnvent:flow:run:x")),
                Arguments.of("other:flow:run:x", new GenericStream("other:flow:run:x")));
    }

    static Stream<Arguments> indexes() {
        return Stream.of(
                Arguments.of("nvent:flow:runs:checkout", new FlowRuns("checkout")),
                Arguments.of("nvent:flow:runs:a:b", new FlowRuns("a:b")),
                Arguments.of("nvent:flows", new Flows()),
                Arguments.of("nvent:triggers", new Triggers()),
                Arguments.of("nvent:scheduler:jobs", new SchedulerJobs()),
                Arguments.of("nvent:scheduler:locks", new GenericIndex("nvent:scheduler:locks")),
                Arguments.of("nvent:flows:x", new GenericIndex("nvent:flows:x")),
                Arguments.of("acme:flows", new GenericIndex("acme:flows")));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_subject_of_a_stream_is_parsed_and_spelled(String text, StreamSubject<?> subject) {
        assertThat(parser.stream(text)).isEqualTo(subject);
        assertThat(parser.text(subject)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("indexes")
    void a_subject_of_an_index_is_parsed_and_spelled(String text, IndexSubject<?> subject) {
        assertThat(parser.index(text)).isEqualTo(subject);
        assertThat(parser.text(subject)).isEqualTo(text);
    }

    @Test
    void a_subject_of_the_other_kind_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> parser.stream("nvent:flows"))
                .withMessageContaining("nvent:flows");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> parser.index("nvent:flow:run:x"))
                .withMessageContaining("nvent:flow:run:x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "☃", "😀"})
    void typed_subjects_have_the_limits_of_their_text(String character) {
        for (int length = 990; length <= 1_024; length++) {
            var typed = new FlowRunEvents("x".repeat(length - character.length() - 15) + character);
            String text = "nvent:flow:run:" + typed.runId();

            assertThat(parser.text(typed)).isEqualTo(text).hasSize(length);
            assertThat(parser.stream(text)).isEqualTo(typed);
        }
        var tooLong = new FlowRunEvents("x".repeat(1_010));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> parser.text(tooLong));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> parser.stream("nvent:flow:run:" + "x".repeat(1_010)));
    }

    @Test
    void typed_subjects_have_the_limit_of_bytes_of_their_text() {
        String snow = "☃".repeat(865);
        var tooLong = new FlowRuns(snow);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> parser.text(tooLong))
                .withMessageContaining("2600 bytes");
    }
}

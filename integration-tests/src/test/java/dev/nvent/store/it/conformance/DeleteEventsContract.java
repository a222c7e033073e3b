package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class DeleteEventsContract extends OperationContract {

    DeleteEventsContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void it_deletes_the_events_of_a_subject_and_returns_whether_there_were_any(StreamKind kind) {
        String subject = subject(kind);
        String neighbour = subject + ":x";
        for (String each : new String[] {subject, subject, neighbour}) {
            store.append(each, Map.of("type", "t", "flowName", "f"));
        }

        assertThat(store.deleteEvents(subject)).isTrue();
        assertThat(store.deleteEvents(subject)).isFalse();

        assertThat(store.read(subject, Map.of()).events()).isEmpty();
        assertThat(store.read(neighbour, Map.of()).events()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_stream_can_be_appended_to_after_deletion(StreamKind kind) {
        String subject = subject(kind);
        long before =
                store.append(subject, Map.of("type", "t", "flowName", "f")).id();
        store.deleteEvents(subject);

        assertThat(store.append(subject, Map.of("type", "t", "flowName", "f")).id())
                .isGreaterThan(before);
        assertThat(store.read(subject, Map.of()).events()).hasSize(1);
    }
}

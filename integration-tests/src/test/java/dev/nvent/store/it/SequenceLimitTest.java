package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.NewEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sequences that were set to their end by hand. */
class SequenceLimitTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @AfterEach
    void setBack() {
        for (String sequence :
                List.of("flow_events_id_seq", "trigger_events_id_seq", "stream_id_seq", "lease_tokens")) {
            set(sequence, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nvent:flow:run:r, flow_events_id_seq",
        "nvent:trigger:event:t, trigger_events_id_seq",
        "own:limit:1, stream_id_seq"
    })
    void each_append_names_the_sequence_and_stores_nothing(String subject, String sequence) {
        NventStore store = STORE.store();
        EventStream stream = store.stream(subject);
        set(sequence, Long.MAX_VALUE);
        NewEvent event = NewEvent.of("a").withFlowName("f");

        for (Runnable append : List.<Runnable>of(
                () -> stream.append(event),
                () -> stream.appendAll(List.of(event, event)),
                () -> stream.append(event.withKey("k")),
                () -> stream.append(0, List.of(event)),
                () -> store.transition().append(subject, event).apply(),
                () -> store.inTransaction(tx -> tx.stream(subject).append(event)),
                () -> store.importEvents(batch -> batch.append(subject, event)))) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(append::run)
                    .withMessageContaining("reached maximum value of sequence \"nvent_" + sequence + '"')
                    .satisfies(e -> assertThat(e.sqlState()).isEqualTo("2200H"));
        }
        assertThat(stream.read().events()).isEmpty();
    }

    @Test
    void a_lease_that_gets_no_token_names_the_sequence() {
        set("lease_tokens", Long.MAX_VALUE);

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> STORE.store().kv().acquire("lock", "me", Duration.ofMinutes(1)))
                .withMessageContaining("nvent_lease_tokens");
        assertThat(STORE.store().kv().get("lock")).isEmpty();
    }

    @Test
    void a_stream_version_beyond_its_end_is_refused() {
        EventStream stream = STORE.store().stream("own:versioned:1");
        List<NewEvent> events = List.of(NewEvent.of("a"), NewEvent.of("b"));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> stream.append(Long.MAX_VALUE - 1, events))
                .withMessageContaining("expectedVersion");
        assertThat(stream.read().events()).isEmpty();
    }

    private static void set(String sequence, long value) {
        TestPostgres.execute(
                "SELECT pg_catalog.setval('" + STORE.schema() + ".nvent_" + sequence + "', " + value + ")");
    }
}

package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventImport;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.subject.StreamSubject.TriggerEvents;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events by COPY: what comes in is what appends would have made, all or nothing. */
class EventImportTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final String AWKWARD = "tab\t, line\n, return\r, \\N, \\., \\\\, quote\", {é, 𝒳}\b";
    private static final NewEvent FULL = NewEvent.of("type " + AWKWARD)
            .withFlowName("flow " + AWKWARD)
            .withStep("step " + AWKWARD, "\\N")
            .withAttempt(0)
            .withData(Map.of(AWKWARD, List.of(AWKWARD, new BigDecimal("1.50"), Long.MAX_VALUE)));

    @Test
    void an_event_of_every_kind_of_stream_is_what_an_append_makes_of_it() {
        for (NewEvent event : List.of(
                FULL,
                NewEvent.of("bare").withFlowName("flow"),
                NewEvent.of("\\.").withFlowName("\\N").withData("\\N"),
                NewEvent.of("falsy").withFlowName("flow").withData(false))) {
            for (String subject : List.of("nvent:flow:run:same", "nvent:trigger:event:same", "same:type:a\\b\tc")) {
                Event appended = STORE.store().stream(subject).append(event);

                STORE.store().importEvents(events -> events.append(subject, event));

                Event imported = last(subject);
                assertThat(imported.id()).isGreaterThan(appended.id());
                assertThat(imported)
                        .usingRecursiveComparison()
                        .ignoringFields("id", "ts")
                        .isEqualTo(appended);
                assertThat(imported.ts()).isBetween(appended.ts(), appended.ts().plusSeconds(60));
            }
        }
    }

    @Test
    void streams_of_all_tables_may_alternate_and_each_keeps_its_order() {
        long count = STORE.store().importEvents(events -> {
            for (int i = 0; i < 5_000; i++) {
                NewEvent event = NewEvent.of("e" + i).withFlowName("mixed").withData(i);
                events.append(new FlowRunEvents("mixed"), event);
                events.append(new TriggerEvents("mixed"), event);
                events.append("mixed" + i % 3 + ":type:1", event);
            }
        });

        assertThat(count).isEqualTo(15_000);
        List<String> types = IntStream.range(0, 5_000).mapToObj(i -> "e" + i).toList();
        assertThat(types("nvent:flow:run:mixed")).isEqualTo(types);
        assertThat(types("nvent:trigger:event:mixed")).isEqualTo(types);
        assertThat(types("mixed0:type:1"))
                .isEqualTo(types.stream()
                        .filter(type -> Integer.parseInt(type.substring(1)) % 3 == 0)
                        .toList());
    }

    @Test
    void what_is_thrown_arrives_and_nothing_is_there() {
        assertThatThrownBy(() -> STORE.store().importEvents(events -> {
                    for (int i = 0; i < 5_000; i++) {
                        events.append("nvent:flow:run:thrown", FULL);
                        events.append("thrown:type:1", FULL);
                    }
                    throw new IOException("no more");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no more");

        assertThat(types("nvent:flow:run:thrown")).isEmpty();
        assertThat(types("thrown:type:1")).isEmpty();
    }

    @Test
    void a_type_dropped_by_another_store_is_created_again() {
        STORE.store().stream("dropped:type:1").append(FULL);
        try (NventStore other = NventStore.open(STORE.options())) {
            other.streamTables().drop("dropped:type");
        }

        assertThat(STORE.store().importEvents(events -> events.append("dropped:type:1", FULL)))
                .isOne();

        assertThat(types("dropped:type:1")).hasSize(1);
    }

    @Test
    void what_the_work_asks_of_the_store_does_not_wait_for_the_import() {
        STORE.store().stream("source:type:1").append(FULL);

        long count = STORE.store()
                .importEvents(events -> STORE.store().stream("source:type:1")
                        .walk(EventQuery.all())
                        .forEach(event -> events.append("target:type:1", FULL)));

        assertThat(count).isOne();
    }

    @Test
    void bad_input_is_refused_with_its_subject_and_the_import_may_go_on() {
        long count = STORE.store().importEvents(events -> {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> events.append("nvent:flow:run:bad", NewEvent.of("no flow")))
                    .withMessageStartingWith("importEvents on 'nvent:flow:run:bad'");
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> events.append("nvent:flows", FULL));
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> events.append("bad:type:1", null));
            events.append("nvent:flow:run:bad", FULL);
        });

        assertThat(count).isOne();
        assertThat(types("nvent:flow:run:bad")).hasSize(1);
    }

    @Test
    void what_the_database_refuses_is_an_error_without_values_and_the_connection_goes_on() {
        TestPostgres.execute("ALTER TABLE " + STORE.schema() + ".nvent_trigger_events ADD CHECK (type <> 'secret')");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> STORE.store()
                        .importEvents(events -> events.append("nvent:trigger:event:refused", NewEvent.of("secret"))))
                .withMessageStartingWith("importEvents")
                .withMessageNotContaining("secret");

        assertThat(STORE.store().importEvents(events -> events.append("nvent:trigger:event:refused", FULL)))
                .isOne();
        assertThat(types("nvent:trigger:event:refused")).hasSize(1);
    }

    @Test
    void when_it_has_ended_it_takes_nothing_more() {
        var kept = new AtomicReference<EventImport>();
        STORE.store().importEvents(kept::set);

        assertThatExceptionOfType(StoreClosedException.class)
                .isThrownBy(() -> kept.get().append("nvent:flow:run:late", FULL))
                .withMessageStartingWith("importEvents on 'nvent:flow:run:late'");
    }

    @Test
    void with_nothing_to_import_nothing_is_there() {
        assertThat(STORE.store().importEvents(events -> {})).isZero();
    }

    private static Event last(String subject) {
        return STORE.store().stream(subject)
                .read(EventQuery.all().withDescending().withLimit(1))
                .events()
                .getFirst();
    }

    private static List<String> types(String subject) {
        return STORE.store().stream(subject)
                .walk(EventQuery.all())
                .map(Event::type)
                .toList();
    }
}

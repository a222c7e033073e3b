package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventImport;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Errors of imports, and imports while other stores are open. {@code ImportContract} tests what an import stores. */
class EventImportTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final NewEvent EVENT = NewEvent.of("type").withFlowName("flow");

    @Test
    void a_type_dropped_by_another_store_is_created_again() {
        STORE.store().stream("dropped:type:1").append(EVENT);
        try (NventStore other = NventStore.open(STORE.options())) {
            other.streamTypes().drop("dropped:type");
        }

        assertThat(STORE.store().importEvents(events -> events.append("dropped:type:1", EVENT)))
                .isOne();

        assertThat(types("dropped:type:1")).hasSize(1);
    }

    @Test
    void the_error_of_an_invalid_event_names_the_subject_and_the_import_continues() {
        long count = STORE.store().importEvents(events -> {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> events.append("nvent:flow:run:bad", NewEvent.of("no flow")))
                    .withMessageStartingWith("importEvents on 'nvent:flow:run:bad'");
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> events.append("nvent:flows", EVENT));
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> events.append("bad:type:1", null));
            events.append("nvent:flow:run:bad", EVENT);
        });

        assertThat(count).isOne();
        assertThat(types("nvent:flow:run:bad")).hasSize(1);
    }

    @Test
    void a_database_error_contains_no_value_and_the_connection_stays_usable() {
        TestPostgres.execute("ALTER TABLE " + STORE.schema() + ".nvent_trigger_events ADD CHECK (type <> 'secret')");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> STORE.store()
                        .importEvents(events -> events.append("nvent:trigger:event:refused", NewEvent.of("secret"))))
                .withMessageStartingWith("importEvents")
                .withMessageNotContaining("secret");

        assertThat(STORE.store().importEvents(events -> events.append("nvent:trigger:event:refused", EVENT)))
                .isOne();
        assertThat(types("nvent:trigger:event:refused")).hasSize(1);
    }

    @Test
    void a_completed_import_rejects_further_events() {
        var kept = new AtomicReference<EventImport>();
        STORE.store().importEvents(kept::set);

        assertThatExceptionOfType(StoreClosedException.class)
                .isThrownBy(() -> kept.get().append("nvent:flow:run:late", EVENT))
                .withMessageStartingWith("importEvents on 'nvent:flow:run:late'");
    }

    private static List<String> types(String subject) {
        return STORE.store().stream(subject).stream(EventQuery.all())
                .map(Event::type)
                .toList();
    }
}

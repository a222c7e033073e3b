package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports of a role to which row level security applies. PostgreSQL refuses COPY into such tables. */
class RowSecurityTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final String ROLE = "row_security_app";
    private static final String PASSWORD = "s3cret";
    private static final List<String> TABLES = List.of("nvent_flow_events", "nvent_trigger_events", "nvent_stream");
    private static NventStore store;

    @BeforeAll
    static void secure() {
        TestPostgres.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + PASSWORD + "'");
        new SchemaMigrator(TestPostgres.hostile(TestPostgres.url()), new Namespace(STORE.schema(), STORE.prefix()))
                .grant(ROLE);
        for (String table : TABLES) {
            TestPostgres.execute("ALTER TABLE " + STORE.schema() + "." + table + " ENABLE ROW LEVEL SECURITY;"
                    + "CREATE POLICY allowed ON " + STORE.schema() + "." + table + " USING (type <> 'refused')");
        }
        store = NventStore.open(StoreOptions.of(TestPostgres.hostile(TestPostgres.url(ROLE, PASSWORD)))
                .withSchema(STORE.schema()));
    }

    @AfterAll
    static void drop() {
        store.close();
        TestPostgres.execute("DROP OWNED BY " + ROLE + "; DROP ROLE " + ROLE);
    }

    @Test
    void a_lease_on_a_key_that_no_policy_shows_is_an_error_at_once() {
        String kv = STORE.schema() + ".nvent_kv";
        TestPostgres.execute("ALTER TABLE " + kv + " ENABLE ROW LEVEL SECURITY;"
                + "CREATE POLICY added ON " + kv + " FOR INSERT WITH CHECK (true);"
                + "CREATE POLICY shown ON " + kv + " FOR SELECT USING (key <> 'hidden')");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> store.kv().acquire("hidden", "owner", Duration.ofMinutes(1)))
                .withMessageContaining("row level security");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvent:flow:run:secured", "nvent:trigger:event:secured", "secured:type:1"})
    void an_import_stores_all_events_in_their_order(String subject) {
        long count = store.importEvents(
                events -> IntStream.range(0, 1_201).forEach(number -> events.append(subject, event(number))));

        assertThat(count).isEqualTo(1_201);
        assertThat(store.stream(subject).stream(EventQuery.all())
                        .map(Event::data)
                        .map(String::valueOf))
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_201).mapToObj(String::valueOf).toList());
    }

    @Test
    void streams_events_with_keys_and_subject_types_can_alternate() {
        long count = store.importEvents(events -> {
            for (int number = 0; number < 20; number++) {
                events.append("mixed:a:1", event(number));
                events.append("mixed:b:1", event(number).withKey("key " + number / 2));
                events.append("nvent:flow:run:mixed", event(number));
            }
        });

        assertThat(count).isEqualTo(20 + 10 + 20);
        assertThat(store.stream("mixed:a:1").read().events()).hasSize(20);
        assertThat(store.stream("mixed:b:1").read().events()).hasSize(10);
        assertThat(store.stream("nvent:flow:run:mixed").read().events()).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvent:flow:run:checked", "nvent:trigger:event:checked", "checked:type:1"})
    void an_event_that_no_policy_allows_is_an_error_and_nothing_is_stored(String subject) {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> store.importEvents(events -> {
                    events.append(subject, event(1));
                    events.append(subject, NewEvent.of("refused").withFlowName("flow"));
                }))
                .withMessageContaining("row-level security policy")
                .satisfies(e -> assertThat(e.sqlState()).isEqualTo("42501"));

        assertThat(STORE.store().stream(subject).read().events()).isEmpty();
    }

    private static NewEvent event(int number) {
        return NewEvent.of("type").withFlowName("flow").withData(number);
    }
}

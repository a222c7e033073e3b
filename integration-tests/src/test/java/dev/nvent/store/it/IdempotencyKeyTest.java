package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StreamVersioningException;
import dev.nvent.store.stream.AppendResult;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.transition.TransitionResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Appends with idempotency keys, to each kind of stream. */
@ParameterizedClass
@ValueSource(strings = {"nvent:flow:run:", "nvent:trigger:event:", "keyed:type:"})
class IdempotencyKeyTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static NventStore grouping;

    @Parameter
    String kind;

    @BeforeAll
    static void open() {
        grouping = NventStore.open(StoreOptions.of(TestPostgres.url())
                .withSchema(STORE.schema())
                .withPrefix(STORE.prefix())
                .withGroupCommit(true));
    }

    @AfterAll
    static void close() {
        grouping.close();
    }

    private String subject() {
        return kind + UUID.randomUUID();
    }

    private static NewEvent event(String type) {
        return NewEvent.of(type).withFlowName("flow").withData(type);
    }

    private static NewEvent keyed(String key) {
        return event("type of " + key).withKey(key);
    }

    private static List<Event> stored(String subject) {
        return STORE.store().stream(subject).read().events();
    }

    @Test
    void the_second_append_returns_the_stored_event() {
        var stream = STORE.store().stream(subject());

        Event first = stream.append(keyed("k"));
        Event second = stream.append(event("another type").withKey("k"));

        assertThat(first.isDuplicate()).isFalse();
        assertThat(second.isDuplicate()).isTrue();
        assertThat(second).isEqualTo(first);
        assertThat(second.key()).isEqualTo("k");
        assertThat(stream.read().events()).containsExactly(first);
    }

    @Test
    void an_append_with_a_new_key_is_one_statement_and_a_duplicate_two() {
        var stream = STORE.store().stream(subject());
        stream.append(event("first"));

        assertThat(STORE.statementsOf(() -> stream.append(keyed("k")))).hasSize(1);
        assertThat(STORE.statementsOf(() -> stream.append(keyed("k")))).hasSize(2);
    }

    @Test
    void keys_of_different_streams_are_independent() {
        String subject = subject();

        assertThat(STORE.store().stream(subject).append(keyed("k")).isDuplicate())
                .isFalse();
        assertThat(STORE.store().stream(subject + "x").append(keyed("k")).isDuplicate())
                .isFalse();
    }

    @Test
    void a_batch_stores_each_key_once_and_keeps_the_order() {
        String subject = subject();
        var stream = STORE.store().stream(subject);
        Event before = stream.append(keyed("b"));

        List<Event> appended =
                stream.appendAll(List.of(keyed("a"), event("without key"), keyed("b"), keyed("a"), event("last")));

        assertThat(appended).extracting(Event::isDuplicate).containsExactly(false, false, true, true, false);
        assertThat(appended.get(2)).isEqualTo(before);
        assertThat(appended.get(3)).isEqualTo(appended.get(0));
        assertThat(stored(subject)).containsExactly(before, appended.get(0), appended.get(1), appended.get(4));
    }

    @Test
    void a_transition_can_be_repeated() {
        String subject = subject();
        Event before = STORE.store().stream(subject).append(keyed("known"));

        TransitionResult first = transition(subject);
        TransitionResult second = transition(subject);

        assertThat(first)
                .isInstanceOfSatisfying(
                        TransitionResult.Applied.class,
                        applied -> assertThat(applied.events())
                                .extracting(Event::isDuplicate)
                                .containsExactly(true, false, false));
        assertThat(second)
                .isInstanceOfSatisfying(
                        TransitionResult.Applied.class,
                        applied -> assertThat(applied.events())
                                .containsExactlyElementsOf(stored(subject).subList(0, 3))
                                .extracting(Event::isDuplicate)
                                .containsExactly(true, true, true));
        assertThat(stored(subject)).hasSize(3).first().isEqualTo(before);
    }

    private static TransitionResult transition(String subject) {
        return STORE.store()
                .transition()
                .append(subject, keyed("known"))
                .append(subject, keyed("new"))
                .append(subject, keyed("newer"))
                .apply();
    }

    @Test
    void an_import_can_be_repeated() {
        String subject = subject();

        assertThat(importEvents(subject)).isEqualTo(1_301);
        assertThat(importEvents(subject)).isEqualTo(100);

        assertThat(stored(subject).subList(0, 102))
                .extracting(Event::key)
                .startsWith(null, null)
                .endsWith("0", "1");
    }

    /** 100 events without a key, then 1,201 with keys, each given twice. */
    private static long importEvents(String subject) {
        return STORE.store().importEvents(events -> {
            IntStream.range(0, 100).forEach(i -> events.append(subject, event("plain")));
            IntStream.range(0, 1_201).forEach(i -> {
                events.append(subject, keyed(String.valueOf(i)));
                events.append(subject, keyed(String.valueOf(i)));
            });
        });
    }

    @Test
    void an_imported_event_has_the_time_of_the_import() {
        String subject = subject();

        STORE.store().importEvents(events -> {
            events.append(subject, event("first"));
            sleep();
            events.append(subject, keyed("second"));
        });

        List<Event> stored = stored(subject);
        assertThat(stored).hasSize(2);
        assertThat(stored.getLast().ts()).isEqualTo(stored.getFirst().ts());
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void concurrent_callers_store_each_event_once() {
        for (NventStore store : List.of(STORE.store(), grouping)) {
            String subject = subject();

            List<List<Event>> all = ConcurrentCallers.run(caller -> IntStream.range(0, 10)
                    .mapToObj(i -> store.stream(subject).append(keyed(String.valueOf((i + caller) % 10))))
                    .toList());

            List<Event> stored = stored(subject);
            assertThat(stored).hasSize(10);
            assertThat(all.stream().flatMap(List::stream)).allMatch(stored::contains);
            assertThat(all.stream().flatMap(List::stream).filter(event -> !event.isDuplicate()))
                    .hasSize(10);
        }
    }

    @Test
    void concurrent_batches_in_any_order_store_each_event_once() {
        String subject = subject();
        List<NewEvent> ascending =
                IntStream.range(0, 20).mapToObj(i -> keyed(String.valueOf(i))).toList();

        List<List<Event>> all = ConcurrentCallers.run(
                caller -> STORE.store().stream(subject).appendAll(caller % 2 == 0 ? ascending : ascending.reversed()));

        assertThat(stored(subject)).hasSize(20);
        assertThat(all.stream().flatMap(List::stream).filter(event -> !event.isDuplicate()))
                .hasSize(20);
    }

    @Test
    void appends_that_are_repeated_over_a_failing_network_store_each_event_once() throws Exception {
        String subject = subject();
        var failures = new AtomicInteger();
        try (var proxy = new FaultProxy(TestPostgres.url());
                NventStore store = NventStore.open(
                        StoreOptions.of(proxy.url()).withSchema(STORE.schema()).withPrefix(STORE.prefix()));
                var cutting = Executors.newSingleThreadScheduledExecutor()) {
            cutting.scheduleAtFixedRate(proxy::cut, 20, 40, TimeUnit.MILLISECONDS);
            cutting.schedule(cutting::shutdownNow, 800, TimeUnit.MILLISECONDS);

            ConcurrentCallers.run(caller -> {
                for (int i = 0; i < 8 || !cutting.isShutdown(); i++) {
                    NewEvent event = keyed(String.valueOf((i + caller) % 40));
                    repeated(failures, () -> append(store, caller % 3, subject, event));
                }
                return caller;
            });
        }

        assertThat(failures).hasPositiveValue();
        assertThat(stored(subject))
                .extracting(Event::key)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 40).mapToObj(String::valueOf).toList());
    }

    private static void append(NventStore store, int way, String subject, NewEvent event) {
        switch (way) {
            case 0 -> store.stream(subject).append(event);
            case 1 -> store.stream(subject).appendAll(List.of(event, event));
            default -> store.transition().append(subject, event).apply();
        }
    }

    private static void repeated(AtomicInteger failures, Runnable append) {
        while (true) {
            try {
                append.run();
                return;
            } catch (DatabaseException broken) {
                failures.incrementAndGet();
            }
        }
    }

    @Test
    void an_append_waits_for_an_uncommitted_event_of_its_key() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection connection = STORE.dataSource().getConnection()) {
            for (boolean commits : new boolean[] {false, true}) {
                String subject = subject();
                STORE.store().stream(subject).append(event("first"));
                connection.setAutoCommit(false);
                Event uncommitted =
                        STORE.store().using(connection).stream(subject).append(keyed("k"));
                Future<Event> second =
                        threads.submit(() -> STORE.store().stream(subject).append(keyed("k")));
                TimeUnit.MILLISECONDS.sleep(100);
                assertThat(second).isNotDone();

                end(connection, commits);

                assertThat(second.get().isDuplicate()).isEqualTo(commits);
                if (commits) {
                    assertThat(second.get()).isEqualTo(uncommitted);
                }
                assertThat(stored(subject)).hasSize(2);
            }
        }
    }

    private static void end(Connection connection, boolean commits) throws SQLException {
        if (commits) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
    }

    @Test
    void a_key_can_be_used_again_after_its_event_was_deleted() {
        var stream = STORE.store().stream(subject());
        stream.append(keyed("k"));
        stream.delete();

        assertThat(stream.append(keyed("k")).isDuplicate()).isFalse();
    }

    @Test
    void a_versioned_append_can_be_repeated_with_any_version() {
        var stream = STORE.store().stream(subject());
        List<NewEvent> events = List.of(keyed("a"), keyed("b"));
        var appended = (AppendResult.Appended) stream.append(0, events);

        for (long version : new long[] {0, 1, 2, 7}) {
            assertThat(stream.append(version, events)).isEqualTo(appended);
        }
        assertThat(stream.read().events()).containsExactlyElementsOf(appended.events());
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> stream.append(2, List.of(keyed("b"), keyed("c"))));
        assertThatExceptionOfType(StreamVersioningException.class).isThrownBy(() -> stream.append(keyed("a")));
    }

    @Test
    void keys_that_cannot_be_indexed_are_refused() {
        NewEvent event = event("type");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> event.withKey(""));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> event.withKey("\0"));
        var stream = STORE.store().stream(subject());
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> stream.append(event.withKey("é".repeat(1_300))));
    }
}

package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StreamVersioningException;
import dev.nvent.store.stream.AppendResult;
import dev.nvent.store.stream.AppendResult.Appended;
import dev.nvent.store.stream.AppendResult.Conflict;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.NewEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Appends with expected versions, to each kind of stream. */
@ParameterizedClass
@ValueSource(strings = {"nvent:flow:run:", "nvent:trigger:event:", "versioned:type:"})
class ExpectedVersionTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final NewEvent EVENT = NewEvent.of("type").withFlowName("flow");

    @Parameter
    String kind;

    private String subject() {
        return kind + UUID.randomUUID();
    }

    private EventStream stream() {
        return STORE.store().stream(subject());
    }

    @Test
    void versions_count_the_events_of_a_stream() {
        EventStream stream = stream();

        var first = (Appended) stream.append(0, List.of(EVENT));
        var second = (Appended) stream.append(1, List.of(EVENT, EVENT, EVENT));

        assertThat(first.version()).isEqualTo(1);
        assertThat(second.version()).isEqualTo(4);
        assertThat(stream.read().events()).extracting(Event::version).containsExactly(1L, 2L, 3L, 4L);
        assertThat(stream.read().events().subList(1, 4)).isEqualTo(second.events());
    }

    @Test
    void another_version_is_a_conflict_and_nothing_is_appended() {
        EventStream stream = stream();

        assertThat(stream.append(1, List.of(EVENT))).isEqualTo(new Conflict(1, 0));
        stream.append(0, List.of(EVENT, EVENT));

        assertThat(stream.append(0, List.of(EVENT))).isEqualTo(new Conflict(0, 2));
        assertThat(stream.append(1, List.of(EVENT, EVENT))).isEqualTo(new Conflict(1, 2));
        assertThat(stream.append(3, List.of(EVENT))).isEqualTo(new Conflict(3, 2));
        assertThat(stream.read().events()).hasSize(2);
    }

    @Test
    void a_successful_append_is_one_statement() {
        EventStream stream = stream();
        stream.append(0, List.of(EVENT));

        assertThat(STORE.statementsOf(() -> stream.append(1, List.of(EVENT, EVENT))))
                .hasSize(1);
    }

    @Test
    void one_of_the_concurrent_writers_wins() {
        String subject = subject();
        for (long version = 0; version < 6; version += 2) {
            long expected = version;
            List<AppendResult> results = ConcurrentCallers.run(
                    caller -> STORE.store().stream(subject).append(expected, List.of(EVENT, EVENT)));

            assertThat(results).filteredOn(AppendResult::isAppended).hasSize(1);
            assertThat(results)
                    .filteredOn(result -> !result.isAppended())
                    .containsOnly(new Conflict(expected, expected + 2));
        }
        assertThat(STORE.store().stream(subject).read().events())
                .extracting(Event::version)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void a_versioned_stream_refuses_every_append_without_a_version() {
        String subject = subject();
        EventStream stream = STORE.store().stream(subject);
        stream.append(0, List.of(EVENT));

        assertRefused(() -> stream.append(EVENT));
        assertRefused(() -> stream.append(EVENT.withKey("k")));
        assertRefused(() -> stream.appendAll(List.of(EVENT, EVENT)));
        assertRefused(() -> STORE.store().importEvents(events -> events.append(subject, EVENT)));
        assertRefused(() -> STORE.store().importEvents(events -> events.append(subject, EVENT.withKey("k"))));
        assertRefused(() -> STORE.store()
                .transition()
                .append(subject(), EVENT)
                .append(subject, EVENT)
                .apply());
        assertThat(stream.read().events()).hasSize(1);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable append) {
        assertThatExceptionOfType(StreamVersioningException.class)
                .isThrownBy(append)
                .matches(StreamVersioningException::isVersioned)
                .withMessageContaining("the stream is versioned");
    }

    @Test
    void a_grouped_append_to_a_versioned_stream_fails_alone() {
        String versioned = subject();
        String other = subject();
        STORE.store().stream(versioned).append(0, List.of(EVENT));
        try (NventStore grouping = NventStore.open(StoreOptions.of(TestPostgres.url())
                .withSchema(STORE.schema())
                .withPrefix(STORE.prefix())
                .withGroupCommit(true))) {
            ConcurrentCallers.run(caller -> {
                if (caller % 2 == 0) {
                    assertRefused(() -> grouping.stream(versioned).append(EVENT));
                } else {
                    grouping.stream(other).append(EVENT);
                }
                return caller;
            });
        }

        assertThat(STORE.store().stream(versioned).read().events()).hasSize(1);
        assertThat(STORE.store().stream(other).read().events()).hasSize(ConcurrentCallers.COUNT / 2);
    }

    @Test
    void a_stream_without_versions_refuses_an_expected_version() {
        EventStream stream = stream();
        stream.append(EVENT);

        for (long version : new long[] {0, 1}) {
            assertThatExceptionOfType(StreamVersioningException.class)
                    .isThrownBy(() -> stream.append(version, List.of(EVENT)))
                    .matches(e -> !e.isVersioned());
        }
        assertThat(stream.read().events()).hasSize(1);
    }

    @Test
    void the_first_append_after_a_deletion_decides_again() {
        EventStream stream = stream();
        stream.append(EVENT);
        stream.delete();
        assertThat(stream.append(0, List.of(EVENT)).isAppended()).isTrue();
        assertRefused(() -> stream.append(EVENT));
        stream.delete();

        stream.append(EVENT);

        assertThat(stream.read().events()).extracting(Event::version).containsExactly((Long) null);
    }

    @Test
    void a_rolled_back_append_decides_nothing() {
        String subject = subject();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> STORE.store().inTransaction(tx -> {
                    tx.stream(subject).append(EVENT);
                    throw new IllegalStateException();
                }));
        assertThat(STORE.store().stream(subject).append(0, List.of(EVENT)).isAppended())
                .isTrue();

        assertRefused(() -> STORE.store().stream(subject).append(EVENT));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void of_the_first_appends_of_both_kinds_the_later_waits_and_is_refused(boolean isVersionedFirst) throws Exception {
        String subject = subject();
        STORE.store().stream(kind + "first-of-its-type").append(EVENT);
        try (Connection first = begin();
                Connection second = begin()) {
            append(first, subject, isVersionedFirst);
            var later = CompletableFuture.runAsync(() -> append(second, subject, !isVersionedFirst));
            Waits.await(() -> isWaitingForLock(second));
            first.commit();

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(later::join)
                    .withCauseInstanceOf(StreamVersioningException.class);
        }
        assertThat(STORE.store().stream(subject).read().events()).hasSize(1);
    }

    @RepeatedTest(20)
    void concurrent_first_appends_of_both_kinds_make_a_stream_of_one_kind() {
        EventStream stream = stream();
        stream.delete();
        ConcurrentCallers.run(16, caller -> {
            try {
                if (caller % 2 == 0) {
                    stream.append(0, List.of(EVENT));
                } else {
                    stream.appendAll(List.of(EVENT, EVENT));
                }
            } catch (StreamVersioningException e) {
                // The other kind was first.
            }
            return caller;
        });

        assertThat(stream.read().events().stream()
                        .map(event -> event.version() != null)
                        .distinct())
                .hasSize(1);
    }

    private static void append(Connection connection, String subject, boolean isVersioned) {
        EventStream stream = STORE.store().using(connection).stream(subject);
        if (isVersioned) {
            assertThat(stream.append(0, List.of(EVENT)).isAppended()).isTrue();
        } else {
            stream.append(EVENT);
        }
    }

    private static boolean isWaitingForLock(Connection connection) {
        try {
            int process = connection.unwrap(PGConnection.class).getBackendPID();
            return TestPostgres.strings("SELECT wait_event_type FROM pg_stat_activity WHERE pid = " + process)
                    .equals(List.of("Lock"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection begin() throws SQLException {
        Connection connection = TestPostgres.hostile(TestPostgres.url()).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void a_conflict_leaves_the_transaction_usable() {
        String subject = subject();
        STORE.store().stream(subject).append(0, List.of(EVENT));

        STORE.store().inTransaction(tx -> {
            assertThat(tx.stream(subject).append(0, List.of(EVENT))).isEqualTo(new Conflict(0, 1));
            return tx.stream(subject).append(1, List.of(EVENT));
        });

        assertThat(STORE.store().stream(subject).read().events()).hasSize(2);
    }

    @Test
    void invalid_arguments_are_refused() {
        EventStream stream = stream();
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> stream.append(-1, List.of(EVENT)));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> stream.append(0, List.of()));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> stream.append(0, List.of(EVENT.withKey("k"), EVENT.withKey("k"))));
    }
}

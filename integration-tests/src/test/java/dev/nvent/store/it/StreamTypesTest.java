package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.stream.StreamTypes;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Partitions of generic streams: creation on first use, listing, dropping and retention. */
class StreamTypesTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @Test
    void a_table_is_named_after_the_second_segment_and_numbered_if_the_name_is_taken() {
        append("nq:flow:abc");
        append("other:flow:abc");

        assertThat(list())
                .contains(
                        new StreamTypes.StreamType("nq:flow", "nvent_stream_flow", Optional.empty()),
                        new StreamTypes.StreamType("other:flow", "nvent_stream_flow_2", Optional.empty()));
        assertThat(TestPostgres.strings("SELECT subject FROM " + STORE.schema() + ".nvent_stream_flow_2"))
                .containsExactly("other:flow:abc");
    }

    @Test
    void a_subject_with_one_segment_is_its_own_type() {
        append("lonely");

        assertThat(list()).contains(new StreamTypes.StreamType("lonely", "nvent_stream_lonely", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void concurrent_first_events_of_a_type_are_stored_under_any_isolation(String isolation) {
        PGSimpleDataSource isolated = TestPostgres.hostile(TestPostgres.url());
        isolated.setOptions(
                isolated.getOptions() + " -c default_transaction_isolation=" + isolation.replace(" ", "\\ "));
        String subject = "isolated:" + isolation.replace(" ", "") + ":1";
        try (NventStore store = NventStore.open(StoreOptions.of(isolated).withSchema(STORE.schema()))) {
            ConcurrentCallers.run(8, caller -> store.stream(subject).append(NewEvent.of("first")));
        }

        assertThat(STORE.store().stream(subject).read().events()).hasSize(8);
    }

    @Test
    void long_names_and_non_identifiers_get_valid_table_names() {
        String endless = "long:" + "x".repeat(200);
        append(endless + "a:1");
        append(endless + "b:1");
        append("odd:Ünïcode \"quoted\"; drop table x:1");

        assertThat(STORE.store().stream(endless + "a:1").read().events()).hasSize(1);
        assertThat(STORE.store().stream(endless + "b:1").read().events()).hasSize(1);
        assertThat(STORE.store().stream("odd:Ünïcode \"quoted\"; drop table x:1")
                        .read()
                        .events())
                .hasSize(1);
        assertThat(list()).extracting(StreamTypes.StreamType::tableName).doesNotHaveDuplicates();
    }

    @Test
    void dropping_a_type_deletes_its_events_and_no_others() {
        append("drop:me:1");
        append("keep:me:1");

        assertThat(STORE.store().streamTypes().drop("drop:me")).isTrue();
        assertThat(STORE.store().streamTypes().drop("drop:me")).isFalse();

        assertThat(STORE.store().stream("drop:me:1").read().events()).isEmpty();
        assertThat(STORE.store().stream("keep:me:1").read().events()).hasSize(1);
        assertThat(list()).extracting(StreamTypes.StreamType::subjectType).doesNotContain("drop:me");
    }

    @Test
    void a_type_dropped_by_another_store_is_created_again() {
        try (NventStore other = NventStore.open(STORE.options())) {
            append("again:and:1");
            other.streamTypes().drop("again:and");
        }

        append("again:and:1");

        assertThat(STORE.store().stream("again:and:1").read().events()).hasSize(1);
    }

    @Test
    void retention_deletes_older_events_and_returns_their_number() {
        STORE.store().stream("retained:type:1").appendAll(Collections.nCopies(12_000, NewEvent.of("old")));
        String table = STORE.schema() + ".nvent_stream";
        TestPostgres.execute("UPDATE " + table + " SET ts = 1000 WHERE subject_type = 'retained:type'");
        append("retained:type:2");
        append("retained:other:1");

        Duration age = Duration.ofDays(1);
        assertThat(STORE.store().streamTypes().deleteOlderThan("retained:type", age))
                .isEqualTo(12_000);
        assertThat(STORE.store().streamTypes().deleteOlderThan("retained:type", age))
                .isZero();

        assertThat(STORE.store().stream("retained:type:2").read().events()).hasSize(1);
        assertThat(STORE.store().stream("retained:other:1").read().events()).hasSize(1);
    }

    @Test
    void a_null_age_and_an_empty_type_are_rejected() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store().streamTypes().deleteOlderThan("retained:type", null));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store().streamTypes().drop(""));
    }

    private static void append(String subject) {
        STORE.store().stream(subject).append(NewEvent.of("appended"));
    }

    private static List<StreamTypes.StreamType> list() {
        return STORE.store().streamTypes().list();
    }
}

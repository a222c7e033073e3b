package dev.nvent.store.it.original;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.schema.Namespace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each side reads what the other wrote, and changes it further: every operation of the original, on every kind of subject. */
@ParameterizedClass
@MethodSource("namespaces")
@Tag("slow")
class ExchangeTest {

    enum Direction {
        FROM_THE_STORE_TO_THE_ORIGINAL,
        FROM_THE_ORIGINAL_TO_THE_STORE
    }

    static final Map<Direction, Side> WRITERS = new LinkedHashMap<>();
    static Neighbours database;

    @Parameter
    Namespace namespace;

    private Sample sample;

    static Stream<Namespace> namespaces() {
        return Stream.of(Namespace.DEFAULT, new Namespace("shop", "flows"));
    }

    @BeforeParameterizedClassInvocation
    static void start(Namespace namespace) {
        database = new Neighbours();
        WRITERS.put(Direction.FROM_THE_STORE_TO_THE_ORIGINAL, database.startOurs(namespace));
        WRITERS.put(Direction.FROM_THE_ORIGINAL_TO_THE_STORE, database.startOriginal(namespace));
    }

    @AfterParameterizedClassInvocation
    static void end() {
        if (database != null) {
            database.close();
        }
    }

    @BeforeEach
    void empty() {
        sample = new Sample(namespace.prefix());
        for (String table : Schema.TABLES) {
            if (!table.equals("schema_version")) {
                database.execute("TRUNCATE \"%s\".\"%s_%s\" RESTART IDENTITY"
                        .formatted(namespace.schema(), namespace.prefix(), table));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everything_that_was_written_reads_the_same_on_the_other_side(Direction direction) {
        sample.writeThrough(writer(direction));

        assertThat(sample.readThrough(reader(direction))).isEqualTo(sample.readThrough(writer(direction)));
    }

    @ParameterizedTest
    @EnumSource
    void an_event_has_the_id_and_the_time_that_its_writer_was_told(Direction direction) {
        for (String stream : List.of(sample.runEvents(), sample.triggerEvents())) {
            Map<String, Object> written =
                    Answers.object(writer(direction).call("stream.append", stream, sample.event(stream, "a", "data")));

            assertThat(Answers.objects(reader(direction).call("stream.read", stream))
                            .getFirst())
                    .containsEntry("id", written.get("id"))
                    .containsEntry("ts", written.get("ts"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void streams_are_read_by_type_by_time_backwards_and_in_part(Direction direction) throws InterruptedException {
        for (String stream : List.of(sample.runEvents(), sample.triggerEvents())) {
            for (String type : List.of("a", "b", "c", "a")) {
                writer(direction).call("stream.append", stream, sample.event(stream, type, type));
                Thread.sleep(2);
            }
            Object third = Answers.objects(writer(direction).call("stream.read", stream))
                    .get(2)
                    .get("ts");
            for (Map<String, Object> options : List.<Map<String, Object>>of(
                    Map.of(),
                    Map.of("types", List.of("a", "c")),
                    Map.of("types", List.of("none")),
                    Map.of("from", third),
                    Map.of("to", third),
                    Map.of("order", "desc", "limit", 3),
                    Map.of("limit", 2))) {
                assertThat(Answers.withoutRun(reader(direction).call("stream.read", stream, options)))
                        .as("%s", options)
                        .isEqualTo(Answers.withoutRun(writer(direction).call("stream.read", stream, options)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_stream_that_one_deletes_is_gone_for_the_other(Direction direction) {
        for (String stream : List.of(sample.runEvents(), sample.triggerEvents())) {
            reader(direction).call("stream.append", stream, sample.event(stream, "a", 1));

            assertThat(writer(direction).call("stream.delete", stream)).isEqualTo(true);

            assertThat(reader(direction).call("stream.read", stream)).isEqualTo(List.of());
            assertThat(reader(direction).call("stream.delete", stream)).isEqualTo(false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_field_of_an_entry_arrives(Direction direction) {
        for (String index : sample.indexes()) {
            writer(direction).call("index.add", index, "one", Sample.SCORE, sample.metadata(index));

            Map<String, Object> expected = new LinkedHashMap<>(sample.metadata(index));
            expected.putAll(sample.shownBesides(index, "one"));
            expected.put("version", 0);
            assertThat(reader(direction).call("index.get", index, "one"))
                    .isEqualTo(Answers.plain(Map.of("id", "one", "score", Sample.SCORE, "metadata", expected)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_entry_that_is_added_again_is_replaced_and_has_a_new_version(Direction direction) {
        for (String index : sample.indexes()) {
            reader(direction).call("index.add", index, "one", 1, sample.metadata(index));
            var other = new LinkedHashMap<>(sample.metadata(index));
            other.computeIfPresent("status", (field, status) -> "other");
            other.computeIfPresent("emittedEvents", (field, events) -> Map.of("only", 1));
            other.computeIfPresent("config", (field, config) -> Map.of());

            writer(direction).call("index.add", index, "one", 2, other);

            assertThat(Answers.metadata(reader(direction).call("index.get", index, "one")))
                    .containsEntry("version", Answers.plain(1))
                    .containsAllEntriesOf(Answers.object(Answers.plain(other)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_update_merges_documents_at_every_level_and_deletes_what_is_null(Direction direction) {
        documents().forEach((index, document) -> {
            var before = Map.of("kept", 1, "deep", Map.of("kept", 2, "gone", 3, "list", List.of(1, 2)), "gone", 4);
            reader(direction).call("index.add", index, "one", 1, Map.of(document, before));
            var deep = new LinkedHashMap<String, Object>(Map.of("new.key", 5, "list", List.of(3)));
            deep.put("gone", null);
            var patch = new LinkedHashMap<String, Object>(Map.of("deep", deep));
            patch.put("gone", null);

            assertThat(writer(direction).call("index.update", index, "one", Map.of(document, patch)))
                    .isEqualTo(true);

            assertThat(Answers.metadata(reader(direction).call("index.get", index, "one")))
                    .containsEntry("version", Answers.plain(1))
                    .containsEntry(
                            document,
                            Answers.plain(
                                    Map.of("kept", 1, "deep", Map.of("kept", 2, "new.key", 5, "list", List.of(3)))));
        });
    }

    @ParameterizedTest
    @EnumSource
    void an_update_sets_columns_leaves_the_others_and_writes_null(Direction direction) {
        var patches = Map.of(
                sample.runs(), withNull(Map.of("status", "completed", "stepCount", 8), "completedAt"),
                sample.flows(), withNull(Map.of("flowVersion", 2, "stats", Map.of("running", 0)), "displayName"),
                sample.triggers(),
                        withNull(Map.of("status", "off", "stats", Map.of("totalFires", 6)), "lastActivityAt"),
                sample.jobs(), withNull(Map.of("enabled", true, "timezone", "UTC"), "nextRunAt"));
        patches.forEach((index, patch) -> {
            reader(direction).call("index.add", index, "one", Sample.SCORE, sample.metadata(index));
            Map<String, Object> before = Answers.metadata(reader(direction).call("index.get", index, "one"));

            assertThat(writer(direction).call("index.update", index, "one", patch))
                    .isEqualTo(true);

            Map<String, Object> expected = merged(before, patch);
            expected.put("version", Answers.plain(1));
            assertThat(Answers.metadata(reader(direction).call("index.get", index, "one")))
                    .isEqualTo(expected);
        });
    }

    @ParameterizedTest
    @EnumSource
    void an_update_with_retry_arrives_too(Direction direction) {
        for (String index : sample.indexes()) {
            reader(direction).call("index.add", index, "one", Sample.SCORE, sample.metadata(index));

            writer(direction).call("index.updateWithRetry", index, "one", Map.of(sample.textField(index), "retried"));

            assertThat(Answers.metadata(reader(direction).call("index.get", index, "one")))
                    .containsEntry(sample.textField(index), "retried")
                    .containsEntry("version", Answers.plain(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void both_count_the_same_numbers(Direction direction) {
        Map<String, Function<Side, String>> counters = Map.of(
                sample.flows(), side -> "stats.success",
                sample.triggers(), side -> "stats.totalFlowsStarted",
                sample.runs(), side -> side.emitted("retries"));
        counters.forEach((index, counter) -> {
            reader(direction).call("index.add", index, "one", 1, Map.of());

            Side writer = writer(direction);
            Side reader = reader(direction);
            assertThat(writer.call("index.increment", index, "one", counter.apply(writer), 1))
                    .isEqualTo(Answers.plain(1));
            assertThat(reader.call("index.increment", index, "one", counter.apply(reader), 5))
                    .isEqualTo(Answers.plain(6));
            assertThat(writer.call("index.increment", index, "one", counter.apply(writer), -2))
                    .isEqualTo(Answers.plain(4));
            assertThat(Answers.metadata(reader.call("index.get", index, "one")))
                    .containsEntry("version", Answers.plain(3));
        });
    }

    @ParameterizedTest
    @EnumSource
    void indexes_are_read_in_pages_and_by_filters(Direction direction) {
        for (String index : sample.indexes()) {
            for (int i = 0; i < 5; i++) {
                String letter = List.of("sa", "sb", "sc").get(i % 3);
                var metadata = new LinkedHashMap<>(sample.metadata(index));
                metadata.computeIfPresent("status", (field, status) -> letter);
                writer(direction).call("index.add", index, "entry" + i, 100 - 7 * (i % 3) - i, metadata);
            }
            for (Map<String, Object> options : List.<Map<String, Object>>of(
                    Map.of(), Map.of("offset", 1, "limit", 2), Map.of("offset", 9), filters(index))) {
                assertThat(reader(direction).call("index.read", index, options))
                        .as("%s %s", index, options)
                        .isEqualTo(writer(direction).call("index.read", index, options));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_entry_that_one_deletes_is_gone_for_the_other(Direction direction) {
        for (String index : sample.indexes()) {
            reader(direction).call("index.add", index, "one", 1, Map.of());

            assertThat(writer(direction).call("index.delete", index, "one")).isEqualTo(true);

            assertThat(reader(direction).call("index.get", index, "one")).isNull();
            assertThat(reader(direction).call("index.delete", index, "one")).isEqualTo(false);
            assertThat(reader(direction).call("index.update", index, "one", Map.of("status", "x")))
                    .isEqualTo(false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_key_is_set_replaced_deleted_and_cleared_for_the_other(Direction direction) {
        Side writer = writer(direction);
        Side reader = reader(direction);
        for (Object value : List.of(1, -2.5, true, "text", List.of(1, "a"), Sample.AWKWARD)) {
            writer.call("kv.set", "key:one", value);
            assertThat(reader.call("kv.get", "key:one")).isEqualTo(Answers.plain(value));
        }
        reader.call("kv.set", "key:two", "mine");
        reader.call("kv.set", "other", "stays");

        writer.call("kv.delete", "key:one");
        assertThat(reader.call("kv.get", "key:one")).isNull();
        writer.call("kv.set", "key:one", "again");
        assertThat(writer.call("kv.clear", "key:*")).isEqualTo(Answers.plain(2));
        assertThat(reader.call("kv.get", "key:two")).isNull();
        assertThat(reader.call("kv.get", "other")).isEqualTo("stays");
    }

    @ParameterizedTest
    @EnumSource
    void a_key_that_lives_for_a_time_ends_for_the_other(Direction direction) throws InterruptedException {
        writer(direction).call("kv.set", "short", "value", 1);
        writer(direction).call("kv.set", "long", "value", 100);
        assertThat(reader(direction).call("kv.get", "short")).isEqualTo("value");

        Thread.sleep(1_100);

        assertThat(reader(direction).call("kv.get", "short")).isNull();
        assertThat(reader(direction).call("kv.get", "long")).isEqualTo("value");
        writer(direction).call("kv.set", "long", "for ever");
        assertThat(database.strings(
                        "SELECT count(*) FROM \"%s\".\"%s_kv\" WHERE expires_at IS NOT NULL AND key = 'long'"
                                .formatted(namespace.schema(), namespace.prefix())))
                .containsExactly("0");
    }

    private Map<String, String> documents() {
        return Map.of(sample.runs(), "emittedEvents", sample.triggers(), "config", sample.jobs(), "metadata");
    }

    private Map<String, Object> filters(String index) {
        if (index.equals(sample.flows())) {
            return Map.of("filter", Map.of("name", List.of("entry1", "entry3")));
        }
        return Map.of("limit", 3, "filter", Map.of("status", List.of("sa", "sc")));
    }

    private static Map<String, Object> withNull(Map<String, Object> patch, String field) {
        var all = new LinkedHashMap<>(patch);
        all.putAll(Collections.singletonMap(field, null));
        return all;
    }

    /** For metadata whose columns are set, two levels deep. */
    private static Map<String, Object> merged(Map<String, Object> before, Map<String, Object> patch) {
        var merged = new LinkedHashMap<>(before);
        patch.forEach((field, value) -> {
            if (value == null) {
                merged.remove(field);
            } else if (value instanceof Map<?, ?> object) {
                merged.put(field, merged(Answers.object(before.get(field)), Answers.object(object)));
            } else {
                merged.put(field, Answers.plain(value));
            }
        });
        return merged;
    }

    private static Side writer(Direction direction) {
        return WRITERS.get(direction);
    }

    private static Side reader(Direction direction) {
        return WRITERS.get(Direction.values()[1 - direction.ordinal()]);
    }
}

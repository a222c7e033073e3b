package dev.nvent.store.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries of every kind of index, written by one implementation and read and changed by the other. */
class IndexInteroperabilityTest extends InteroperabilityTest {

    @ParameterizedTest
    @EnumSource
    void every_field_of_an_entry_is_read_as_written(Direction direction) {
        for (String index : sample.indexes()) {
            writer(direction).call("index.add", index, "one", SampleData.SCORE, sample.metadata(index));

            Map<String, Object> expected = new LinkedHashMap<>(sample.metadata(index));
            expected.putAll(sample.derivedFields(index, "one"));
            expected.put("version", 0);
            assertThat(reader(direction).call("index.get", index, "one"))
                    .isEqualTo(JsonValues.normalized(
                            Map.of("id", "one", "score", SampleData.SCORE, "metadata", expected)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void adding_an_entry_again_replaces_it_and_raises_its_version(Direction direction) {
        for (String index : sample.indexes()) {
            reader(direction).call("index.add", index, "one", 1, sample.metadata(index));
            var other = new LinkedHashMap<>(sample.metadata(index));
            other.computeIfPresent("status", (field, status) -> "other");
            other.computeIfPresent("emittedEvents", (field, events) -> Map.of("only", 1));
            other.computeIfPresent("config", (field, config) -> Map.of());

            writer(direction).call("index.add", index, "one", 2, other);

            assertThat(JsonValues.metadata(reader(direction).call("index.get", index, "one")))
                    .containsEntry("version", JsonValues.normalized(1))
                    .containsAllEntriesOf(JsonValues.object(JsonValues.normalized(other)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_update_merges_documents_at_every_level_and_null_deletes_a_key(Direction direction) {
        documents().forEach((index, document) -> {
            var before = Map.of("kept", 1, "deep", Map.of("kept", 2, "gone", 3, "list", List.of(1, 2)), "gone", 4);
            reader(direction).call("index.add", index, "one", 1, Map.of(document, before));
            var deep = new LinkedHashMap<String, Object>(Map.of("new.key", 5, "list", List.of(3)));
            deep.put("gone", null);
            var patch = new LinkedHashMap<String, Object>(Map.of("deep", deep));
            patch.put("gone", null);

            assertThat(writer(direction).call("index.update", index, "one", Map.of(document, patch)))
                    .isEqualTo(true);

            assertThat(JsonValues.metadata(reader(direction).call("index.get", index, "one")))
                    .containsEntry("version", JsonValues.normalized(1))
                    .containsEntry(
                            document,
                            JsonValues.normalized(
                                    Map.of("kept", 1, "deep", Map.of("kept", 2, "new.key", 5, "list", List.of(3)))));
        });
    }

    @ParameterizedTest
    @EnumSource
    void an_update_changes_only_the_columns_of_its_patch_and_can_set_null(Direction direction) {
        var patches = Map.of(
                sample.runs(), withNull(Map.of("status", "completed", "stepCount", 8), "completedAt"),
                sample.flows(), withNull(Map.of("flowVersion", 2, "stats", Map.of("running", 0)), "displayName"),
                sample.triggers(),
                        withNull(Map.of("status", "off", "stats", Map.of("totalFires", 6)), "lastActivityAt"),
                sample.jobs(), withNull(Map.of("enabled", true, "timezone", "UTC"), "nextRunAt"));
        patches.forEach((index, patch) -> {
            reader(direction).call("index.add", index, "one", SampleData.SCORE, sample.metadata(index));
            Map<String, Object> before = JsonValues.metadata(reader(direction).call("index.get", index, "one"));

            assertThat(writer(direction).call("index.update", index, "one", patch))
                    .isEqualTo(true);

            Map<String, Object> expected = merged(before, patch);
            expected.put("version", JsonValues.normalized(1));
            assertThat(JsonValues.metadata(reader(direction).call("index.get", index, "one")))
                    .isEqualTo(expected);
        });
    }

    @ParameterizedTest
    @EnumSource
    void an_update_with_retry_is_read_by_both(Direction direction) {
        for (String index : sample.indexes()) {
            reader(direction).call("index.add", index, "one", SampleData.SCORE, sample.metadata(index));

            writer(direction).call("index.updateWithRetry", index, "one", Map.of(sample.textField(index), "retried"));

            assertThat(JsonValues.metadata(reader(direction).call("index.get", index, "one")))
                    .containsEntry(sample.textField(index), "retried")
                    .containsEntry("version", JsonValues.normalized(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void both_increment_the_same_counter(Direction direction) {
        Map<String, Function<Implementation, String>> counters = Map.of(
                sample.flows(), implementation -> "stats.success",
                sample.triggers(), implementation -> "stats.totalFlowsStarted",
                sample.runs(), implementation -> implementation.emitted("retries"));
        counters.forEach((index, counter) -> {
            reader(direction).call("index.add", index, "one", 1, Map.of());

            Implementation writer = writer(direction);
            Implementation reader = reader(direction);
            assertThat(writer.call("index.increment", index, "one", counter.apply(writer), 1))
                    .isEqualTo(JsonValues.normalized(1));
            assertThat(reader.call("index.increment", index, "one", counter.apply(reader), 5))
                    .isEqualTo(JsonValues.normalized(6));
            assertThat(writer.call("index.increment", index, "one", counter.apply(writer), -2))
                    .isEqualTo(JsonValues.normalized(4));
            assertThat(JsonValues.metadata(reader.call("index.get", index, "one")))
                    .containsEntry("version", JsonValues.normalized(3));
        });
    }

    @ParameterizedTest
    @EnumSource
    void pages_and_filters_of_an_index_are_equal(Direction direction) {
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
    void a_deleted_entry_is_deleted_for_both(Direction direction) {
        for (String index : sample.indexes()) {
            reader(direction).call("index.add", index, "one", 1, Map.of());

            assertThat(writer(direction).call("index.delete", index, "one")).isEqualTo(true);

            assertThat(reader(direction).call("index.get", index, "one")).isNull();
            assertThat(reader(direction).call("index.delete", index, "one")).isEqualTo(false);
            assertThat(reader(direction).call("index.update", index, "one", Map.of("status", "x")))
                    .isEqualTo(false);
        }
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

    /** The metadata after a patch of columns, which are at most two levels deep. */
    private static Map<String, Object> merged(Map<String, Object> before, Map<String, Object> patch) {
        var merged = new LinkedHashMap<>(before);
        patch.forEach((field, value) -> {
            if (value == null) {
                merged.remove(field);
            } else if (value instanceof Map<?, ?> object) {
                merged.put(field, merged(JsonValues.object(before.get(field)), JsonValues.object(object)));
            } else {
                merged.put(field, JsonValues.normalized(value));
            }
        });
        return merged;
    }
}

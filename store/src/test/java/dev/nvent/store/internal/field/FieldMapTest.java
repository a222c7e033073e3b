package dev.nvent.store.internal.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.field.TriggerFields;
import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.json.JsonConverter;
import dev.nvent.store.jooq.tables.records.FlowsRecord;
import dev.nvent.store.jooq.tables.records.IndexEntriesRecord;
import dev.nvent.store.jooq.tables.records.TriggersRecord;
import dev.nvent.store.subject.IndexSubject.Flows;
import dev.nvent.store.subject.IndexSubject.GenericIndex;
import dev.nvent.store.subject.IndexSubject.Triggers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.junit.jupiter.api.Test;

class FieldMapTest {

    private static final FieldMap<TriggersRecord> TRIGGERS =
            new Catalog().table(new Triggers()).fields();
    private static final FieldMap<FlowsRecord> FLOWS =
            new Catalog().table(new Flows()).fields();
    private static final FieldMap<IndexEntriesRecord> GENERIC =
            new Catalog().table(new GenericIndex("acme:things")).fields();

    private static <R extends Record> Map<String, Object> writes(FieldMap<R> fields, Map<String, ?> metadata) {
        return byColumn(fields.writer().patch(JsonConverter.DEFAULT.toJson(metadata, "metadata")));
    }

    private static Map<String, Object> byColumn(FieldWrites<?> patch) {
        return patch.writes().stream()
                .collect(Collectors.toMap(
                        write -> write.field().getName(), write -> write.kind() + " " + write.value()));
    }

    @Test
    void a_field_goes_to_its_column_and_any_other_to_the_overflow() {
        assertThat(writes(
                        TRIGGERS,
                        Map.of(
                                "status",
                                "active",
                                "stats.totalFires",
                                3,
                                "registeredAt",
                                Instant.ofEpochMilli(5),
                                "config",
                                Map.of("a", 1),
                                "own",
                                true)))
                .containsOnly(
                        Map.entry("status", "ASSIGN active"),
                        Map.entry("stats_total_fires", "ASSIGN 3"),
                        Map.entry("registered_at", "ASSIGN 5"),
                        Map.entry("config", "MERGE {\"a\":1}"),
                        Map.entry("extra", "MERGE {\"own\":true}"));
    }

    @Test
    void a_path_and_a_nested_object_are_routed_alike() {
        assertThat(writes(FLOWS, Map.of("stats.total", 1, "stats.own", 2)))
                .isEqualTo(writes(FLOWS, Map.of("stats", Map.of("total", 1, "own", 2))));
    }

    @Test
    void a_dot_in_a_nested_key_is_part_of_the_name() {
        assertThat(writes(TRIGGERS, Map.of("config", Map.of("order.paid", 1))))
                .containsOnly(Map.entry("config", "MERGE {\"order.paid\":1}"));
    }

    @Test
    void an_alias_is_routed_to_the_same_column() {
        assertThat(writes(TRIGGERS, Map.of("triggerType", "event")))
                .isEqualTo(writes(TRIGGERS, Map.of("type", "event")));
    }

    @Test
    void a_path_below_a_column_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> writes(FLOWS, Map.of("displayName.x", 1)))
                .satisfies(e -> assertThat(e.where()).isEqualTo("displayName.x"));
    }

    @Test
    void fragments_of_one_document_are_united() {
        var fragments = new LinkedHashMap<String, Object>();
        fragments.put("config.a.b", 1);
        fragments.put("config.a.c", 2);
        fragments.put("config", Map.of("d", 3));

        assertThat(writes(TRIGGERS, fragments))
                .containsOnly(Map.entry("config", "MERGE {\"a\":{\"b\":1,\"c\":2},\"d\":3}"));
    }

    @Test
    void a_field_that_is_given_twice_with_different_values_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> writes(TRIGGERS, Map.of("config.a", 1, "config", Map.of("a", 2))));
    }

    @Test
    void the_order_of_the_fields_makes_no_difference() {
        assertThat(FieldWrites.of(Patch.of(FlowFields.DISPLAY_NAME, "a").and(FlowFields.STATS_TOTAL, 1))
                        .writes())
                .isEqualTo(FieldWrites.of(Patch.of(FlowFields.STATS_TOTAL, 1).and(FlowFields.DISPLAY_NAME, "a"))
                        .writes());
    }

    @Test
    void a_patch_does_not_change_when_others_are_built_from_it() {
        Patch<TriggersRecord> start = Patch.of(TriggerFields.CONFIG, Map.of("a", Map.of("b", 1)));
        Patch<TriggersRecord> more = Patch.of(TriggerFields.CONFIG, Map.of("a", Map.of("c", 2)));

        Patch<TriggersRecord> both = start.and(more).and(TriggerFields.CONFIG, Map.of("a", Map.of("d", 3)));

        assertThat(byColumn(FieldWrites.of(start))).containsOnly(Map.entry("config", "MERGE {\"a\":{\"b\":1}}"));
        assertThat(byColumn(FieldWrites.of(more))).containsOnly(Map.entry("config", "MERGE {\"a\":{\"c\":2}}"));
        assertThat(byColumn(FieldWrites.of(both)))
                .containsOnly(Map.entry("config", "MERGE {\"a\":{\"b\":1,\"c\":2,\"d\":3}}"));
    }

    @Test
    void the_time_is_linear_in_the_number_of_fields() {
        patch(GENERIC, 20_000);
        long few = fastest(10_000);
        long many = fastest(80_000);

        // Eight times as much for linear time, 64 times for quadratic.
        assertThat(Duration.ofNanos(many)).isLessThan(Duration.ofNanos(few * 30 + 20_000_000));
    }

    private static long fastest(int fields) {
        return List.of(1, 2, 3, 4, 5).stream()
                .mapToLong(round -> {
                    long start = System.nanoTime();
                    patch(GENERIC, fields);
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();
    }

    private static void patch(FieldMap<IndexEntriesRecord> map, int fields) {
        var metadata = JsonConverter.DEFAULT.toJson(Map.of(), "metadata");
        for (int i = 0; i < fields; i++) {
            metadata.put("key" + i, i);
        }
        assertThat(map.writer().patch(metadata).writes()).hasSize(1);
    }
}

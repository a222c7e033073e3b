package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class AddContract extends OperationContract {

    AddContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void a_new_entry_has_version_0_its_score_and_the_defaults(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();

        assertThat(store.add(subject, id, 1_234, Map.of())).isZero();

        assertThat(store.get(subject, id).orElseThrow().score()).isEqualTo(1_234);
        assertThat(store.get(subject, id).orElseThrow().version()).isZero();
        assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 1_234, 0, Map.of()));
    }

    @ParameterizedTest
    @EnumSource
    void every_field_is_returned_at_its_path(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        Map<String, Object> given = kind.allFields();
        given.put("own", Map.of("deep", Map.of("deeper", List.of(1, "two", false))));
        given.put("flag", false);

        store.add(subject, id, 5, given);

        assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 5, 0, given));
    }

    @ParameterizedTest
    @EnumSource
    void each_field_can_be_set_alone_and_the_others_have_defaults(IndexKind kind) {
        String subject = subject(kind);
        for (IndexField field : kind.settableFields()) {
            String id = unique();
            Map<String, Object> given = NestedMaps.at(field.path(), field.sample());

            store.add(subject, id, 5, given);

            assertThat(metadata(subject, id)).as(field.path()).isEqualTo(kind.expectedMetadata(id, 5, 0, given));
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_replaces_all_fields_and_increments_the_version(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        Map<String, Object> full = kind.allFields();
        full.put("own", Map.of("a", 1));
        store.add(subject, id, 5, full);
        store.update(subject, id, Map.of("own", Map.of("b", 2)));

        assertThat(store.add(subject, id, 4, Map.of("other", true))).isEqualTo(2);

        assertThat(store.get(subject, id).orElseThrow().score()).isEqualTo(4);
        assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 4, 2, Map.of("other", true)));
    }

    @ParameterizedTest
    @EnumSource
    void the_score_takes_precedence_over_the_score_field(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        String scoreField = kind.scoreField().orElse("anything");

        store.add(subject, id, 77, Map.of(scoreField, "2026-01-01T00:00:00Z"));

        assertThat(store.get(subject, id).orElseThrow().score()).isEqualTo(77);
        kind.scoreField().ifPresent(field -> assertThat(at(subject, id, field)).isEqualTo(IndexKind.iso(77)));
    }

    @ParameterizedTest
    @EnumSource
    void the_score_can_be_any_long(IndexKind kind) {
        String subject = subject(kind);
        for (long score : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1_800_000_000_000L}) {
            String id = unique();
            store.add(subject, id, score, Map.of());
            assertThat(store.get(subject, id).orElseThrow().score()).isEqualTo(score);
            store.delete(subject, id);
        }
    }

    @ParameterizedTest
    @EnumSource
    void dotted_top_level_keys_are_paths_and_nested_dots_are_names(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        String document = kind.documentPath();

        store.add(
                subject,
                id,
                1,
                Map.of(
                        document + ".a.b",
                        1,
                        document,
                        Map.of("order.paid", 2, "a", Map.of("c.d", 3)),
                        "own.path",
                        4,
                        "own.path2.",
                        5));

        assertThat(at(subject, id, document))
                .isEqualTo(CanonicalJson.of(Map.of("a", Map.of("b", 1, "c.d", 3), "order.paid", 2)));
        assertThat(at(subject, id, "own")).isEqualTo(CanonicalJson.of(Map.of("path", 4, "path2", Map.of("", 5))));
    }

    @ParameterizedTest
    @EnumSource
    void fields_without_a_column_in_a_column_group_are_kept(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        Map<String, Object> given =
                NestedMaps.map("stats", Map.of("mine", 1, "total.x", 2), "metadata", Map.of("a", 1));

        store.add(subject, id, 1, given);

        assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 1, 0, given));
    }

    @ParameterizedTest
    @EnumSource
    void nulls_are_kept_in_documents_and_omitted_for_columns(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        Map<String, Object> given = NestedMaps.map("own", null);
        given.put("list", Arrays.asList(null, 1));
        kind.settableFields().stream()
                .filter(IndexField::nullable)
                .forEach(field -> NestedMaps.put(given, field.path(), null));
        Map<String, Object> document = NestedMaps.map("a", null, "b", NestedMaps.map("c", null));
        given.put(kind.documentPath(), document);

        store.add(subject, id, 1, given);

        assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 1, 0, given));
        assertThat(at(subject, id, kind.documentPath())).isEqualTo(document);
        assertThat(metadata(subject, id)).containsEntry("own", null);
    }

    @ParameterizedTest
    @EnumSource
    void a_time_can_be_an_instant_milliseconds_or_text_with_an_offset(IndexKind kind) {
        String subject = subject(kind);
        List<Object> forms = List.of(
                Instant.parse("2026-02-03T04:05:06.789Z"),
                Instant.parse("2026-02-03T04:05:06.789999999Z"),
                OffsetDateTime.parse("2026-02-03T06:05:06.789+02:00"),
                ZonedDateTime.of(2026, 2, 2, 20, 5, 6, 789_000_000, ZoneId.of("America/Los_Angeles")),
                1_770_091_506_789L,
                "2026-02-03T04:05:06.789Z",
                "2026-02-02T23:05:06.789-05:00");
        for (IndexField field : kind.settableFields()) {
            if (field.type() == IndexField.Type.TIME) {
                for (Object form : forms) {
                    String id = unique();
                    store.add(subject, id, 1, Map.of(field.path(), form));
                    assertThat(at(subject, id, field.path()))
                            .as(field.path() + " given as " + form)
                            .isEqualTo("2026-02-03T04:05:06.789Z");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void numbers_are_exact(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        Map<String, Object> given = NestedMaps.map(
                "numbers",
                List.of(
                        Long.MAX_VALUE,
                        Long.MIN_VALUE,
                        new BigDecimal("1.10"),
                        new BigDecimal("-0.000"),
                        new BigDecimal("1E-300"),
                        new BigDecimal("9.87E+300"),
                        new BigDecimal("0.1234567890123456789012345678901234567890"),
                        0.1,
                        1e21));

        store.add(subject, id, 1, given);

        assertThat(at(subject, id, "numbers")).isEqualTo(CanonicalJson.of(given.get("numbers")));
    }

    @ParameterizedTest
    @EnumSource
    void a_column_accepts_its_minimum_and_maximum(IndexKind kind) {
        String subject = subject(kind);
        for (IndexField field : kind.fields()) {
            if (field.isNumber()) {
                boolean wide = field.type() == IndexField.Type.LONG;
                for (long edge : wide
                        ? new long[] {Long.MIN_VALUE, Long.MAX_VALUE}
                        : new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                    String id = unique();
                    store.add(subject, id, 1, Map.of(field.path(), edge));
                    assertThat(at(subject, id, field.path())).isEqualTo(BigDecimal.valueOf(edge));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_id_may_be_any_text(IndexKind kind) {
        String subject = subject(kind);
        for (String odd : List.of("a:b", " ", "%", "_", "'; --", "\"", "\\", "ключ☃😀", "x".repeat(1_000))) {
            String id = unique() + odd;
            store.add(subject, id, 1, Map.of("own", odd));
            assertThat(at(subject, id, "own")).isEqualTo(odd);
            assertThat(store.get(subject, id).orElseThrow().id()).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_id_alias_is_accepted_only_if_it_equals_the_id(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        kind.idAlias().ifPresent(name -> {
            store.add(subject, id, 1, Map.of(name, id));
            assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 1, 0, Map.of()));
            assertRejected(
                    RejectedException.Reason.INVALID_INPUT,
                    () -> store.add(subject, id, 1, Map.of(name, "something else")));
        });
    }

    @ParameterizedTest
    @EnumSource
    void indexes_do_not_share_entries(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 1, Map.of("own", 1));

        if (kind.isKeyed()) {
            assertThat(store.get(subject + "x", id)).isEmpty();
            store.add(subject + "x", id, 2, Map.of("own", 2));
            assertThat(at(subject, id, "own")).isEqualTo(BigDecimal.ONE);
        }
    }
}

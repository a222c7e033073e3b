package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class IncrementContract extends OperationContract {

    IncrementContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void a_number_with_a_column_is_incremented_in_its_column(IndexKind kind) {
        String subject = subject(kind);
        for (IndexField field : kind.fields()) {
            if (field.isNumber()) {
                String id = unique();
                store.add(subject, id, 5, Map.of());
                int before = field.defaultValue() == null ? 0 : (int) field.defaultValue();

                assertThat(increment(subject, id, field.path(), 5)).isEqualTo(String.valueOf(before + 5));
                assertThat(increment(subject, id, field.path(), -7)).isEqualTo(String.valueOf(before - 2));

                assertThat(metadata(subject, id))
                        .as(field.path())
                        .isEqualTo(kind.expectedMetadata(id, 5, 2, NestedMaps.at(field.path(), before - 2)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void missing_parents_in_json_are_created(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of());

        assertThat(increment(subject, id, "own.deep.er", 2)).isEqualTo("2");
        assertThat(increment(subject, id, "own.deep.er", 40)).isEqualTo("42");
        assertThat(increment(subject, id, kind.documentPath() + ".a.b", 1)).isEqualTo("1");

        assertThat(at(subject, id, "own")).isEqualTo(CanonicalJson.of(Map.of("deep", Map.of("er", 42))));
        assertThat(at(subject, id, kind.documentPath() + ".a")).isEqualTo(CanonicalJson.of(Map.of("b", 1)));
    }

    @ParameterizedTest
    @EnumSource
    void a_path_has_up_to_100_keys(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of());
        String path = "k.".repeat(99) + "k";

        assertThat(increment(subject, id, path, 2)).isEqualTo("2");
        assertThat(at(subject, id, path)).isEqualTo(BigDecimal.TWO);
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> increment(subject, id, path + ".k", 2));
    }

    @ParameterizedTest
    @EnumSource
    void fractions_in_json_are_exact(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of("own", new BigDecimal("0.10")));

        assertThat(store.increment(subject, id, "own", new BigDecimal("0.20"))).isEqualByComparingTo("0.30");
        assertThat(store.increment(subject, id, "own", new BigDecimal("1E+30")))
                .isEqualByComparingTo("1000000000000000000000000000000.30");
        assertThat(store.increment(subject, id, "own", new BigDecimal("1E-30")))
                .isEqualByComparingTo("1000000000000000000000000000000.300000000000000000000000000001");
    }

    @ParameterizedTest
    @EnumSource
    void null_counts_as_0(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, NestedMaps.map("own", null, "deep", NestedMaps.map("a", null)));

        assertThat(increment(subject, id, "own", 3)).isEqualTo("3");
        assertThat(increment(subject, id, "deep.a", 4)).isEqualTo("4");
        assertThat(increment(subject, id, "deep.a", 0)).isEqualTo("4");
    }

    @ParameterizedTest
    @EnumSource
    void other_fields_keep_their_values(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        Map<String, Object> expected = kind.allFields();
        expected.put("own", Map.of("a", 1, "b", List.of(1)));
        store.add(subject, id, 5, expected);

        increment(subject, id, "own.a", 1);

        NestedMaps.put(expected, "own", Map.of("a", 2, "b", List.of(1)));
        assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 5, 1, expected));
    }

    @ParameterizedTest
    @EnumSource
    void a_missing_entry_is_rejected_and_not_created(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();

        for (String field : List.of(kind.counterPath(), "own", "own.deep")) {
            assertRejected(RejectedException.Reason.NO_ENTRY, () -> increment(subject, id, field, 1));
        }
        assertThat(store.get(subject, id)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_value_that_is_not_a_number_is_rejected_and_unchanged(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(
                subject,
                id,
                5,
                Map.of("text", "5", "flag", true, "list", List.of(1), "object", Map.of("a", "x"), "own.a", "x"));
        var before = store.get(subject, id);

        for (String field : List.of("text", "flag", "list", "object", "object.a", "own.a")) {
            assertRejected(RejectedException.Reason.NOT_A_NUMBER, () -> increment(subject, id, field, 1));
        }
        for (String field : List.of("text.x", "list.0", "object.a.b")) {
            assertRejected(RejectedException.Reason.NOT_AN_OBJECT, () -> increment(subject, id, field, 1));
        }
        for (IndexField field : kind.fields()) {
            if (List.of(IndexField.Type.TEXT, IndexField.Type.TIME, IndexField.Type.BOOLEAN)
                    .contains(field.type())) {
                assertRejected(RejectedException.Reason.NOT_A_NUMBER, () -> increment(subject, id, field.path(), 1));
            }
        }
        assertThat(store.get(subject, id)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void a_result_outside_the_column_range_is_rejected_and_changes_nothing(IndexKind kind) {
        String subject = subject(kind);
        for (IndexField field : kind.fields()) {
            if (field.isNumber()) {
                String id = unique();
                boolean wide = field.type() == IndexField.Type.LONG;
                store.add(subject, id, 5, Map.of(field.path(), wide ? Long.MAX_VALUE : Integer.MAX_VALUE));
                var before = store.get(subject, id);

                assertRejected(RejectedException.Reason.OUT_OF_RANGE, () -> increment(subject, id, field.path(), 1));

                assertThat(store.get(subject, id)).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void hostile_field_names_are_treated_as_data(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of());
        for (String name : List.of(
                "1=1 OR run_id",
                "'; DROP TABLE flows; --",
                "\"",
                "`",
                "a b",
                "extra",
                "run_id",
                "$1",
                "{}",
                "?",
                ":x",
                "🙂",
                "\\",
                "completed_steps",
                "",
                "0",
                "-1",
                "stats_total",
                "score",
                "metadata\"}'")) {
            assertThat(increment(subject, id, name, 1)).as(name).isEqualTo("1");
            assertThat(increment(subject, id, "own." + name, 2)).as(name).isEqualTo("2");
            assertThat(metadata(subject, id)).containsEntry(name, BigDecimal.ONE);
        }
        assertThat(version(subject, id)).isEqualTo(40);
    }

    private String increment(String subject, String id, String field, long delta) {
        return store.increment(subject, id, field, BigDecimal.valueOf(delta)).toPlainString();
    }
}

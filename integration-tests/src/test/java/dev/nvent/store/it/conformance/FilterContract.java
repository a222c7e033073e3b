package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class FilterContract extends OperationContract {

    FilterContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void every_column_can_be_filtered_by_a_value_several_values_or_null(IndexKind kind) {
        String subject = emptyIndex(kind);
        store.add(subject, "full", 1, kind.allFields());
        store.add(subject, "bare", 2, Map.of());
        for (IndexField field : kind.settableFields()) {
            if (field.type() != IndexField.Type.DOCUMENT) {
                boolean absent = field.defaultValue() == null;
                assertThat(find(subject, field.path(), field.sample()))
                        .as(field.path())
                        .containsExactly("full");
                assertThat(find(subject, field.path(), List.of(field.sample(), another(field))))
                        .containsExactly("full");
                assertThat(find(subject, field.path(), List.of())).isEmpty();
                assertThat(find(subject, field.path(), null)).isEqualTo(absent ? List.of("bare") : List.of());
                assertThat(find(subject, field.path(), Arrays.asList(field.sample(), null)))
                        .isEqualTo(absent ? List.of("bare", "full") : List.of("full"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_field_without_a_column_is_found_by_value_and_type(IndexKind kind) {
        String subject = emptyIndex(kind);
        store.add(subject, "number", 9, Map.of("own", 5));
        store.add(subject, "text", 8, Map.of("own", "5"));
        store.add(subject, "true", 7, Map.of("own", true));
        store.add(subject, "null", 6, NestedMaps.map("own", null));
        store.add(subject, "list", 5, Map.of("own", List.of(5, "5")));
        store.add(subject, "object", 4, Map.of("own", Map.of("a", 5)));
        store.add(subject, "none", 3, Map.of("other", 5));

        assertThat(find(subject, "own", 5)).containsExactly("number");
        assertThat(find(subject, "own", new BigDecimal("5.00"))).containsExactly("number");
        assertThat(find(subject, "own", "5")).containsExactly("text");
        assertThat(find(subject, "own", true)).containsExactly("true");
        assertThat(find(subject, "own", null)).containsExactly("null", "none");
        assertThat(find(subject, "own", Arrays.asList(5, true, null)))
                .containsExactly("number", "true", "null", "none");
        assertThat(find(subject, "own", List.of())).isEmpty();
        assertThat(find(subject, "own.a", 5)).containsExactly("object");
        assertThat(find(subject, "own.a", null)).containsExactly("number", "text", "true", "null", "list", "none");
    }

    @ParameterizedTest
    @EnumSource
    void a_field_within_a_document_is_found_by_its_path(IndexKind kind) {
        String subject = emptyIndex(kind);
        String document = kind.documentPath();
        store.add(subject, "one", 2, NestedMaps.at(document, Map.of("a", Map.of("b", 1, "", "x"), "0", "zero")));
        store.add(subject, "two", 1, NestedMaps.at(document, Map.of("a", Map.of("b", 2), "a.b", 1)));

        assertThat(find(subject, document + ".a.b", 1)).containsExactly("one");
        assertThat(find(subject, document + ".a.b", List.of(1, 2, 3))).containsExactly("one", "two");
        assertThat(find(subject, document + ".a.", "x")).containsExactly("one");
        assertThat(find(subject, document + ".a.", null)).containsExactly("two");
        assertThat(find(subject, document + ".0", "zero")).containsExactly("one");
        assertThat(find(subject, document + ".0", null)).containsExactly("two");
    }

    @ParameterizedTest
    @EnumSource
    void several_filters_must_all_hold(IndexKind kind) {
        String subject = emptyIndex(kind);
        store.add(subject, "a", 3, Map.of("x", 1, "y", 1));
        store.add(subject, "b", 2, Map.of("x", 1, "y", 2));
        store.add(subject, "c", 1, Map.of("x", 2, "y", 2));

        assertThat(ids(subject, Map.of("x", 1, "y", 2))).containsExactly("b");
        assertThat(ids(subject, Map.of("x", List.of(1, 2), "y", 2))).containsExactly("b", "c");
        assertThat(ids(subject, Map.of())).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void times_are_found_in_any_accepted_format(IndexKind kind) {
        String subject = emptyIndex(kind);
        store.add(subject, "full", 5, kind.allFields());
        for (IndexField field : kind.settableFields()) {
            if (field.type() == IndexField.Type.TIME) {
                assertThat(find(subject, field.path(), 1_770_091_506_789L)).containsExactly("full");
                assertThat(find(subject, field.path(), "2026-02-03T05:05:06.789+01:00"))
                        .containsExactly("full");
            }
        }
        kind.scoreField()
                .ifPresent(field -> assertThat(find(subject, field, "1970-01-01T00:00:00.005Z"))
                        .containsExactly("full"));
    }

    @ParameterizedTest
    @EnumSource
    void the_version_and_the_id_alias_can_be_filtered(IndexKind kind) {
        String subject = emptyIndex(kind);
        store.add(subject, "a", 2, Map.of());
        store.add(subject, "b", 1, Map.of());
        store.update(subject, "b", Map.of());

        assertThat(find(subject, "version", 1)).containsExactly("b");
        assertThat(find(subject, "version", List.of(0, 1))).containsExactly("a", "b");
        kind.idAlias().ifPresent(name -> {
            assertThat(find(subject, name, "b")).containsExactly("b");
            assertThat(find(subject, name, List.of("a", "c"))).containsExactly("a");
        });
    }

    @ParameterizedTest
    @EnumSource
    void hostile_field_names_and_values_are_treated_as_data(IndexKind kind) {
        String subject = emptyIndex(kind);
        store.add(subject, "other", 1, Map.of());
        for (String hostile : List.of(
                "1=1 OR run_id",
                "'; DELETE FROM flows; --",
                "\"",
                "a b",
                "extra",
                "run_id",
                "flow_name",
                "$1",
                "?",
                ":x",
                "\\",
                "",
                "0",
                "{}",
                "🙂",
                "{\"a\"",
                "%",
                "null",
                "registered_at")) {
            assertThat(find(subject, hostile, "x")).as(hostile).isEmpty();
            assertThat(find(subject, "own." + hostile, "x")).as(hostile).isEmpty();
            store.add(subject, "hit", 2, Map.of("own", Map.of("deep", hostile), hostile, "x"));
            assertThat(find(subject, hostile, "x")).as(hostile).containsExactly("hit");
            assertThat(find(subject, hostile, null)).as(hostile).containsExactly("other");
            assertThat(find(subject, "own.deep", hostile)).as(hostile).containsExactly("hit");
            store.delete(subject, "hit");
        }
    }

    private List<String> find(String subject, String field, Object value) {
        return ids(subject, NestedMaps.map(field, value));
    }

    private List<String> ids(String subject, Map<String, ?> filter) {
        List<String> ids = store.list(subject, Map.of("filter", filter)).ids();
        assertThat(store.count(subject, Map.of("filter", filter))).isEqualTo(ids.size());
        return ids;
    }

    private static Object another(IndexField field) {
        return switch (field.type()) {
            case TEXT -> "no such text";
            case TIME -> 1;
            case INTEGER, COUNTER, LONG -> 1_000;
            case BOOLEAN -> false;
            case DOCUMENT -> throw new IllegalArgumentException();
        };
    }
}

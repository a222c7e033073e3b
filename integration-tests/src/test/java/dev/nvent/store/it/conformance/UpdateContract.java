package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.conformance.ContractStore.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class UpdateContract extends OperationContract {

    UpdateContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void it_changes_only_the_given_fields(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        Map<String, Object> expected = kind.allFields();
        store.add(subject, id, 5, expected);
        int version = 0;
        for (IndexField field : kind.settableFields()) {
            Object value = field.type() == IndexField.Type.DOCUMENT ? List.of("replaced") : another(field);
            assertThat(store.update(subject, id, NestedMaps.at(field.path(), value)))
                    .isEqualTo(new Outcome.Updated(++version));
            NestedMaps.put(expected, field.path(), value);
            assertThat(metadata(subject, id))
                    .as(field.path())
                    .isEqualTo(kind.expectedMetadata(id, 5, version, expected));
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_merges_objects_at_every_level(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        for (String document : documents(kind)) {
            store.add(
                    subject,
                    id,
                    5,
                    NestedMaps.at(document, Map.of("a", Map.of("b", Map.of("c", 1), "list", List.of(1, 2)), "x", 1)));

            store.update(
                    subject, id, NestedMaps.at(document, Map.of("a", Map.of("b", Map.of("d", 2), "list", List.of(3)))));

            assertThat(at(subject, id, document))
                    .isEqualTo(CanonicalJson.of(
                            Map.of("a", Map.of("b", Map.of("c", 1, "d", 2), "list", List.of(3)), "x", 1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void scalars_replace_objects_and_objects_replace_scalars(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        for (String document : documents(kind)) {
            store.add(subject, id, 5, NestedMaps.at(document, Map.of("a", Map.of("b", 1), "c", 2, "d", List.of(1))));

            store.update(
                    subject,
                    id,
                    NestedMaps.at(document, Map.of("a", false, "c", Map.of("e", 1), "d", Map.of("f", Map.of()))));

            assertThat(at(subject, id, document))
                    .isEqualTo(CanonicalJson.of(Map.of("a", false, "c", Map.of("e", 1), "d", Map.of("f", Map.of()))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void null_deletes_a_key_at_every_depth(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        for (String document : documents(kind)) {
            store.add(
                    subject, id, 5, NestedMaps.at(document, Map.of("a", Map.of("b", Map.of("c", 1, "d", 2)), "e", 3)));

            store.update(
                    subject,
                    id,
                    NestedMaps.at(
                            document,
                            NestedMaps.map(
                                    "e",
                                    null,
                                    "none",
                                    null,
                                    "a",
                                    Map.of("b", NestedMaps.map("c", null)),
                                    "new",
                                    Map.of("sub", NestedMaps.map("gone", null, "kept", 1)))));

            assertThat(at(subject, id, document))
                    .isEqualTo(CanonicalJson.of(
                            Map.of("a", Map.of("b", Map.of("d", 2)), "new", Map.of("sub", Map.of("kept", 1)))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void null_in_an_array_is_a_value(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of());
        List<Object> list = new ArrayList<>(List.of(1, NestedMaps.map("a", null)));
        list.add(null);

        store.update(subject, id, NestedMaps.at(kind.documentPath(), Map.of("list", list)));

        assertThat(at(subject, id, kind.documentPath() + ".list")).isEqualTo(CanonicalJson.of(list));
    }

    @ParameterizedTest
    @EnumSource
    void null_on_a_nullable_column_writes_null(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        Map<String, Object> expected = kind.allFields();
        store.add(subject, id, 5, expected);
        Map<String, Object> patch = NestedMaps.map();
        for (IndexField field : kind.settableFields()) {
            if (field.nullable()) {
                NestedMaps.put(patch, field.path(), null);
                NestedMaps.put(expected, field.path(), null);
            }
        }

        store.update(subject, id, patch);

        assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 5, 1, expected));
    }

    @ParameterizedTest
    @EnumSource
    void a_document_that_is_null_can_be_merged_into(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, NestedMaps.at(kind.documentPath(), null));

        store.update(subject, id, Map.of(kind.documentPath() + ".a.b", 1));

        assertThat(at(subject, id, kind.documentPath())).isEqualTo(CanonicalJson.of(Map.of("a", Map.of("b", 1))));
    }

    @ParameterizedTest
    @EnumSource
    void dotted_top_level_keys_are_paths_and_nested_dots_are_names(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        String document = kind.documentPath();
        store.add(subject, id, 5, NestedMaps.at(document, Map.of("order", Map.of("paid", 1), "order.paid", 2)));

        store.update(subject, id, Map.of(document + ".order.paid", 3));
        assertThat(at(subject, id, document))
                .isEqualTo(CanonicalJson.of(Map.of("order", Map.of("paid", 3), "order.paid", 2)));

        store.update(subject, id, Map.of(document, Map.of("order.paid", 4)));
        assertThat(at(subject, id, document))
                .isEqualTo(CanonicalJson.of(Map.of("order", Map.of("paid", 3), "order.paid", 4)));
    }

    @ParameterizedTest
    @EnumSource
    void counters_can_be_set_by_path_and_as_a_nested_map(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of());

        store.update(subject, id, Map.of(kind.counterPath(), 5));
        assertThat(at(subject, id, kind.counterPath())).isEqualTo(BigDecimal.valueOf(5));
        store.update(subject, id, NestedMaps.at(kind.counterPath(), 6));
        assertThat(at(subject, id, kind.counterPath())).isEqualTo(BigDecimal.valueOf(6));
    }

    @ParameterizedTest
    @EnumSource
    void updating_the_score_field_moves_the_entry(IndexKind kind) {
        String subject = emptyIndex(kind);
        kind.scoreField().ifPresent(field -> {
            store.add(subject, "a", 1, Map.of());
            store.add(subject, "b", 2, Map.of());

            store.update(subject, "a", Map.of(field, "1970-01-01T00:00:00.003Z"));

            assertThat(store.get(subject, "a").orElseThrow().score()).isEqualTo(3);
            assertThat(store.list(subject, Map.of()).ids()).containsExactly("a", "b");
        });
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_patch_only_increments_the_version(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, kind.allFields());

        assertThat(store.update(subject, id, Map.of())).isEqualTo(new Outcome.Updated(1));
        assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 5, 1, kind.allFields()));
    }

    @ParameterizedTest
    @EnumSource
    void a_missing_entry_is_reported_and_not_created(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();

        assertThat(store.update(subject, id, Map.of("own", 1))).isEqualTo(new Outcome.Missing());
        assertThat(store.get(subject, id)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_document_of_500_levels_is_merged(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, NestedMaps.at("own", deep(490, "a")));

        store.update(subject, id, NestedMaps.at("own", deep(490, "b")));

        Object node = at(subject, id, "own");
        for (int i = 0; i < 490; i++) {
            node = ((Map<?, ?>) node).get("k");
        }
        assertThat(node).isEqualTo(CanonicalJson.of(Map.of("a", 1, "b", 1)));
    }

    private static Map<String, Object> deep(int levels, String leaf) {
        Map<String, Object> tree = Map.of(leaf, 1);
        for (int i = 0; i < levels; i++) {
            tree = Map.of("k", tree);
        }
        return tree;
    }

    /** All paths stored as JSON: documents with a column and fields without one. */
    private static List<String> documents(IndexKind kind) {
        var paths = new ArrayList<>(List.of("own", "own2.deeper"));
        kind.fields().stream()
                .filter(field -> field.type() == IndexField.Type.DOCUMENT)
                .forEach(field -> paths.add(field.path()));
        return paths;
    }

    private static Object another(IndexField field) {
        return switch (field.type()) {
            case TEXT -> "";
            case TIME -> "1969-12-31T23:59:59.999Z";
            case INTEGER, COUNTER -> -3;
            case LONG -> 3;
            case BOOLEAN -> true;
            case DOCUMENT -> Map.of();
        };
    }
}

package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.conformance.ContractTransition.Result;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The effects of a transition on entries. */
abstract class TransitionEntriesContract extends OperationContract {

    TransitionEntriesContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void several_changes_of_one_entry_are_merged_and_increment_its_version_once(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of());
        Map<String, Object> expected = withoutCounters(kind);
        ContractTransition transition = store.transition()
                .update(subject, id, withoutCounters(kind))
                .update(subject, id, Map.of("own", Map.of("deep", 1)));
        for (IndexField counter : counters(kind)) {
            transition.increment(subject, id, counter.path(), 2).increment(subject, id, counter.path(), 1);
            NestedMaps.put(expected, counter.path(), 3);
        }

        Result.Applied applied = applied(transition);

        assertThat(applied.version(subject, id)).isEqualTo(1);
        for (IndexField counter : counters(kind)) {
            assertThat(applied.count(subject, id, counter.path()))
                    .as(counter.path())
                    .isEqualTo(3);
        }
        NestedMaps.put(expected, "own", Map.of("deep", 1));
        assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 5, 1, expected));
    }

    @ParameterizedTest
    @EnumSource
    void changes_of_several_entries_are_applied_together(IndexKind kind) {
        String subject = subject(kind);
        List<String> ids = Stream.generate(OperationContract::unique).limit(3).toList();
        ids.forEach(id -> store.add(subject, id, 5, Map.of("own", Map.of("a", 1))));
        store.update(subject, ids.get(0), Map.of());
        ContractTransition transition = store.transition();
        ids.forEach(id -> transition.update(subject, id, Map.of("own", Map.of("b", id))));

        Result.Applied applied = applied(transition);

        for (String id : ids) {
            assertThat(at(subject, id, "own")).isEqualTo(CanonicalJson.of(Map.of("a", 1, "b", id)));
            assertThat(applied.version(subject, id)).isEqualTo(version(subject, id));
        }
        assertThat(ids).map(id -> version(subject, id)).containsExactly(2, 1, 1);
    }

    @ParameterizedTest
    @EnumSource
    void a_new_entry_has_version_0_its_score_and_its_fields(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        Map<String, Object> given = kind.allFields();
        given.put("own", Map.of("deep", List.of(1)));

        assertThat(applied(store.transition().add(subject, id, 5, given)).version(subject, id))
                .isZero();

        assertThat(store.get(subject, id).orElseThrow().score()).isEqualTo(5);
        assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 5, 0, given));
    }

    @ParameterizedTest
    @EnumSource
    void adding_an_existing_entry_replaces_all_fields_and_increments_the_version(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, kind.allFields());
        Map<String, Object> nulls = NestedMaps.map();
        kind.settableFields().stream()
                .filter(IndexField::nullable)
                .forEach(field -> NestedMaps.put(nulls, field.path(), null));

        assertThat(applied(store.transition().add(subject, id, 4, nulls)).version(subject, id))
                .isEqualTo(1);

        assertThat(store.get(subject, id).orElseThrow().score()).isEqualTo(4);
        assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 4, 1, nulls));
    }

    @ParameterizedTest
    @EnumSource
    void an_unexpected_version_is_a_conflict_and_nothing_changes(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, kind.allFields());

        assertThat(everyPart(subject, id).expectVersion(subject, id, 7).apply())
                .isEqualTo(new Result.Conflict(subject, id, 0));

        assertUnchanged(kind, subject, id);
    }

    @ParameterizedTest
    @EnumSource
    void an_unexpected_field_value_is_a_conflict_and_nothing_changes(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, kind.allFields());

        for (IndexField field : columns(kind)) {
            assertThat(everyPart(subject, id)
                            .expect(subject, id, field.path(), another(field))
                            .apply())
                    .as(field.path())
                    .isEqualTo(new Result.Conflict(subject, id, 0));
            if (field.nullable()) {
                assertThat(everyPart(subject, id)
                                .expect(subject, id, field.path(), null)
                                .apply())
                        .isEqualTo(new Result.Conflict(subject, id, 0));
            }
        }

        assertUnchanged(kind, subject, id);
    }

    @ParameterizedTest
    @EnumSource
    void a_transition_applies_if_the_version_and_all_values_are_as_expected(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, kind.allFields());
        ContractTransition transition = everyPart(subject, id).expectVersion(subject, id, 0);
        columns(kind).forEach(field -> transition.expect(subject, id, field.path(), field.sample()));

        applied(transition);

        assertThat(version(subject, id)).isEqualTo(1);
        assertThat(store.get(subject, id + "-new")).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void null_is_expected_of_a_column_without_a_value(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of());
        ContractTransition transition = everyPart(subject, id);
        columns(kind).stream()
                .filter(field -> field.defaultValue() == null)
                .forEach(field -> transition.expect(subject, id, field.path(), null));

        applied(transition);
    }

    @ParameterizedTest
    @EnumSource
    void a_missing_entry_is_reported_and_nothing_changes(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        String missing = unique();
        store.add(subject, id, 5, kind.allFields());

        assertThat(everyPart(subject, id)
                        .update(subject, missing, Map.of("own", 1))
                        .apply())
                .isEqualTo(new Result.Missing(subject, missing));
        assertThat(everyPart(subject, id).expectVersion(subject, missing, 0).apply())
                .isEqualTo(new Result.Missing(subject, missing));
        kind.counterColumn()
                .ifPresent(counter -> assertThat(everyPart(subject, id)
                                .increment(subject, missing, counter, 1)
                                .apply())
                        .isEqualTo(new Result.Missing(subject, missing)));

        assertThat(store.get(subject, missing)).isEmpty();
        assertUnchanged(kind, subject, id);
    }

    @ParameterizedTest
    @EnumSource
    void an_expectation_alone_does_not_increment_the_version(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, kind.allFields());
        ContractTransition transition =
                store.transition().expectVersion(subject, id, 0).set(id, 1, null);
        columns(kind).forEach(field -> transition.expect(subject, id, field.path(), field.sample()));

        assertThat(applied(transition).version(subject, id)).isZero();

        assertThat(version(subject, id)).isZero();
        assertThat(store.value(id)).contains(1);
    }

    /** An event, an update, a new entry and a key. */
    private ContractTransition everyPart(String subject, String id) {
        return store.transition()
                .append(StreamKind.FLOW_EVENTS.subject(id), Map.of("type", "step", "flowName", "f"))
                .update(subject, id, Map.of("own", "changed"))
                .add(subject, id + "-new", 1, Map.of())
                .set(id, 1, null);
    }

    /** No part of {@link #everyPart} was applied. */
    private void assertUnchanged(IndexKind kind, String subject, String id) {
        assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 5, 0, kind.allFields()));
        assertThat(store.get(subject, id + "-new")).isEmpty();
        assertThat(store.value(id)).isEmpty();
        assertThat(store.read(StreamKind.FLOW_EVENTS.subject(id), Map.of()).events())
                .isEmpty();
    }

    private static Result.Applied applied(ContractTransition transition) {
        return (Result.Applied) transition.apply();
    }

    private static List<IndexField> counters(IndexKind kind) {
        return kind.fields().stream()
                .filter(field -> field.type() == IndexField.Type.COUNTER)
                .toList();
    }

    /** The fields whose value a transition can expect. */
    private static List<IndexField> columns(IndexKind kind) {
        return kind.settableFields().stream()
                .filter(field -> field.type() != IndexField.Type.COUNTER && field.type() != IndexField.Type.DOCUMENT)
                .toList();
    }

    private static Map<String, Object> withoutCounters(IndexKind kind) {
        Map<String, Object> fields = kind.allFields();
        counters(kind).forEach(counter -> NestedMaps.remove(fields, counter.path()));
        return fields;
    }

    private static Object another(IndexField field) {
        return switch (field.type()) {
            case TEXT -> "another text";
            case TIME -> "1969-12-31T23:59:59.999Z";
            case INTEGER, LONG -> 3;
            case BOOLEAN -> true;
            case COUNTER, DOCUMENT -> throw new IllegalArgumentException(field.path());
        };
    }
}

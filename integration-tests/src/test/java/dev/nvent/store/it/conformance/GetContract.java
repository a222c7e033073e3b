package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class GetContract extends OperationContract {

    GetContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void an_entry_has_id_score_version_and_metadata(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 9, kind.allFields());

        var entry = store.get(subject, id).orElseThrow();

        assertThat(entry.id()).isEqualTo(id);
        assertThat(entry.score()).isEqualTo(9);
        assertThat(entry.version()).isZero();
        assertThat(CanonicalJson.map(entry.metadata())).isEqualTo(kind.expectedMetadata(id, 9, 0, kind.allFields()));
    }

    @ParameterizedTest
    @EnumSource
    void absent_entries_are_empty(IndexKind kind) {
        assertThat(store.get(subject(kind), unique())).isEmpty();
        assertThat(store.getMany(subject(kind), List.of(unique()))).isEmpty();
        assertThat(store.getMany(subject(kind), List.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void existing_entries_are_returned_in_the_requested_order(IndexKind kind) {
        String subject = subject(kind);
        List<String> ids = IntStream.range(0, 300).mapToObj(i -> unique()).toList();
        ids.forEach(id -> store.add(subject, id, 1, Map.of("own", id)));
        List<String> filteredBy = IntStream.range(0, 300)
                .mapToObj(i -> i % 3 == 0 ? "none" + i : ids.get(299 - i))
                .toList();

        var found = store.getMany(subject, filteredBy);

        assertThat(found.keySet())
                .containsExactlyElementsOf(
                        filteredBy.stream().filter(ids::contains).toList());
        found.forEach((id, entry) ->
                assertThat(entry).isEqualTo(store.get(subject, id).orElseThrow()));
    }

    @ParameterizedTest
    @EnumSource
    void a_repeated_id_is_returned_once(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 1, Map.of());

        assertThat(store.getMany(subject, List.of(id, id))).containsOnlyKeys(id);
    }
}

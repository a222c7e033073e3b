package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class DeleteContract extends OperationContract {

    DeleteContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void one_entry_goes_and_its_neighbours_stay(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 1, Map.of());
        store.add(subject, id + "x", 1, Map.of());

        assertThat(store.delete(subject, id)).isTrue();
        assertThat(store.delete(subject, id)).isFalse();

        assertThat(store.get(subject, id)).isEmpty();
        assertThat(store.get(subject, id + "x")).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void many_entries_go_and_those_that_were_there_are_counted(IndexKind kind) {
        String subject = subject(kind);
        List<String> ids = List.of(unique(), unique(), unique());
        ids.forEach(id -> store.add(subject, id, 1, Map.of()));

        assertThat(store.deleteMany(subject, List.of(ids.get(0), ids.get(2), "none", ids.get(0))))
                .isEqualTo(2);
        assertThat(store.deleteMany(subject, List.of())).isZero();

        assertThat(store.getMany(subject, ids)).containsOnlyKeys(ids.get(1));
    }

    @ParameterizedTest
    @EnumSource
    void another_subjects_entry_of_that_id_stays(IndexKind kind) {
        if (kind.isScoped()) {
            String subject = subject(kind);
            store.add(subject, "same", 1, Map.of());
            store.add(subject + "x", "same", 1, Map.of());

            store.delete(subject, "same");
            store.deleteMany(subject, List.of("same"));

            assertThat(store.get(subject + "x", "same")).isPresent();
        }
    }
}

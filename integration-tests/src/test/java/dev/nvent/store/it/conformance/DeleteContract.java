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
    void only_the_given_entry_is_deleted(IndexKind kind) {
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
    void deleting_several_entries_returns_the_number_that_existed(IndexKind kind) {
        String subject = subject(kind);
        List<String> ids = List.of(unique(), unique(), unique());
        ids.forEach(id -> store.add(subject, id, 1, Map.of()));

        assertThat(store.deleteMany(subject, List.of(ids.get(0), ids.get(2), unique(), ids.get(0))))
                .isEqualTo(2);
        assertThat(store.deleteMany(subject, List.of())).isZero();

        assertThat(store.getMany(subject, ids)).containsOnlyKeys(ids.get(1));
    }

    @ParameterizedTest
    @EnumSource
    void an_entry_with_the_same_id_in_another_index_is_kept(IndexKind kind) {
        if (kind.isKeyed()) {
            String subject = subject(kind);
            store.add(subject, "same", 1, Map.of());
            store.add(subject + "x", "same", 1, Map.of());

            store.delete(subject, "same");
            store.deleteMany(subject, List.of("same"));

            assertThat(store.get(subject + "x", "same")).isPresent();
        }
    }
}

package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class AddIfAbsentContract extends OperationContract {

    AddIfAbsentContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void it_adds_an_absent_entry(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();

        assertThat(store.addIfAbsent(subject, id, 5, kind.allFields())).isTrue();

        assertThat(metadata(subject, id)).isEqualTo(kind.expectedMetadata(id, 5, 0, kind.allFields()));
        assertThat(store.get(subject, id).orElseThrow().score()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void it_does_not_change_an_existing_entry(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of("own", 1));
        var before = store.get(subject, id);

        assertThat(store.addIfAbsent(subject, id, 6, kind.allFields())).isFalse();

        assertThat(store.get(subject, id)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void after_a_delete_it_adds_again_at_version_0(IndexKind kind) {
        String subject = subject(kind);
        String id = unique();
        store.add(subject, id, 5, Map.of());
        store.update(subject, id, Map.of("own", 1));
        store.delete(subject, id);

        assertThat(store.addIfAbsent(subject, id, 6, Map.of())).isTrue();
        assertThat(version(subject, id)).isZero();
    }
}

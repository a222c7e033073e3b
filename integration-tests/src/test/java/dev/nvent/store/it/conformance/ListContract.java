package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.conformance.ContractStore.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Order, pages, score ranges and counts; {@link FilterContract} has the filters. */
abstract class ListContract extends OperationContract {

    ListContract(ContractStore store) {
        super(store);
    }

    @ParameterizedTest
    @EnumSource
    void order_is_by_score_descending_then_by_id(IndexKind kind) {
        String subject = emptyIndex(kind);
        store.add(subject, "b", 2, Map.of());
        store.add(subject, "c", 1, Map.of());
        store.add(subject, "a", 2, Map.of());
        store.add(subject, "d", Long.MAX_VALUE, Map.of());
        store.add(subject, "e", Long.MIN_VALUE, Map.of());
        store.add(subject, "f", -1, Map.of());

        assertThat(store.list(subject, Map.of()).ids()).containsExactly("d", "a", "b", "c", "f", "e");
        assertThat(store.list(subject, Map.of()).entries().get(1))
                .isEqualTo(store.get(subject, "a").orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_result_is_an_empty_page(IndexKind kind) {
        String subject = emptyIndex(kind);

        assertThat(store.list(subject, Map.of())).isEqualTo(new Entries(List.of(), false));
        assertThat(store.count(subject, Map.of())).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void the_default_page_size_is_100(IndexKind kind) {
        String subject = filled(kind, 101);

        assertThat(store.list(subject, Map.of()).entries()).hasSize(100);
        assertThat(store.list(subject, Map.of()).hasMore()).isTrue();
        assertThat(store.list(subject, Map.of("limit", 101)).hasMore()).isFalse();
        assertThat(store.list(subject, Map.of("limit", Integer.MAX_VALUE)).entries())
                .hasSize(101);
        assertThat(store.count(subject, Map.of())).isEqualTo(101);
    }

    @ParameterizedTest
    @EnumSource
    void pages_by_offset_do_not_overlap(IndexKind kind) {
        String subject = filled(kind, 25);
        var seen = new ArrayList<String>();
        for (int offset = 0; offset < 30; offset += 10) {
            seen.addAll(
                    store.list(subject, Map.of("offset", offset, "limit", 10)).ids());
        }

        assertThat(seen).isEqualTo(store.list(subject, Map.of()).ids()).hasSize(25);
        assertThat(store.list(subject, Map.of("offset", 25)).entries()).isEmpty();
        assertThat(store.list(subject, Map.of("offset", Long.MAX_VALUE)).entries())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void pages_by_cursor_do_not_overlap_where_scores_are_equal(IndexKind kind) {
        String subject = filled(kind, 25);
        var seen = new ArrayList<String>();
        Entries page = store.list(subject, Map.of("limit", 4));
        seen.addAll(page.ids());
        while (page.hasMore()) {
            page = store.list(
                    subject, Map.of("limit", 4, "after", page.entries().getLast()));
            seen.addAll(page.ids());
        }

        assertThat(seen).isEqualTo(store.list(subject, Map.of()).ids()).hasSize(25);
    }

    @ParameterizedTest
    @EnumSource
    void a_cursor_can_be_combined_with_offset_range_and_filter(IndexKind kind) {
        String subject = filled(kind, 25);
        List<ContractStore.Entry> all = store.list(subject, Map.of()).entries();
        List<ContractStore.Entry> even =
                all.stream().filter(ListContract::isEven).toList();

        assertThat(store.list(subject, Map.of("after", all.get(4), "offset", 3)).entries())
                .isEqualTo(all.subList(8, 25));
        assertThat(store.list(subject, Map.of("after", all.get(4), "offset", Long.MAX_VALUE))
                        .entries())
                .isEmpty();
        assertThat(store.list(subject, Map.of("after", even.get(2), "filter", Map.of("even", true)))
                        .entries())
                .isEqualTo(even.subList(3, even.size()));
        assertThat(store.list(subject, Map.of("after", all.get(4), "minScore", 3))
                        .entries())
                .isEqualTo(all.subList(5, 25).stream()
                        .filter(entry -> entry.score() >= 3)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void a_cursor_stays_valid_after_its_entry_is_deleted(IndexKind kind) {
        String subject = filled(kind, 10);
        List<ContractStore.Entry> all = store.list(subject, Map.of()).entries();
        store.delete(subject, all.get(4).id());

        assertThat(store.list(subject, Map.of("after", all.get(4))).entries()).isEqualTo(all.subList(5, 10));
    }

    @ParameterizedTest
    @EnumSource
    void a_score_range_is_inclusive(IndexKind kind) {
        String subject = emptyIndex(kind);
        for (long score : new long[] {Long.MIN_VALUE, 1, 2, 3, 4, Long.MAX_VALUE}) {
            store.add(subject, "at" + score, score, Map.of());
        }

        assertThat(store.list(subject, Map.of("minScore", 2, "maxScore", 3)).ids())
                .containsExactly("at3", "at2");
        assertThat(store.list(subject, Map.of("minScore", 4)).ids()).containsExactly("at" + Long.MAX_VALUE, "at4");
        assertThat(store.list(subject, Map.of("maxScore", 1)).ids()).containsExactly("at1", "at" + Long.MIN_VALUE);
        assertThat(store.list(subject, Map.of("minScore", Long.MAX_VALUE)).ids())
                .containsExactly("at" + Long.MAX_VALUE);
        assertThat(store.list(subject, Map.of("minScore", 3, "maxScore", 2)).ids())
                .isEmpty();
        assertThat(store.count(subject, Map.of("minScore", 2, "maxScore", 4))).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void a_count_ignores_limit_and_offset(IndexKind kind) {
        String subject = filled(kind, 12);

        assertThat(store.count(subject, Map.of("limit", 1, "offset", 5))).isEqualTo(12);
        assertThat(store.count(subject, Map.of("filter", Map.of("even", true)))).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void a_limit_below_1_and_an_offset_below_0_are_rejected(IndexKind kind) {
        String subject = subject(kind);
        for (int limit : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.list(subject, Map.of("limit", limit)));
        }
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.list(subject, Map.of("offset", -1)));
    }

    /** An index whose entries have mostly equal scores. */
    private String filled(IndexKind kind, int count) {
        String subject = emptyIndex(kind);
        for (int i = 0; i < count; i++) {
            store.add(subject, "id" + (i * 7 % count), i / 6, Map.of("even", i % 2 == 0));
        }
        return subject;
    }

    private static boolean isEven(ContractStore.Entry entry) {
        return Boolean.TRUE.equals(entry.metadata().get("even"));
    }
}

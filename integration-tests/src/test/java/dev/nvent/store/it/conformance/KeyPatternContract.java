package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.it.conformance.ContractStore.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Patterns of {@code clear} and {@code keys}. */
abstract class KeyPatternContract extends OperationContract {

    KeyPatternContract(ContractStore store) {
        super(store);
    }

    @Test
    void a_star_matches_any_characters_and_all_others_match_literally() {
        String mine = unique() + ":";
        List<String> keys =
                List.of("", "a", "aa", "a%", "a_", "ab", "a\\", "a\\\\", "A", "b.c", "b+c", "[a]", "a*", "☃a😀");
        keys.forEach(key -> store.set(mine + key, key, null));

        assertThat(find(mine, "*")).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(find(mine, "a")).containsExactly("a");
        assertThat(find(mine, "a%")).containsExactly("a%");
        assertThat(find(mine, "a_")).containsExactly("a_");
        assertThat(find(mine, "a\\")).containsExactly("a\\");
        assertThat(find(mine, "a\\*")).containsExactlyInAnyOrder("a\\", "a\\\\");
        assertThat(find(mine, "*a")).containsExactlyInAnyOrder("a", "aa");
        assertThat(find(mine, "*a*"))
                .containsExactlyInAnyOrder("a", "aa", "a%", "a_", "ab", "a\\", "a\\\\", "[a]", "a*", "☃a😀");
        assertThat(find(mine, "b.c")).containsExactly("b.c");
        assertThat(find(mine, "[a]")).containsExactly("[a]");
        assertThat(find(mine, "a**b")).containsExactly("ab");
        assertThat(find(mine, "☃*😀")).containsExactly("☃a😀");
        assertThat(find(mine, "")).containsExactly("");
    }

    @Test
    void clear_deletes_matching_keys_and_returns_their_number() {
        String mine = unique();
        store.setAll(Map.of(mine + "%1", 1, mine + "%2", 2, mine + "x1", 3), null);

        assertThat(store.clear(mine + "%*")).isEqualTo(2);
        assertThat(store.clear(mine + "%*")).isZero();
        assertThat(store.keys(mine + "*", null, 10).keys()).containsExactly(mine + "x1");
    }

    @Test
    void keys_are_paged_in_a_stable_order() {
        String mine = unique();
        Stream.of("b", "a", "c", "B", "á", "_", " ").forEach(key -> store.set(mine + key, 1, null));
        var seen = new ArrayList<String>();
        Keys page = store.keys(mine + "*", null, 3);
        seen.addAll(page.keys());
        while (page.hasMore()) {
            page = store.keys(mine + "*", page.keys().getLast(), 3);
            seen.addAll(page.keys());
        }

        assertThat(seen)
                .containsExactly(mine + " ", mine + "B", mine + "_", mine + "a", mine + "b", mine + "c", mine + "á");
        assertThat(store.keys(mine + "*", null, 7).hasMore()).isFalse();
        assertThat(store.keys(mine + "*", null, Integer.MAX_VALUE).keys()).hasSize(7);
    }

    @Test
    void a_limit_below_1_and_an_empty_pattern_are_rejected() {
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.keys("*", null, 0));
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.keys("*", null, -1));
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.keys("", null, 1));
        assertRejected(RejectedException.Reason.INVALID_INPUT, () -> store.clear(""));
    }

    private List<String> find(String mine, String pattern) {
        return store.keys(mine + pattern, null, 100).keys().stream()
                .map(key -> key.substring(mine.length()))
                .toList();
    }
}

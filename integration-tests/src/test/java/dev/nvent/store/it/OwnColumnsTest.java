package dev.nvent.store.it;

import static dev.nvent.store.it.OwnColumns.BASKET;
import static dev.nvent.store.it.OwnColumns.CUSTOMER;
import static dev.nvent.store.it.OwnColumns.DUE_AT;
import static dev.nvent.store.it.OwnColumns.RETRIES;
import static dev.nvent.store.it.OwnColumns.URGENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.transition.TransitionResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fields in columns that a user's migration has added. */
class OwnColumnsTest extends OwnColumnsFixture {

    @RegisterExtension
    static final OwnColumns COLUMNS = new OwnColumns();

    OwnColumnsTest() {
        super(COLUMNS);
    }

    @Test
    void a_typed_value_is_in_the_column_and_is_read_typed_and_as_metadata() {
        Instant due = Instant.ofEpochMilli(5);
        runs.add(
                "a",
                1,
                Patch.of(CUSTOMER, "c-1").and(DUE_AT, due).and(URGENT, true).and(RETRIES, 2));

        assertThat(column("customer_id")).isEqualTo("c-1");
        assertThat(column("extra")).isEqualTo("{}");
        assertThat(entry().get(CUSTOMER)).isEqualTo("c-1");
        assertThat(entry().get(DUE_AT)).isEqualTo(due);
        assertThat(entry().get(URGENT)).isTrue();
        assertThat(entry().get(RETRIES)).isEqualTo(2);
        assertThat(entry().metadata())
                .containsEntry("customer", Map.of("id", "c-1"))
                .containsEntry("dueAt", "1970-01-01T00:00:00.005Z");
    }

    @Test
    void metadata_is_routed_to_the_column() {
        runs.add("a", 1, Map.of("customer", Map.of("id", "c-1", "name", "Ann"), "stats.retries", 4));

        assertThat(column("customer_id")).isEqualTo("c-1");
        assertThat(column("retries")).isEqualTo("4");
        assertThat(column("extra")).isEqualTo("{\"customer\": {\"name\": \"Ann\"}}");
        assertThat(entry().metadata()).containsEntry("customer", Map.of("id", "c-1", "name", "Ann"));
    }

    @Test
    void a_group_without_values_is_not_shown() {
        runs.add("a", 1, Map.of());

        assertThat(entry().metadata()).doesNotContainKey("customer");
    }

    @Test
    void add_resets_the_column_to_its_default() {
        runs.add("a", 1, Patch.of(CUSTOMER, "c-1").and(RETRIES, 2));

        runs.add("a", 1, Map.of());

        assertThat(entry().get(CUSTOMER)).isNull();
        assertThat(entry().get(RETRIES)).isZero();
    }

    @Test
    void update_changes_what_it_names() {
        runs.add("a", 1, Patch.of(CUSTOMER, "c-1").and(BASKET, Map.of("x", 1, "y", Map.of("z", 2))));

        runs.update("a", Patch.of(BASKET, Map.of("y", Map.of("w", 3))));
        runs.update("a", Map.of("basket.x", 9));

        assertThat(entry().get(CUSTOMER)).isEqualTo("c-1");
        assertThat(entry().metadata()).containsEntry("basket", Map.of("x", 9, "y", Map.of("z", 2, "w", 3)));
    }

    @Test
    void counters_count_in_the_column() {
        runs.add("a", 1, Map.of());

        assertThat(runs.increment("a", RETRIES, 2)).isEqualTo(2);
        assertThat(runs.increment("a", "stats.retries", 3)).isEqualByComparingTo("5");
        assertThat(column("retries")).isEqualTo("5");
        assertThat(runs.increment("a", "basket.n", 1)).isEqualByComparingTo("1");
    }

    @Test
    void filters_find_values_wherever_they_are() {
        runs.add("a", 1, Patch.of(CUSTOMER, "c-1"));
        unaware.add("b", 2, Map.of("customer", Map.of("id", "c-1")));
        unaware.add("c", 3, Map.of("customer", Map.of("id", 7)));
        runs.add("d", 4, Map.of());
        unaware.add("e", 5, Map.of("dueAt", "1970-01-01T00:00:01+01:00", "urgent", true));
        runs.add("f", 6, Patch.of(DUE_AT, Instant.ofEpochMilli(-3_599_000L)).and(URGENT, true));

        assertThat(ids(IndexQuery.where(CUSTOMER, "c-1"))).containsExactly("b", "a");
        assertThat(ids(IndexQuery.all().withFilter(Map.of("customer.id", "c-1"))))
                .containsExactly("b", "a");
        assertThat(ids(IndexQuery.whereAnyOf(CUSTOMER, List.of("c-1", "c-2")))).containsExactly("b", "a");
        assertThat(ids(IndexQuery.where(CUSTOMER, null))).containsExactly("f", "e", "d");
        assertThat(ids(IndexQuery.where(DUE_AT, Instant.ofEpochMilli(-3_599_000L))))
                .containsExactly("f", "e");
        assertThat(ids(IndexQuery.where(URGENT, true))).containsExactly("f", "e");
        assertThat(runs.count(IndexQuery.where(RETRIES, 0))).isEqualTo(6);
    }

    @Test
    void filters_find_parts_of_documents_wherever_they_are() {
        runs.add("a", 1, Patch.of(BASKET, Map.of("x", 1, "y", 2)));
        unaware.add("b", 2, Map.of("basket", Map.of("x", 1)));
        runs.add("c", 3, Patch.of(BASKET, Map.of("x", 1, "y", 2)));
        unaware.update("c", Map.of("basket", Map.of("y", 3)));

        assertThat(ids(IndexQuery.all().withFilter(Map.of("basket.x", 1)))).containsExactly("c", "b", "a");
        assertThat(ids(IndexQuery.all().withFilter(Map.of("basket.y", 3)))).containsExactly("c");
        assertThat(ids(IndexQuery.all().withFilter(nulls("basket.y")))).containsExactly("b");
    }

    private static Map<String, Object> nulls(String path) {
        var filter = new LinkedHashMap<String, Object>();
        filter.put(path, null);
        return filter;
    }

    @Test
    void a_transition_expects_changes_and_counts() {
        runs.add("a", 1, Patch.of(CUSTOMER, "c-1"));

        TransitionResult applied = store.transition()
                .expect(subject, "a", CUSTOMER, "c-1")
                .update(subject, "a", Patch.of(URGENT, true))
                .increment(subject, "a", RETRIES, 3)
                .apply();
        TransitionResult refused = store.transition()
                .expect("shop:flow:runs:" + flow, "a", "customer.id", "c-2")
                .apply();

        assertThat(applied).isInstanceOf(TransitionResult.Applied.class);
        assertThat(refused).isInstanceOf(TransitionResult.Conflict.class);
        assertThat(entry().get(URGENT)).isTrue();
        assertThat(entry().get(RETRIES)).isEqualTo(3);
    }
}
